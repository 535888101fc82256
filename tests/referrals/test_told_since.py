"""A merge is undone: what was told of a referral meanwhile goes back with it (S50)."""

import pytest
from django.urls import reverse

from households.actions import merges
from referrals.actions import answers
from referrals.models import Email, Message, MessageKind, Referral
from tests.factories import HouseholdFactory, PersonFactory
from tests.households import merging
from tests.referrals.referring import to_clinic
from tests.referrals.test_parted import CARRIES, GROWN, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(cast):
    """Another family, merged by mistake with the Quillfeathers."""
    assert cast.harriet
    return HouseholdFactory(name="Other", hub=cast.north_hub, by=cast.alice)


@pytest.fixture
def mum(cast, other):
    return PersonFactory(household=other, date_of_birth=GROWN, by=cast.alice)


def of_sender(cast):
    return Message.objects.get(recipient=cast.alice, kind=MessageKind.REFERRAL_ACCEPTED)


def test_it_leads_to_the_referral_of_the_family_it_is_of(client, cast, other, mum):
    referral = sent(cast, mum, household=other)
    merge = merging.homes(cast, cast.household, other)
    answers.accept(referral=Referral.objects.get(pk=referral.pk), by=cast.harriet)
    assert of_sender(cast).household == cast.household
    merges.undo(merge=merge, by=cast.alice)
    message = of_sender(cast)
    assert message.household == other
    assert set(Email.objects.filter(message=message).values_list("household", flat=True)) == {
        other.pk
    }
    client.force_login(cast.alice)
    there = client.post(reverse("referrals:message-open", args=[message.pk])).url
    assert client.get(there).status_code == 200


def test_what_was_sent_meanwhile_takes_what_its_receiver_was_told_along(cast, other, mum):
    merge = merging.homes(cast, cast.household, other)
    referral = sent(cast, mum)
    merges.undo(merge=merge, by=cast.alice)
    assert Referral.objects.get(pk=referral.pk).household == other
    told = Message.objects.filter(recipient=cast.harriet, kind=MessageKind.REFERRAL_RECEIVED)
    assert set(told.values_list("household", flat=True)) == {other.pk}


def test_what_was_told_of_the_record_that_is_kept_stays_with_it(cast, other, mum):
    referral = to_clinic(cast, categories=CARRIES)
    sent(cast, mum, household=other)
    merge = merging.homes(cast, cast.household, other)
    answers.accept(referral=Referral.objects.get(pk=referral.pk), by=cast.harriet)
    before = of_sender(cast)
    merges.undo(merge=merge, by=cast.alice)
    after = of_sender(cast)
    assert (after.household, after.path) == (cast.household, before.path)
