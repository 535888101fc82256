"""S9, S63: a home that is kept hidden since a referral was sent tells its area no more."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from households.actions import addresses
from households.models import Address
from referrals.actions import answers
from referrals.models import Referral, UnmetNeed
from tests.factories import AddressFactory, HouseholdFactory, PersonFactory
from tests.households import merging
from tests.referrals.referring import page, to_clinic

pytestmark = pytest.mark.django_db

AREA = "ZZ99"


@pytest.fixture
def sent(cast):
    """To the clinic, where somebody works."""
    assert cast.harriet
    assert cast.address
    referral = to_clinic(cast)
    assert referral.area == AREA
    return referral


def hide(cast, address):
    addresses.keep_hidden(address=address, hidden=True, reason="He must not know", by=cast.alice)


def test_its_receiver_reads_it_no_more(client, cast, sent):
    client.force_login(cast.harriet)
    assert AREA in client.get(page("one", sent)).text
    hide(cast, cast.address)
    assert AREA not in client.get(page("one", sent)).text


def test_nor_where_a_merge_hides_it(client, cast, sent):
    other = HouseholdFactory(name="Other", hub=cast.north_hub)
    AddressFactory(household=other, hidden=True)
    merging.homes(cast, cast.household, other)
    client.force_login(cast.harriet)
    assert AREA not in client.get(page("one", sent)).text


@pytest.mark.parametrize("spelt", ["1 Thistledown Row", "The same, spelt otherwise"])
@pytest.mark.parametrize("hidden", ["of the kept", "of the merged"])
def test_nor_where_one_of_two_that_are_made_one_hides_the_same_home(cast, spelt, hidden):
    other = HouseholdFactory(name="Other", hub=cast.north_hub)
    lines = {cast.household: "1 Thistledown Row", other: spelt}
    hides = cast.household if hidden == "of the kept" else other
    for home, said in lines.items():
        facts = {"lines": said, "postcode": "NN16 8TL", "hidden": home == hides}
        addresses.move(household=home, **facts, by=cast.alice)
    tells = other if hides == cast.household else cast.household
    who = PersonFactory(household=tells, date_of_birth=date(1990, 1, 1), by=cast.alice)
    referral = to_clinic(cast, household=tells, people=[who], discussed_with=who)
    assert referral.area == "NN16"
    merging.homes(cast, cast.household, other)
    referral.refresh_from_db()
    assert referral.area == ""


def test_nor_where_they_moved_to_a_hidden_home_in_the_same_area(cast, sent):
    facts = {"household": cast.household, "lines": "1 Nowhere Lane", "by": cast.alice}
    addresses.move(**facts, postcode="ZZ99 9ZZ", hidden=True)
    sent.refresh_from_db()
    assert sent.area == ""


def test_no_unmet_need_is_counted_in_it(cast, sent):
    hide(cast, cast.address)
    answers.decline(referral=Referral.objects.get(pk=sent.pk), because="full", by=cast.harriet)
    assert UnmetNeed.objects.get().area == ""


def test_a_home_elsewhere_that_is_hidden_leaves_it(cast, sent):
    hide(cast, AddressFactory(household=cast.household, postcode="NN16 8TL"))
    sent.refresh_from_db()
    assert sent.area == AREA


def test_another_household_is_left_alone(cast, sent):
    hide(cast, AddressFactory(household=cast.strangers, postcode="ZZ99 9ZZ"))
    sent.refresh_from_db()
    assert sent.area == AREA


@pytest.mark.parametrize(("postcode", "left"), [("ZZ99 9ZZ", ""), ("NN16 8TL", AREA)])
def test_one_that_was_hidden_before_this_is_emptied_by_the_migration(cast, sent, postcode, left):
    Address.objects.filter(pk=cast.address.pk).update(hidden=True, postcode=postcode)
    moved = import_module("referrals.migrations.0020_areas_of_hidden_homes")
    moved.empty(None, SimpleNamespace(connection=connection))
    assert Referral.objects.get(pk=sent.pk).area == left
