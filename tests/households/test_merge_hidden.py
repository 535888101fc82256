"""A merge shows nobody where a family lives that keeps its address hidden in either record."""

import pytest

from households.actions import merges
from households.models import Address
from tests.factories import AddressFactory, HouseholdFactory

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


def merge(cast, other):
    return merges.merge_households(
        kept=cast.household, merged=other, take={}, agreed=True, by=cast.alice
    )


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
    merge(cast, other)
    assert all(hidden_of(cast.household))
    assert len(hidden_of(cast.household)) >= 2
    assert not Address.objects.visible_to(cast.pat).exists()


def test_undoing_shows_again_what_was_shown_before(cast, other):
    Address.objects.filter(pk=cast.address.pk).update(hidden=True)
    row = merge(cast, other)
    merges.undo(merge=row, by=cast.alice)
    assert hidden_of(cast.household) == [True]
    assert hidden_of(other) == [False]


def test_where_nothing_is_hidden_nothing_is(cast, other):
    assert cast.address
    merge(cast, other)
    assert hidden_of(cast.household) == [False, False]
