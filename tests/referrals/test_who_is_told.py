"""S63: the sender is told what became of it, and the receiver that it came or is withdrawn."""

import pytest
from django.core import mail

from consent.actions import agreements
from consent.models import StopNotice
from familyhubs.organisations.models import Organisation
from referrals.actions import answers, referrals
from referrals.actions.outgoing import sending
from referrals.models import (
    Email,
    Message,
    Referral,
)
from referrals.states import Because
from tests.factories import AgreementFactory, OrganisationFactory
from tests.referrals.referring import CARRIED, a_referral, decline, every_outcome, to_clinic

pytestmark = pytest.mark.django_db


class TestWhoIsTold:
    def told(self, user):
        rows = Message.objects.visible_to(user).filter(recipient=user).order_by("pk")
        return [message.kind for message in rows]

    def test_the_receiver_that_it_came_and_the_sender_of_every_step(self, cast):
        assert cast.harriet
        referral = to_clinic(cast)
        assert self.told(cast.harriet) == ["referral_received"]
        answers.accept(referral=referral, by=cast.harriet)
        answers.finish(referral=referral, scores=every_outcome(referral), by=cast.harriet)
        assert self.told(cast.alice) == ["referral_accepted", "referral_finished"]

    def test_each_message_says_what_became_of_it(self, cast):
        assert cast.harriet
        referral = to_clinic(cast)
        answers.put_on_the_list(referral=referral, note="", by=cast.harriet)
        decline(cast, Referral.objects.get(pk=referral.pk))
        assert self.told(cast.alice) == ["referral_listed", "referral_declined"]

    def test_of_a_withdrawal_both(self, cast):
        assert cast.harriet
        referral = to_clinic(cast)
        referrals.withdraw(referral=referral, because=Because.NOT_NEEDED, by=cast.henry)
        assert self.told(cast.harriet)[-1] == self.told(cast.alice)[-1] == "referral_withdrawn"

    @pytest.mark.parametrize("accepted", [False, True])
    def test_who_sees_the_family_is_not_told_at_that_moment_which_referral_was_theirs(
        self, cast, accepted
    ):
        """Of the family's withdrawal it is told by reference. What it accepted it knows."""
        assert cast.pat
        referral = a_referral(cast)
        assert referral.agreement == cast.agreement
        if accepted:
            answers.accept(referral=referral, by=cast.pat)
        agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.henry)
        assert StopNotice.objects.filter(organisation=cast.school).exists()
        assert ("referral_withdrawn" in self.told(cast.pat)) is accepted
        assert self.told(cast.alice)[-1] == "referral_withdrawn"

    def test_who_never_saw_the_family_is_told_of_the_referral_alone(self, cast):
        assert cast.harriet
        referral = to_clinic(cast)
        agreements.withdraw(agreement=referral.agreement, asked_by=cast.mother, by=cast.alice)
        assert not StopNotice.objects.filter(organisation=cast.clinic).exists()
        assert self.told(cast.harriet)[-1] == "referral_withdrawn"

    def test_where_nobody_there_signs_in_its_paper_is_asked_for_all_the_same(self, cast):
        charity = OrganisationFactory(name="Acorn Charity", email="help@acorn.example")
        agreement = AgreementFactory(
            household=cast.household,
            given_by=cast.mother,
            covers=[cast.child],
            recipients=[charity],
            categories=CARRIED,
            by=cast.alice,
        )
        assert a_referral(cast, organisation=charity).agreement == agreement
        agreements.withdraw(agreement=agreement, asked_by=cast.mother, by=cast.alice)
        assert Email.objects.filter(address=charity.email, kind="referral_withdrawn").exists()

    def test_where_the_sender_has_left_the_hubs_managers_are(self, cast):
        assert cast.henry
        referral = to_clinic(cast)
        cast.alice.is_active = False
        cast.alice.save()
        decline(cast, Referral.objects.get(pk=referral.pk))
        assert self.told(cast.henry) == ["referral_declined"]
        assert not Message.objects.filter(recipient=cast.alice).exists()

    def test_where_nobody_signs_in_an_email_says_its_number_alone(self, cast):
        charity = OrganisationFactory(name="Acorn Charity", email="help@acorn.example")
        referral = a_referral(cast, organisation=charity)
        email = Email.objects.get()
        assert (email.address, email.reference) == (charity.email, referral.number)

    def test_of_a_withdrawal_where_nobody_signs_in_too(self, cast, as_worker):
        charity = OrganisationFactory(name="Acorn Charity", email="help@acorn.example")
        referral = a_referral(cast, organisation=charity)
        referrals.withdraw(referral=referral, because=Because.NOT_NEEDED, by=cast.alice)
        with as_worker():
            assert sending.send_waiting() == 2
        last = mail.outbox[-1]
        assert (last.to, referral.number in last.body) == ([charity.email], True)
        assert "withdrawn" in last.subject
        assert "Quillfeather" not in last.subject + last.body
        assert self.told(cast.alice) == []

    def test_where_it_has_no_address_either_the_sender_is_told_to_tell_it(self, cast):
        charity = OrganisationFactory(name="Acorn Charity")
        referral = a_referral(cast, organisation=charity)
        referrals.withdraw(referral=referral, because=Because.NOT_NEEDED, by=cast.alice)
        assert self.told(cast.alice) == ["tell_of_withdrawal"]

    def test_so_it_is_where_those_who_signed_in_may_no_longer(self, cast):
        assert cast.harriet
        referral = to_clinic(cast)
        Organisation.objects.filter(pk=cast.clinic.pk).update(sharing_agreement_until=None)
        referral = Referral.objects.get(pk=referral.pk)
        referrals.withdraw(referral=referral, because=Because.NOT_NEEDED, by=cast.alice)
        assert self.told(cast.alice) == ["tell_of_withdrawal"]
