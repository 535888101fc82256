"""What is put back is what was made (tests/stage.py)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from familyhubs.keys import sealing, vault
from familyhubs.organisations.models import User
from tests import database
from tests.cast import Cast
from tests.stage import stage

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    """How many there are in each table that has any."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind = 'r' AND has_table_privilege(oid, 'SELECT')"
        )
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables)
        )
        return {table: count for table, count in cursor.fetchall() if count}


def everything_of(cast: Cast) -> dict[str, int]:
    cast.everybody()
    assert cast.strangers.name == "Strangeways"
    assert cast.family.lead.practitioner == cast.alice
    return rows()


def test_it_has_the_rows_of_what_is_made_anew(monkeypatch):
    monkeypatch.setattr(stage, "day", None)
    anew = Cast()
    with transaction.atomic():
        made = everything_of(anew)
        transaction.set_rollback(True)
    monkeypatch.undo()
    before, put_back = Cast(), Cast()
    assert everything_of(put_back) == made
    assert anew.is_made_anew
    assert not put_back.is_made_anew
    assert put_back.household.pk == put_back.family.lead.household_id
    assert vars(before).keys() == {"made_before", "is_made_anew"}


def test_only_who_is_named_is_there(cast):
    assert cast.pat.organisation == cast.school
    assert set(User.objects.all()) == {cast.pat}


def test_under_another_day_they_are_made_anew(cast):
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert cast.household.created_at.date() == timezone.now().date()
        assert cast.henry.hub == cast.household.hub
    assert cast.is_made_anew
    assert cast.dana.organisation == cast.council


def test_a_key_that_a_test_destroyed_is_there_for_the_next(cast, as_worker):
    key = cast.household.data_key
    with as_worker():
        vault.destroy([key])
    with pytest.raises(sealing.KeyDestroyed):
        sealing.seal(key, "label", "told")
    database.keys_database_back()
    assert sealing.unseal(key, "label", sealing.seal(key, "label", "told")) == "told"
