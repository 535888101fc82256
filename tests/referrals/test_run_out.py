"""S50, S63: the last day of an agreement is over, and so is the referral that stands on it."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from consent.actions import agreements
from familyhubs.database.roles import DatabaseRole
from familyhubs.organisations.models import Role, User
from familyhubs.records.dates import today
from households.actions import episodes
from households.models import Involvement, InvolvementReason
from referrals import tasks
from referrals.actions import answers, following, referrals
from referrals.models import Message, Referral, ReferralOutcome, ReferralStep
from referrals.refusals import AgreementOver, NotNow
from referrals.states import Because, ReferralState
from tests import database
from tests.factories import OrganisationFactory, UserFactory
from tests.referrals.referring import CARRIED, a_referral, page, page_of_sender, to_clinic
from tests.walls.asking import as_page_of

pytestmark = pytest.mark.django_db

LASTS = 9


def for_a_while(cast, *recipients):
    """The family agrees to share with the clinic for some days."""
    return agreements.record(
        household=cast.household,
        given_by=cast.mother,
        given_on=today(),
        manner="paper",
        covers=[cast.child],
        recipients=[cast.clinic, *recipients],
        categories=CARRIED,
        purpose="nights",
        until=today() + timedelta(days=LASTS),
        by=cast.alice,
    )


@pytest.fixture
def referral(cast):
    """To the clinic, on an agreement with a last day. Somebody works there."""
    assert cast.harriet
    for_a_while(cast)
    return to_clinic(cast)


def on_day(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def tonight():
    with database.acting_as(DatabaseRole.WORKER):
        return tasks.withdraw_run_out()


def seen_of_it(user):
    """By the first wall, by the second, and what hangs on it."""
    with as_page_of(user):
        return (
            Referral.objects.visible_to(user).exists(),
            Referral.objects.exists(),
            ReferralOutcome.objects.exists(),
            Referral.history.exists(),
        )


NOTHING, EVERYTHING = (False,) * 4, (True,) * 4
BUT_HISTORY = (True, True, True, False)  # what it was is the council's to read


class TestReading:
    def test_its_last_day_is_the_agreements(self, cast, referral):
        assert referral.until == referral.agreement.until == today() + timedelta(days=LASTS)

    @pytest.mark.parametrize("accepted", [False, True])
    def test_both_walls_show_it_through_the_last_day_and_no_longer(self, cast, referral, accepted):
        if accepted:
            answers.accept(referral=referral, by=cast.harriet)
        with on_day(LASTS):
            assert seen_of_it(cast.harriet) == BUT_HISTORY
        with on_day(LASTS + 1):
            assert seen_of_it(cast.harriet) == NOTHING
            assert seen_of_it(cast.alice) == EVERYTHING

    def test_who_sees_the_household_for_another_reason_sees_the_referral_no_more(
        self, cast, referral
    ):
        answers.accept(referral=referral, by=cast.harriet)
        agreements.record(
            household=cast.household,
            given_by=cast.mother,
            given_on=today(),
            manner="paper",
            covers=[cast.child],
            recipients=[cast.clinic],
            categories=CARRIED[:2],
            purpose="checks",
            by=cast.alice,
        )
        with on_day(LASTS + 1):
            assert seen_of_it(cast.harriet) == NOTHING

    def test_on_the_pages(self, client, cast, referral):
        with on_day(LASTS + 1):
            client.force_login(cast.harriet)
            assert referral.number not in client.get("/referrals").text
            assert client.get(page("one", referral)).status_code == 404
            client.force_login(cast.alice)
            shown = client.get(page_of_sender(cast, "referral", referral.pk)).text
            assert "The organisation sees nothing of this referral any more" in shown

    def test_it_is_accepted_no_more(self, cast, referral):
        with on_day(LASTS + 1), pytest.raises(AgreementOver):
            answers.accept(referral=referral, by=cast.harriet)


class TestTheNightAfter:
    def test_it_is_withdrawn_and_both_sides_are_told(self, cast, referral):
        with on_day(LASTS + 1):
            assert tonight() == 1
            assert tonight() == 0
        referral.refresh_from_db()
        step = referral.steps.last()
        assert referral.state == ReferralState.WITHDRAWN
        assert (step.because, step.by) == (Because.RAN_OUT, None)
        for told in (cast.alice, cast.harriet):
            kinds = Message.objects.filter(recipient=told).values_list("kind", flat=True)
            assert "referral_withdrawn" in kinds

    def test_what_was_opened_by_it_is_closed(self, cast, referral):
        answers.accept(referral=referral, by=cast.harriet)
        with on_day(LASTS + 1):
            tonight()
            live = Involvement.objects.live().filter(reason=InvolvementReason.REFERRAL)
            assert not live.exists()

    def test_one_that_cannot_be_withdrawn_stops_no_other(self, cast, monkeypatch, caplog):
        assert cast.harriet
        charity = OrganisationFactory(name="Acorn Charity")
        for_a_while(cast, charity)
        bad, good = to_clinic(cast), a_referral(cast, organisation=charity)
        real = following.run_out

        def run_out(*, referral, by):
            if referral == bad:
                raise RuntimeError
            real(referral=referral, by=by)

        monkeypatch.setattr(following, "run_out", run_out)
        with on_day(LASTS + 1):
            assert tonight() == 1
            good.refresh_from_db()
            assert good.state == ReferralState.WITHDRAWN
            assert "could not be withdrawn" in caplog.text
            monkeypatch.undo()
            assert tonight() == 1

    def test_it_is_no_support(self, cast, referral):
        """What is kept how long is counted from the true last day."""
        assert cast.family
        answers.accept(referral=referral, by=cast.harriet)
        last = today() + timedelta(days=LASTS - 4)
        with on_day(LASTS + 3):
            assert tonight() == 1
            episode = cast.household.episodes.get()
            episodes.close_support(episode=episode, on=last, reason="completed", by=cast.alice)
        assert cast.household.episodes.get().closed_on == last

    def test_on_the_last_day_it_still_stands(self, cast, referral):
        with on_day(LASTS):
            assert tonight() == 0
        referral.refresh_from_db()
        assert referral.is_open

    def test_one_without_a_last_day_stands(self, cast):
        sent = to_clinic(cast)
        with on_day(3000):
            assert tonight() == 0
        assert ReferralStep.objects.filter(referral=sent).count() == 1

    def test_who_is_late_is_told_that_it_ran_out(self, client, cast, referral):
        with on_day(LASTS + 1):
            tonight()
            with pytest.raises(NotNow, match="What the family agreed to ran out on"):
                referrals.withdraw(referral=referral, because=Because.NOT_NEEDED, by=cast.alice)
            with pytest.raises(NotNow):
                following.run_out(referral=referral, by=None)
            client.force_login(cast.alice)
            shown = client.get(page_of_sender(cast, "referral", referral.pk)).text
        assert "What the family agreed to has run out" in shown


class TestBefore:
    def test_the_sender_is_told_that_it_ends_soon(self, client, cast, referral):
        client.force_login(cast.alice)
        assert "referral whose agreement ends soon" in client.get("/").text
        assert "The agreement ends on" in client.get("/referrals?show=sent").text
        of_sender = page_of_sender(cast, "referral", referral.pk)
        assert "and the referral with it" in client.get(of_sender).text

    @pytest.mark.parametrize("gone", [{"is_active": False}, {"role": Role.DPO}])
    def test_where_the_sender_has_left_the_hubs_managers_are(self, client, cast, referral, gone):
        """As they are told what became of it."""
        client.force_login(cast.henry)
        line = "1 referral of somebody who left whose agreement ends soon"
        assert "ends soon" not in client.get("/").text
        User.objects.filter(pk=cast.alice.pk).update(**gone)
        assert line in client.get("/").text
        listed = client.get("/referrals?show=left").text
        assert referral.number in listed
        assert "by Alice" in listed
        for hub, told in ((cast.south_hub, True), (cast.north_hub, False)):
            # Of another hub: told where the household's own has no manager.
            User.objects.filter(pk=cast.henry.pk).update(hub=cast.south_hub)
            UserFactory(role=Role.HUB_MANAGER, hub=hub, organisation=cast.council)
            assert (line in client.get("/").text) is told
        client.force_login(UserFactory(role=Role.HUB_WORKER, organisation=cast.council))
        assert "ends soon" not in client.get("/").text
        assert referral.number not in client.get("/referrals?show=left").text

    def test_whom_it_was_sent_to_reads_that_day_once_it_has_accepted(self, client, cast, referral):
        """The day would tell it which family that is: it sees the agreement on the household."""
        client.force_login(cast.harriet)
        shown = client.get("/referrals").text
        assert referral.number in shown
        assert "The agreement ends on" not in shown
        answers.accept(referral=referral, by=cast.harriet)
        assert "The agreement ends on" in client.get("/referrals?show=running").text

    def test_nobody_is_told_of_what_has_no_last_day(self, client, cast):
        to_clinic(cast)
        client.force_login(cast.alice)
        assert "ends soon" not in client.get("/").text


@pytest.mark.django_db(transaction=True)
def test_the_wall_goes_back_to_what_it_was_and_forth_again(cast, as_owner):
    moved = import_module("referrals.migrations.0015_agreements_that_run_out")
    for_a_while(cast)
    assert cast.harriet
    to_clinic(cast)
    for function, seen in ((moved.AS_IT_WAS, True), (moved.REFERRED, False)):
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(function)
        with on_day(LASTS + 1), as_page_of(cast.harriet):
            assert Referral.objects.exists() is seen
