"""A household imported is a household typed: the same rows, but for ids, moments and who."""

from datetime import date

import pytest
from django.utils import timezone

from consent.models import NoticeGiven, Receipt, StopNotice
from familyhubs.organisations.models import User
from households.models import (
    Household,
    HouseholdGrant,
    Involvement,
    Person,
    PersonGrant,
)
from retention.plan import PLAN
from tests.imports.lines import file_of, run
from tests.imports.story import LINE, typed

pytestmark = pytest.mark.django_db

# Of the moment it was written, and of whoever wrote it.
MOMENTS = {"created_at", "recorded_at", "withdrawn_at", "offered_at", "answered_at", "ended_at"}
MOMENTS |= {"placed_at", "lifted_at"}
ITS_OWN = {"id", "version", "reference", "data_key", "sealed_as", "import_fingerprint", "value"}
ITS_OWN |= {
    "ground",
    "note",
    "confirmed_on",
    "notice",
    "source_id",
    "reason",
    "end_reason",
    "hidden_at",
}
WHO = {"recorded_by", "offered_by", "answered_by", "ended_by", "placed_by", "lifted_by"}
WHO |= {"withdrawn_by", "registered_by"}
# Of an answer that came from another system nobody was handed a receipt, nor is told anew.
GIVEN_AT_THE_TIME = {NoticeGiven, Receipt, StopNotice}


def named(row):
    """What stands for a row that another points to."""
    for name in ("full_name", "name", "words", "codename", "opened_on", "service_name"):
        if getattr(row, name, None):
            return str(getattr(row, name))
    return type(row).__name__


def facts(row):
    """What a row says: its own values, those it points to by name, moments as days."""
    found = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name)
        if field.name in ITS_OWN | WHO and not (
            field.name == "reason" and row._meta.model_name in {"hold", "involvement", "episode"}
        ):
            continue
        if field.name in MOMENTS:
            if field.name in {"created_at", "recorded_at"}:
                continue
            value = value and timezone.localdate(value)
        elif field.is_relation and value is not None:
            value = named(value)
        found[field.name] = value
    return tuple(sorted((name, str(value)) for name, value in found.items()))


def told(household):
    """Every row of a household, by table."""
    found = {}
    everybody = {person.pk for person in Person.objects.living_in(household, on=date(1900, 1, 1))}
    for step in PLAN:
        if step.model in GIVEN_AT_THE_TIME:
            continue
        rows = step.model._base_manager.all()
        if step.household:
            rows = rows.filter(**{step.household: household.pk})
        else:
            field = step.people[0]
            rows = rows.filter(**{f"{field}__in": everybody})
        found.setdefault(step.table, set()).update(facts(row) for row in rows)
    return found


def test_the_rows_are_those_of_the_actions(partnership, tmp_path):
    worker = User.objects.get(email="worker@demo.example")
    health = User.objects.get(email="health@demo.example")
    by_hand = typed(worker, health)
    report = run(file_of(tmp_path, LINE), "--commit")
    assert report["errors"] == []
    brought = Household.objects.get(reference="SAME-1")
    expected, found = told(by_hand), told(brought)
    assert {table for table, rows in expected.items() if rows} == {
        table for table, rows in found.items() if rows
    }
    for table, rows in expected.items():
        assert found[table] == rows, table


def test_the_permissions_are_those_of_the_actions(partnership, tmp_path):
    worker = User.objects.get(email="worker@demo.example")
    by_hand = typed(worker, User.objects.get(email="health@demo.example"))
    run(file_of(tmp_path, LINE), "--commit")
    brought = Household.objects.get(reference="SAME-1")

    def granted(household):
        involvements = Involvement.objects.filter(household=household)
        shared = ("group__organisation__name", "permission__codename", "valid_from", "valid_until")
        on_people = PersonGrant.objects.filter(involvement__in=involvements)
        on_household = HouseholdGrant.objects.filter(involvement__in=involvements)
        return (
            sorted(map(str, on_people.values_list("content_object__given_name", *shared))),
            sorted(map(str, on_household.values_list(*shared))),
        )

    assert granted(brought) == granted(by_hand)
    assert len(granted(brought)[0]) == 2 * 2 + 1
