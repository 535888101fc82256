"""A merge shows nobody where a family lives that keeps its address hidden in either record, and
leaves no restricted household without anybody to open it."""

import pytest

from households.actions import merges
from households.actions.restricted import lift, restrict
from households.models import Address, Household, HouseholdUserGrant
from tests.factories import AddressFactory, HouseholdFactory
from tests.households import merging
from tests.walls.asking import as_page_of

pytestmark = pytest.mark.django_db

HOME, SPELT_OTHERWISE = "12 Thistledown Row\nLarkfield", "Flat 1, 12 Thistledown Rd, Larkfield"


@pytest.fixture
def other(cast):
    """The same family at the same address, of which nothing is hidden."""
    household = HouseholdFactory(name="Quillfether", by=cast.alice)
    AddressFactory(household=household, lines=SPELT_OTHERWISE, by=cast.alice)
    return household


def hidden_of(household):
    rows = Address.objects.filter(household=household).order_by("pk")
    return list(rows.values_list("hidden", flat=True))


@pytest.mark.parametrize("in_which", ["the kept", "the merged", "a former one"])
def test_s9_the_same_home_spelt_otherwise_is_hidden_too(cast, other, in_which):
    assert cast.agreement
    assert cast.address.lines == HOME
    whose = other if in_which == "the merged" else cast.household
    if in_which == "a former one":
        Address.objects.filter(household=whose).update(until="2020-01-01")
        AddressFactory(household=whose, lines="3 Elsewhere", by=cast.alice)
        Address.objects.filter(household=whose, until__isnull=False).update(hidden=True)
    else:
        Address.objects.filter(household=whose).update(hidden=True)
    merging.homes(cast, cast.household, other)
    assert all(hidden_of(cast.household))
    assert len(hidden_of(cast.household)) >= 2
    assert not Address.objects.visible_to(cast.pat).exists()


def test_what_stays_with_the_empty_record_is_closed_with_the_other(cast):
    """The same address twice: one of them stays where it was, and the household is restricted."""
    assert cast.address
    twin = HouseholdFactory(name="Quillfether", by=cast.alice)
    AddressFactory(
        household=twin, lines=cast.address.lines, postcode=cast.address.postcode, by=cast.alice
    )
    merging.homes(cast, cast.household, twin)
    left = Address.objects.filter(household=twin)
    assert left.visible_to(cast.henry).exists()
    household = Household.objects.get(pk=cast.household.pk)
    restrict(household=household, reason="A colleague's family", by=cast.alice)
    assert not left.visible_to(cast.henry).exists()
    with as_page_of(cast.henry):
        assert not Address.objects.filter(household=twin).exists()
    assert left.visible_to(cast.alice).exists()
    with as_page_of(cast.alice):
        assert Address.objects.filter(household=twin).exists()


def test_what_stays_with_the_empty_record_is_open_again_with_the_other(cast):
    """The record that was merged says still that it is restricted; the one it became is not."""
    assert cast.address
    twin = HouseholdFactory(name="Quillfether", by=cast.alice)
    AddressFactory(
        household=twin, lines=cast.address.lines, postcode=cast.address.postcode, by=cast.alice
    )
    for household in (cast.household, twin):
        restrict(household=household, reason="A colleague's family", by=cast.alice)
    merging.homes(cast, cast.household, twin)
    left = Address.objects.filter(household=twin)
    assert not left.visible_to(cast.henry).exists()
    lift(
        household=Household.objects.get(pk=cast.household.pk),
        reason="They have left us",
        by=cast.alice,
    )
    assert Household.objects.get(pk=twin.pk).restricted
    assert left.visible_to(cast.henry).exists()
    with as_page_of(cast.henry):
        assert left.exists()


def test_undoing_shows_again_what_was_shown_before(cast, other):
    Address.objects.filter(pk=cast.address.pk).update(hidden=True)
    row = merging.homes(cast, cast.household, other)
    merges.undo(merge=row, by=cast.alice)
    assert hidden_of(cast.household) == [True]
    assert hidden_of(other) == [False]


def test_where_nothing_is_hidden_nothing_is(cast, other):
    assert cast.address
    merging.homes(cast, cast.household, other)
    assert hidden_of(cast.household) == [False, False]


@pytest.mark.parametrize("ended_in", ["the kept", "the merged"])
def test_who_is_named_for_both_stays_named_while_either_says(cast, other, ended_in):
    for household in (cast.household, other):
        restrict(household=household, reason="A colleague's family", by=cast.alice)
    ended = cast.household if ended_in == "the kept" else other
    named = HouseholdUserGrant.objects.filter(user=cast.alice)
    named.filter(content_object=ended).update(valid_until="2024-01-01")
    row = merging.homes(cast, cast.household, other, by=cast.henry)
    assert Household.objects.visible_to(cast.alice).filter(pk=cast.household.pk).exists()
    merges.undo(merge=row, by=cast.alice)
    assert named.get(content_object=ended).valid_until is not None
