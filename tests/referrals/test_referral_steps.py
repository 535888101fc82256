"""S63: what comes after what, what closes, and what a family that stops sharing stops."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from consent.actions import agreements
from consent.actions.refusals import refused
from consent.models import Agreement, StopNotice
from familyhubs.records.dates import today
from households.categories import Category
from households.models import Household, Involvement, InvolvementReason
from referrals.actions import answers, referrals
from referrals.models import (
    Referral,
    ReferralOutcome,
    ReferralStep,
    ServiceUse,
)
from referrals.refusals import NotNow, OnlyTheSender, ScoreEach
from referrals.states import AFTER, OPEN, Because, ReferralState
from tests.referrals.directory import a_service
from tests.referrals.referring import a_referral, decline, every_outcome, to_clinic
from tests.walls.asking import as_page_of

pytestmark = pytest.mark.django_db


def opened(referral):
    rows = Involvement.objects.live()
    return rows.filter(reason=InvolvementReason.REFERRAL, source_id=referral.pk).first()


class TestWhatComesAfter:
    def test_each_state_comes_only_after_those_it_may(self):
        assert set(AFTER) == set(OPEN)
        reached = {state for states in AFTER.values() for state in states}
        assert reached == set(ReferralState) - {ReferralState.SENT}

    def test_what_somebody_else_did_first_is_said(self, cast):
        referral = to_clinic(cast)
        decline(cast, referral)
        with pytest.raises(NotNow, match="Harriet Holloway declined it"):
            answers.accept(referral=referral, by=cast.harriet)
        assert opened(referral) is None

    def test_what_is_provided_is_recorded_apart_from_what_was_asked_for(self, cast):
        asked, given = a_service(organisation=cast.clinic), "Night nurse"
        referral = answers.accept(referral=to_clinic(cast, service=asked), by=cast.harriet)
        answers.start(referral=referral, started_on=today(), service_name=given, by=cast.harriet)
        (use,) = ServiceUse.objects.all()
        assert (use.person, use.what) == (cast.child, given)
        assert list(referral.provided.all()) == [use]
        assert referral.service == asked

    def test_a_use_that_is_open_already_is_not_begun_twice(self, cast):
        from tests.referrals.using import begun

        (use,) = begun(cast, [cast.child], service_name="Choir")
        referral = answers.accept(referral=to_clinic(cast), by=cast.harriet)
        answers.start(referral=referral, started_on=today(), service_name="choir", by=cast.harriet)
        assert list(referral.provided.all()) == [use]

    def test_finishing_scores_each_outcome_and_closes_the_involvement(self, cast):
        referral = answers.accept(referral=to_clinic(cast), by=cast.harriet)
        with pytest.raises(ScoreEach):
            answers.finish(referral=referral, scores={}, by=cast.harriet)
        answers.finish(referral=referral, scores=every_outcome(referral, "partly"), by=cast.harriet)
        assert {outcome.score for outcome in referral.outcomes.all()} == {"partly"}
        assert opened(referral) is None
        with as_page_of(cast.harriet):
            assert not Household.objects.exists()
            assert not ReferralOutcome.history.exists()

    def test_the_sender_takes_it_back(self, cast):
        referral = answers.accept(referral=to_clinic(cast), by=cast.harriet)
        with pytest.raises(OnlyTheSender):
            referrals.withdraw(referral=referral, because=Because.NOT_NEEDED, by=cast.harriet)
        referrals.withdraw(referral=referral, because=Because.NOT_NEEDED, by=cast.henry)
        assert opened(referral) is None
        assert not Referral.objects.visible_to(cast.harriet).exists()

    def test_steps_are_only_added_to(self, cast, as_owner):
        to_clinic(cast)
        with pytest.raises(DatabaseError), transaction.atomic(), as_owner():
            ReferralStep.objects.update(note="less")


class TestTheFamilyStopsSharing:
    def take_back(self, cast, referral, **part):
        agreements.withdraw(
            agreement=referral.agreement, asked_by=cast.mother, by=cast.alice, **part
        )
        referral.refresh_from_db()

    def test_all_of_it(self, cast):
        referral = answers.accept(referral=to_clinic(cast), by=cast.harriet)
        self.take_back(cast, referral)
        assert referral.state == ReferralState.WITHDRAWN
        assert opened(referral) is None
        assert StopNotice.objects.filter(organisation=cast.clinic).exists()

    def test_a_part_of_it(self, cast):
        referral = answers.accept(referral=to_clinic(cast), by=cast.harriet)
        self.take_back(cast, referral, category=Category.CONTACT_DETAILS)
        assert referral.state == ReferralState.ACCEPTED
        assert Category.CONTACT_DETAILS not in opened(referral).categories

    def test_a_part_of_it_before_it_is_accepted_is_read_no_more(self, cast):
        referral = to_clinic(cast)
        assert referral.ages
        assert referral.area
        self.take_back(cast, referral, category=Category.CONTACT_DETAILS)
        assert (referral.area, bool(referral.ages)) == ("", True)
        self.take_back(cast, referral, category=Category.IDENTITY)
        assert referral.ages == []
        assert referral.categories == [Category.SERVICES]
        assert list(referral.people.all()) == [cast.child]

    def test_the_age_of_whom_it_is_taken_back_of_is_read_no_more(self, cast):
        referral = to_clinic(cast, people=[cast.child, cast.mother])
        self.take_back(cast, referral, person=cast.mother)
        assert referral.ages == [cast.child.age()]

    def test_an_agreement_that_was_taken_back_is_not_in_force_by_a_later_referral(self, cast):
        first = to_clinic(cast)
        self.take_back(cast, first)
        later = answers.accept(referral=to_clinic(cast), by=cast.harriet)
        assert list(Agreement.objects.filter(pk__gte=first.agreement_id).in_force()) == [
            later.agreement
        ]

    def test_before_it_is_accepted_the_receiver_is_told_of_nobody(self, cast):
        referral = to_clinic(cast)
        self.take_back(cast, referral)
        assert referral.steps.last().because == Because.STOPPED_SHARING
        assert not StopNotice.objects.filter(organisation=cast.clinic).exists()

    def test_what_was_taken_back_meanwhile_is_not_opened(self, cast):
        referral = to_clinic(cast)
        self.take_back(cast, referral, category=Category.IDENTITY)
        answers.accept(referral=referral, by=cast.harriet)
        assert Category.IDENTITY not in opened(referral).categories


class TestWhatWasAgreedForItAlone:
    def ended(self, cast, referral):
        return Agreement.objects.get(pk=referral.agreement_id)

    @pytest.mark.parametrize("how", ["declined", "withdrawn", "finished"])
    def test_ends_with_it(self, cast, how):
        referral = to_clinic(cast)
        assert self.ended(cast, referral).is_in_force
        if how == "declined":
            decline(cast, referral)
        elif how == "withdrawn":
            referrals.withdraw(referral=referral, because=Because.NOT_NEEDED, by=cast.alice)
        else:
            answers.accept(referral=referral, by=cast.harriet)
            answers.finish(referral=referral, scores=every_outcome(referral), by=cast.harriet)
        agreement = self.ended(cast, referral)
        assert (agreement.is_in_force, agreement.is_done) == (False, True)
        assert not StopNotice.objects.exists()
        assert not agreement.receipts.filter(withdrawal__isnull=False).exists()

    def test_holds_while_it_goes_on(self, cast):
        referral = answers.accept(referral=to_clinic(cast), by=cast.harriet)
        answers.start(referral=referral, started_on=today(), by=cast.harriet)
        assert self.ended(cast, referral).is_in_force

    def test_what_they_agreed_to_apart_from_it_goes_on(self, cast):
        decline(cast, a_referral(cast), by=cast.pat)
        assert Agreement.objects.get(pk=cast.agreement.pk).is_in_force

    def shown(self, client, cast, referral):
        client.force_login(cast.alice)
        page = client.get(f"/households/{cast.household.reference}/sharing").text
        return page.split(f'id="agreement-{referral.agreement_id}"')[1].split("</section>")[0]

    def test_is_on_the_page_as_ended_and_not_as_taken_back(self, client, cast):
        referral = to_clinic(cast)
        decline(cast, referral)
        going_on = self.shown(client, cast, to_clinic(cast))
        assert "the referral it is for is over, or it is withdrawn" in going_on
        shown = self.shown(client, cast, referral)
        assert "the referral it was for is over" in shown
        assert "Ended" in shown
        assert "Withdrawn" not in shown

    def test_was_not_refused(self, cast):
        """Two records of the family are still put together."""
        decline(cast, to_clinic(cast))
        assert cast.clinic.pk not in refused(cast.household)
        again = to_clinic(cast)
        agreements.withdraw(agreement=again.agreement, asked_by=cast.mother, by=cast.alice)
        assert cast.clinic.pk in refused(cast.household)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(cast):
    referral, other_one = to_clinic(cast), cast.harriet
    ready, told = threading.Event(), []

    def second():
        ready.wait(20)
        try:
            answers.accept(referral=referral, by=other_one)
        except NotNow as refusal:
            told.append(refusal.words)
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        decline(cast, referral)
        ready.set()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join()
    assert "declined it" in told[0]
    assert opened(referral) is None
