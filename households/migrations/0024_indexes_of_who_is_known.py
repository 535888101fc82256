"""Who is known through which household, found by the person and by the household."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("households", "0023_filled_with_whom_it_knows")]

    operations = [
        AddIndexConcurrently(
            "persongrant",
            models.Index(
                fields=["group", "permission", "-content_object"],
                include=["household", "valid_from", "valid_until", "only_for", "ends_at"],
                name="persongrant_known",
            ),
        ),
        AddIndexConcurrently(
            "persongrant",
            models.Index(fields=["household", "group"], name="persongrant_of_household"),
        ),
        RemoveIndexConcurrently("persongrant", "persongrant_scope"),
    ]
