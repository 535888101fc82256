"""Merges are undone in the other order than they were made, where one stands on the other: nobody
is left without a home, and no home without its people."""

import pytest

from households.actions import merges
from households.actions.merging.places import UndoLaterFirst
from households.drift import drifted
from households.models import Household, Membership, Person, PersonGrant
from tests.factories import AgreementFactory, HouseholdFactory
from tests.households import merging

pytestmark = pytest.mark.django_db


@pytest.fixture
def homes(cast):
    return tuple(HouseholdFactory(name=name, by=cast.alice) for name in ("Quill", "Quil"))


@pytest.fixture
def pair(homes):
    """One person, recorded in each of the homes."""
    return tuple(Person.objects.living_in(home).get() for home in homes)


def lived_in(cast):
    """Each household that is seen, with who is seen to live there."""
    seen = Membership.objects.visible_to(cast.alice)
    return {
        home: set(Person.objects.filter(pk__in=seen.filter(household=home).values("person")))
        for home in Household.objects.visible_to(cast.alice)
    }


@pytest.mark.parametrize("kept", [0, 1])
def test_homes_then_people(cast, homes, pair, kept):
    before = lived_in(cast)
    first = merging.homes(cast, *homes)
    second = merging.people(cast, pair[kept], pair[1 - kept], household=homes[0])
    with pytest.raises(UndoLaterFirst, match="Undo that later merge first"):
        merges.undo(merge=first, by=cast.alice)
    assert lived_in(cast) == {homes[0]: {pair[kept]}}, "nothing has been changed"
    merges.undo(merge=second, by=cast.alice)
    merges.undo(merge=first, by=cast.alice)
    assert lived_in(cast) == before == {homes[0]: {pair[0]}, homes[1]: {pair[1]}}


def test_people_then_homes(cast, homes, pair):
    before = lived_in(cast)
    first = merging.people(cast, *pair, household=homes[0])
    second = merging.homes(cast, *homes)
    with pytest.raises(UndoLaterFirst):
        merges.undo(merge=first, by=cast.alice)
    merges.undo(merge=second, by=cast.alice)
    merges.undo(merge=first, by=cast.alice)
    assert lived_in(cast) == before


def test_a_later_merge_that_left_no_place_behind_is_no_hindrance(cast, homes, pair):
    """Whom the household brought was merged with somebody of a third home."""
    third = Person.objects.living_in(cast.strangers).get()
    first = merging.homes(cast, *homes)
    merging.people(cast, pair[1], third, household=homes[0])
    merges.undo(merge=first, by=cast.alice)
    assert lived_in(cast)[homes[1]] == {pair[1]}


def test_an_older_merge_noted_nothing_of_whom_a_permission_is_through(cast):
    other = HouseholdFactory(name="Quillfether", by=cast.alice)
    AgreementFactory(household=other, recipients=[cast.clinic], by=cast.alice)
    row = merging.homes(cast, cast.household, other)
    row.moves = [
        one
        for one in row.moves
        if one["table"] != "households.persongrant" or "household_id" not in one["after"]
    ]
    row.save()
    merges.undo(merge=row, by=cast.alice)
    through = PersonGrant.objects.filter(involvement__household=other)
    assert set(through.values_list("household", flat=True)) == {other.pk}
    assert list(drifted()) == []
