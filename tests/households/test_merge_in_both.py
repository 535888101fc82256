"""Contact history and services are shared home by home (S50, S60): a merge of two homes in which
one child lives says who will see more of that child, and asks."""

from datetime import timedelta

import pytest
from django.urls import reverse

from familyhubs.records.dates import today
from households.actions import people
from households.actions.merging.widening import NotAgreed
from households.categories import Category
from households.models import Contact, Membership, Person
from tests.factories import AgreementFactory, ContactFactory, HouseholdFactory, PersonFactory
from tests.households import merging

pytestmark = pytest.mark.django_db

BASE = [Category.HUB_RECORD, Category.IDENTITY, Category.CONTACT_DETAILS]


@pytest.fixture
def one(cast):
    return HouseholdFactory(name="Quill", by=cast.alice)


@pytest.fixture
def two(cast):
    return HouseholdFactory(name="Quil", by=cast.alice)


@pytest.fixture
def child(cast, one, two):
    """Lives in both."""
    child = PersonFactory(household=one, by=cast.alice)
    people.also_lives_in(person=child, household=two, by=cast.alice)
    return child


def share(cast, household, child, *categories):
    adult = Person.objects.living_in(household).exclude(pk=child.pk).get()
    AgreementFactory(
        household=household,
        given_by=adult,
        covers=[child],
        recipients=[cast.school],
        categories=[*BASE, *categories],
        by=cast.alice,
    )


def gains(client, cast, one, two):
    client.force_login(cast.alice)
    url = reverse("households:merge", args=[one.reference])
    page = client.get(url, {"other": two.reference})
    return page, page.context["comparison"].gains


@pytest.mark.parametrize(
    ("category", "words"),
    [(Category.CONTACT_HISTORY, "appointments, calls"), (Category.SERVICES, "services accessed")],
)
def test_s60_what_is_shared_in_one_home_alone_is_asked_about(
    client, cast, one, two, child, category, words
):
    share(cast, one, child, category)
    share(cast, two, child)
    page, (school,) = gains(client, cast, one, two)
    assert school.of_kept == ""
    assert words in school.of_merged
    assert "of those in both records" in page.text
    with pytest.raises(NotAgreed):
        merging.homes(cast, one, two, agreed=False)


def test_s60_the_other_way_round_too(client, cast, one, two, child):
    share(cast, one, child)
    share(cast, two, child, Category.SERVICES)
    _, (school,) = gains(client, cast, one, two)
    assert "services accessed" in school.of_kept
    assert school.of_merged == ""


def test_s50_no_note_of_the_other_home_is_shown_unasked(cast, one, two, child):
    share(cast, one, child, Category.CONTACT_HISTORY)
    share(cast, two, child)
    note = ContactFactory(household=two, people=[child], by=cast.alice)
    with pytest.raises(NotAgreed):
        merging.homes(cast, one, two, agreed=False)
    assert not Contact.objects.visible_to(cast.pat).filter(pk=note.pk).exists()
    merging.homes(cast, one, two)
    assert Contact.objects.visible_to(cast.pat).filter(pk=note.pk).exists(), "that was the gain"


def test_what_is_shared_in_both_homes_is_no_gain(client, cast, one, two, child):
    for household in (one, two):
        share(cast, household, child, Category.CONTACT_HISTORY, Category.SERVICES)
    assert gains(client, cast, one, two)[1] == []
    assert merging.homes(cast, one, two, agreed=False).pk


def test_s50_who_left_the_home_it_was_agreed_for_is_not_followed_by_a_merge(
    client, cast, one, two, child
):
    """Once the two homes are one they live again where the school was let see them."""
    share(cast, one, child, Category.HEALTH)
    share(cast, two, child)
    place = Membership.objects.get(person=child, household=one)
    people.leave(membership=place, on=today() - timedelta(days=1), by=cast.alice)
    _, (school,) = gains(client, cast, one, two)
    assert "health" in school.of_merged
    with pytest.raises(NotAgreed):
        merging.homes(cast, one, two, agreed=False)
