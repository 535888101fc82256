"""Whoever has left can still be corrected, and be recorded as looked after (S18, S39)."""

from datetime import timedelta

import pytest

from familyhubs.records.dates import today
from households.actions import people
from households.models import Person
from tests.factories import HouseholdFactory
from tests.households.test_pages import page_of, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def gone(cast):
    """Bramble, who left yesterday."""
    place = cast.child.memberships.get()
    people.leave(membership=place, on=today() - timedelta(days=1), by=cast.alice)
    return cast.child


def test_a_child_who_left_can_be_marked_as_looked_after(alice, cast, gone):
    url = page_of(cast, "person-protect", gone.pk)
    assert alice.get(url).status_code == 200
    data = {"kind": "looked_after", **split("since", today() - timedelta(days=1))}
    assert alice.post(url, data).status_code == 302
    assert gone.protections.get().kind == "looked_after"


def test_their_details_can_be_corrected(alice, cast, gone):
    url = page_of(cast, "person-correct", gone.pk)
    assert alice.get(url).status_code == 200
    data = {
        "given_name": "Brambling",
        "family_name": gone.family_name,
        "why": "At the mother's word",
        "version": gone.version,
    }
    assert alice.post(url, data).status_code == 302
    assert Person.objects.get(pk=gone.pk).given_name == "Brambling"


def test_the_people_page_leads_to_both(alice, cast, gone):
    assert page_of(cast, "person", gone.pk) in alice.get(page_of(cast, "people")).text
    page = alice.get(page_of(cast, "person", gone.pk)).text
    for name in ("person-correct", "person-protect"):
        assert page_of(cast, name, gone.pk) in page


def test_a_reader_is_given_no_links(client, cast, gone):
    client.force_login(cast.dana)
    page = client.get(page_of(cast, "people")).text
    assert "Lived here before" in page
    assert page_of(cast, "person-correct", gone.pk) not in page


@pytest.mark.parametrize("name", ["person-correct", "person-protect", "person-leave"])
def test_somebody_of_another_household_is_a_404(alice, cast, name):
    other = HouseholdFactory(name="Wren", by=cast.alice)
    stranger = other.memberships.get().person
    assert alice.get(page_of(cast, name, stranger.pk)).status_code == 404


def test_who_came_back_leaves_once_more(alice, cast, gone):
    people.also_lives_in(person=gone, household=cast.household, joined_on=today(), by=cast.alice)
    data = split("on", today())
    assert alice.post(page_of(cast, "person-leave", gone.pk), data).status_code == 302
    left = gone.memberships.order_by("pk").values_list("left_on", flat=True)
    assert list(left) == [today() - timedelta(days=1), today()]
