"""A merge is undone for 30 days: both stand as they stood; where that is contradicted, it says."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from consent.actions import agreements
from consent.models import Agreement
from households.actions import merges, people
from households.actions.merging.moving import ChangedSince
from households.models import (
    Address,
    Contact,
    Household,
    Identifier,
    LeadAssignment,
    LeadState,
    Merge,
    Person,
)
from households.tasks import forget_merge_undo
from tests.factories import (
    AddressFactory,
    AgreementFactory,
    ContactFactory,
    GoalFactory,
    HouseholdFactory,
    LeadFactory,
    PersonFactory,
)
from tests.households import merging
from tests.households.test_merge import give_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(cast):
    household = HouseholdFactory(name="Quillfether", hub=cast.south_hub, by=cast.alice)
    GoalFactory(household=household, by=cast.alice)
    AddressFactory(household=household, lines="1 Elsewhere", by=cast.alice)
    LeadFactory(household=household, practitioner=cast.alice, by=cast.henry)
    AgreementFactory(household=household, recipients=[cast.clinic], by=cast.alice)
    ContactFactory(household=household, note="They slept well", by=cast.alice)
    return household


def whole():
    """Every row of every table of the families, without what a merge and its undo write down."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename ~ "
            "'^(households|consent|referrals|retention)_' "
            "AND tablename !~ 'historical|merge$|_correction$'"  # what was told stays told
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT to_jsonb(t) - 'version' FROM {table} t ORDER BY 1")
            found[table] = [
                {key: value for key, value in json.loads(row).items() if key not in SEALED}
                for (row,) in cursor.fetchall()
            ]
    return found


SEALED = {"value", "note", "answer", "relevance", "stored_as"}  # sealed anew


def test_two_people_are_as_they_were(cast, twin):
    give_number(twin, "9434765919")
    assert cast.agreement
    assert cast.address
    before = whole()
    merge = merging.people(cast, cast.mother, twin, given_name=True, telephone=True)
    assert whole() != before
    merges.undo(merge=merge, by=cast.henry)
    assert whole() == before
    assert Identifier.objects.get(person=twin).read("value") == "9434765919"


def test_two_households_are_as_they_were(cast, other):
    assert cast.agreement
    assert cast.address
    before = whole()
    merge = merging.homes(cast, cast.household, other, name=True, hub_id=True)
    assert whole() != before
    merges.undo(merge=merge, by=cast.henry)
    assert whole() == before
    assert Contact.objects.get().read("note") == "They slept well"


def test_what_was_added_since_stays_with_the_one_that_was_kept(cast, twin):
    merge = merging.people(cast, cast.mother, twin)
    give_number(cast.mother, "9434765919")
    merges.undo(merge=merge, by=cast.alice)
    assert Identifier.objects.get().person == cast.mother


def test_s18_what_was_confirmed_or_corrected_since_stays_so(cast, twin):
    Person.objects.filter(pk=cast.mother.pk).update(confirmed_on="2024-01-01", telephone="1")
    Person.objects.filter(pk=twin.pk).update(
        telephone="2", email="mary@family.example", confirmed_on="2024-02-02"
    )
    twin.refresh_from_db()
    merge = merging.people(cast, cast.mother, twin, given_name=True, telephone=True, email=True)
    people.confirm(people=[cast.mother], household=cast.household, by=cast.alice)
    cast.mother.refresh_from_db()
    people.correct(
        person=cast.mother,
        household=cast.household,
        seen_version=cast.mother.version,
        given_name="Maria",
        why="Misheard",
        by=cast.alice,
    )
    merges.undo(merge=merge, by=cast.alice)
    mother = Person.objects.get(pk=cast.mother.pk)
    assert (mother.given_name, mother.confirmed_on) == ("Maria", timezone.localdate())
    assert (mother.telephone, mother.email) == ("1", "marigold@family.example")
    twin.refresh_from_db()
    assert twin.merged_into is None


