"""What a partner knows of one home tells it nothing of another; who has left is not followed."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from consent.actions import agreements
from familyhubs.records.dates import today
from households.actions import leads, people
from households.categories import Category
from households.models import Household, LeadAssignment, Person
from tests.factories import AgreementFactory

pytestmark = pytest.mark.django_db

PAGES = ["households:overview", "households:people", "households:goals", "consent:sharing"]


def everything(client, household):
    """All that the pages of a household say."""
    return "".join(client.get(reverse(page, args=[household.reference])).text for page in PAGES)


@pytest.fixture
def pat(client, cast):
    client.force_login(cast.pat)
    return client


def test_s61_who_is_not_covered_is_named_on_no_page(client, cast):
    client.force_login(cast.harriet)
    AgreementFactory(
        household=cast.household,
        given_by=cast.mother,
        covers=[cast.child],
        recipients=[cast.clinic],
        categories=[Category.HUB_RECORD],
        by=cast.alice,
    )
    told = everything(client, cast.household)
    for name in ("Marigold", "Bramble", "Quillfeather"):
        assert name not in told


def test_the_words_of_an_agreement_withdrawn_are_not_read_under_another(pat, cast):
    cast_agreement = cast.agreement
    AgreementFactory(
        household=cast.household,
        given_by=cast.mother,
        covers=[cast.child],
        recipients=[cast.school],
        categories=[Category.HUB_RECORD],
        purpose="Something else",
        by=cast.alice,
    )
    agreements.withdraw(agreement=cast_agreement, asked_by=cast.mother, by=cast.alice)
    told = everything(pat, cast.household)
    assert "Marigold" not in told
    assert cast_agreement.purpose not in told


def test_s7_a_child_known_in_one_home_is_not_told_in_the_other(pat, cast):
    assert cast.agreement  # the school knows Bramble at home with the mother
    other = cast.strangers
    people.also_lives_in(person=cast.child, household=other, by=cast.alice)
    AgreementFactory(
        household=other,
        given_by=other.memberships.first().person,
        covers=[cast.child],
        recipients=[cast.school],
        categories=[Category.HUB_RECORD],
        by=cast.alice,
    )
    assert "Bramble" not in everything(pat, other)


def test_who_has_left_is_not_followed_under_a_new_name(pat, cast):
    assert cast.agreement
    people.leave(membership=cast.mother.memberships.get(), on=today(), by=cast.alice)
    people.correct(
        person=cast.mother,
        household=cast.household,
        seen_version=cast.mother.version,
        by=cast.alice,
        why="Safety",
        given_name="Ottoline",
    )
    told = everything(pat, cast.household)
    assert "Ottoline" not in told
    assert "Marigold" not in told
    assert not Person.objects.visible_to(cast.pat).filter(pk=cast.mother.pk).exists()


def test_s32_nothing_is_seen_once_the_data_sharing_agreement_has_ended(pat, cast):
    assert cast.agreement
    cast.school.sharing_agreement_until = today() - timedelta(days=1)
    cast.school.save()
    assert pat.get(cast.household.get_absolute_url()).status_code == 404


def test_s55_a_lead_whose_agreement_ran_out_is_missed(cast):
    household = cast.strangers
    AgreementFactory(
        household=household,
        given_by=household.memberships.get().person,
        covers=[household.memberships.get().person],
        recipients=[cast.school],
        categories=[Category.HUB_RECORD],
        until=today() + timedelta(days=3),
        by=cast.alice,
    )
    offer = leads.offer(household=household, organisation=cast.school, by=cast.alice)
    leads.accept(assignment=offer, practitioner=cast.pat, by=cast.pat)
    waiting = Household.objects.visible_to(cast.alice).without_a_lead()
    assert household not in waiting
    with time_machine.travel(today() + timedelta(days=10)):
        assert household in Household.objects.visible_to(cast.alice).without_a_lead()
        assert not LeadAssignment.objects.leading().filter(household=household).exists()


def test_a_withdrawal_for_all_is_not_shown_as_in_force(cast):
    agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)
    assert not cast.agreement.is_in_force
