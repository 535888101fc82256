"""What migrations fill in for a council that was at work before them."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from consent.models import NoticeGiven
from consent.models.given import Way
from households.models import PersonGrant

pytestmark = pytest.mark.django_db


def execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_a_permission_on_a_person_says_through_which_household(cast, as_owner, monkeypatch):
    migration = import_module("households.migrations.0023_filled_with_whom_it_knows")
    monkeypatch.setattr(migration, "BATCH", 5)
    assert cast.agreement
    with as_owner():
        execute("SET CONSTRAINTS ALL IMMEDIATE", migration.NOT_ALWAYS)
        PersonGrant.objects.update(household=None)
        migration.fill(None, SimpleNamespace(connection=connection))
        execute(*migration.ALWAYS)
    rows = PersonGrant.objects.values_list("household_id", "involvement__household_id")
    assert {here for here, _ in rows} >= {cast.household.pk}
    assert all(here == there for here, there in rows)


def test_whoever_answered_before_counts_as_given_the_notice(cast, as_owner, as_worker):
    agreement = cast.agreement
    migration = import_module("consent.migrations.0014_shown_when_asked")
    with as_worker():
        execute("DELETE FROM consent_noticegiven", "DELETE FROM consent_historicalnoticegiven")
    with as_owner():
        execute(migration.GIVEN)
    (given,) = NoticeGiven.objects.all()
    assert (given.person, given.household) == (agreement.given_by, agreement.household)
    assert (given.notice, given.given_on) == (agreement.notice, agreement.given_on)
    assert (given.how, given.given_by) == (Way.ASKED, agreement.recorded_by)
    (was,) = given.history.all()
    assert (was.history_type, was.history_user) == ("+", agreement.recorded_by)