def test_a_moved_row_that_was_changed_since_contradicts(cast, other):
    assert cast.address
    merge = merging.homes(cast, cast.household, other)
    former = Address.objects.filter(household=cast.household, until__isnull=False)
    former.update(until="2020-01-01")
    with pytest.raises(ChangedSince, match="address was changed after the merge"):
        merges.undo(merge=merge, by=cast.alice)
    other.refresh_from_db()
    assert other.merged_into == cast.household, "all or nothing"


def test_a_later_merge_is_undone_first(cast, twin):
    first = merging.people(cast, cast.mother, twin)
    third = PersonFactory(household=cast.household, given_name="Marigold", by=cast.alice)
    second = merging.people(cast, third, cast.mother)
    with pytest.raises(ChangedSince):
        merges.undo(merge=first, by=cast.alice)
    merges.undo(merge=second, by=cast.alice)
    merges.undo(merge=first, by=cast.alice)
    assert Person.objects.filter(merged_into__isnull=False).count() == 0


def test_not_twice_and_not_after_thirty_days(cast, twin):
    merge = merging.people(cast, cast.mother, twin)
    Merge.objects.filter(pk=merge.pk).update(merged_at=timezone.now() - timedelta(days=31))
    with pytest.raises(merges.TooLate):
        merges.undo(merge=merge, by=cast.alice)
    Merge.objects.filter(pk=merge.pk).update(merged_at=timezone.now())
    merges.undo(merge=merge, by=cast.alice)
    with pytest.raises(merges.TooLate):
        merges.undo(merge=merge, by=cast.alice)


def test_what_undoing_needed_is_forgotten_after_thirty_days(cast, twin, as_worker):
    merge = merging.people(cast, cast.mother, twin)
    with as_worker():
        assert forget_merge_undo() == 0
    Merge.objects.filter(pk=merge.pk).update(merged_at=timezone.now() - timedelta(days=31))
    with as_worker():
        assert forget_merge_undo() == 1
        assert forget_merge_undo() == 0
    merge.refresh_from_db()
    assert merge.moves == []


def test_a_lead_that_ended_leads_again(cast, other):
    assert cast.lead
    leads = dict(LeadAssignment.objects.values_list("pk", "state"))
    merge = merging.homes(cast, cast.household, other)
    assert dict(LeadAssignment.objects.values_list("pk", "state")) != leads
    merges.undo(merge=merge, by=cast.alice)
    assert dict(LeadAssignment.objects.values_list("pk", "state")) == leads


def test_s50_a_partner_whose_agreement_ended_meanwhile_leads_no_more(cast, other):
    """The merge ended its lead of the household merged away, and the family its agreement."""
    led = LeadFactory(household=other, practitioner=cast.harriet, by=cast.henry)
    merge = merging.homes(cast, cast.household, other)
    agreement = Agreement.objects.get(recipients__organisation=cast.clinic)
    asked_by = agreement.given_by
    agreements.withdraw(agreement=agreement, asked_by=asked_by, by=cast.alice)
    merges.undo(merge=merge, by=cast.alice)
    led.refresh_from_db()
    assert (led.household, led.state) == (other, LeadState.ENDED)
    assert "ended while the records were merged" in led.end_reason
    assert not Household.objects.visible_to(cast.harriet).exists()


def test_the_page(client, cast, twin):
    merge = merging.people(cast, cast.mother, twin)
    client.force_login(cast.alice)
    url = reverse("households:merge-undo", args=[cast.household.reference, merge.pk])
    assert "Undo this merge" in client.get(url).text
    assert client.post(url).status_code == 302
    assert client.get(url).status_code == 404
    twin.refresh_from_db()
    assert twin.merged_into is None


def test_somebody_who_moved_since_is_not_moved_back(cast, twin):
    merge = merging.people(cast, cast.mother, twin)
    place = cast.mother.memberships.exclude(household=cast.household).get()
    people.leave(membership=place, on=timezone.localdate(), by=cast.alice)
    merges.undo(merge=merge, by=cast.alice)
    place.refresh_from_db()
    assert place.person == twin
    assert place.left_on is not None
    assert Household.objects.filter(merged_into__isnull=False).count() == 0
