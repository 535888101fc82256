"""What migrations fill in for a council that was at work before them."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from consent.models import NoticeGiven
from consent.models.given import Way
from households.models import PersonGrant
from retention import reasons
from tests.retention.nights import a_line

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


def test_a_line_of_the_due_list_has_a_code_for_each_reason(cast, as_owner, monkeypatch):
    """Told from the sentence alone, each code is the one that its reason has."""
    migration = import_module("retention.migrations.0017_a_code_for_each_reason")
    monkeypatch.setattr(migration, "BATCH", 1)
    on_the_list = [
        reasons.SUPPORT_OPEN,
        reasons.hold_stands("complaint", on="a person"),
        reasons.CAN_BE_PARTED,
        reasons.BIRTH_MISSING,
        reasons.UNCONFIRMED,
        reasons.paper_left("PF-000001", "records room"),
        reasons.LIVES_ELSEWHERE,
        reasons.SOMETHING_ELSE,
    ]
    line = a_line(cast.household, stopped_by=on_the_list)
    free = a_line(cast.household, record_class="hub")
    with as_owner():
        name = "due_line_a_code_for_each_reason"
        execute(
            "SET CONSTRAINTS ALL IMMEDIATE",
            f"ALTER TABLE retention_dueline DROP CONSTRAINT {name}",
            "UPDATE retention_dueline SET stopped_codes = '{}'",
        )
        migration.a_code_each(None, SimpleNamespace(connection=connection))
    line.refresh_from_db()
    free.refresh_from_db()
    assert line.stopped_codes == [each.why for each in on_the_list]
    assert free.stopped_codes == []
