"""Nothing goes by cascade: a table that disposal forgot must fail loudly."""

import pytest
from django.db import connection, models

from tests.consistency.code import own_models

# guardian's own base class cascades from its group and its permission, which are not deleted:
# an organisation holds its group (PROTECT), the migrations hold the permissions.
FROM_GUARDIAN = {"group", "permission"}


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_no_foreign_key_cascades(model):
    cascading = [
        field.name
        for field in model._meta.fields
        if field.remote_field
        and field.remote_field.on_delete is models.CASCADE
        and not (field.name in FROM_GUARDIAN and hasattr(model, "content_object"))
        and not model._meta.auto_created
    ]
    assert not cascading, f"{model._meta.label}: {cascading} cascade. Use PROTECT."


def test_no_cascade_stands_in_the_database(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint "
            "WHERE contype = 'f' AND confdeltype NOT IN ('a', 'r')"
        )
        assert cursor.fetchall() == []
