"""Agreements to share: until when they hold, how they are taken away, what they prove."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError

from consent.actions import agreements, authority, notices
from consent.models import Agreement, Notice, NoticeKind
from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from households.models import (
    HouseholdGrant,
    Involvement,
    PersonGrant,
)
from tests.factories import (
    AgreementFactory,
    OrganisationFactory,
)
from tests.sight import seen_by, sees_nothing

pytestmark = pytest.mark.django_db


def withdraw(cast, **changed):
    facts = {"agreement": cast.agreement, "asked_by": cast.mother, "by": cast.alice}
    return agreements.withdraw(**(facts | changed))


class TestUntil:
    def test_it_holds_through_its_last_day(self, cast):
        last_day = today() + timedelta(days=10)
        AgreementFactory(household=cast.strangers, recipients=[cast.clinic], until=last_day)
        with time_machine.travel(last_day):
            assert not sees_nothing(cast.harriet)
        with time_machine.travel(last_day + timedelta(days=1)):
            assert sees_nothing(cast.harriet)

    def test_expiry_needs_no_job_and_changes_no_row(self, cast):
        AgreementFactory(household=cast.strangers, recipients=[cast.clinic], until=today())
        assert not sees_nothing(cast.harriet)
        before = AccessEvent.objects.count()
        with time_machine.travel(today() + timedelta(days=1)):
            assert sees_nothing(cast.harriet)
        assert AccessEvent.objects.count() == before

    def test_the_longer_of_two_agreements_counts(self, cast):
        for days in (5, 20):
            AgreementFactory(
                household=cast.strangers,
                recipients=[cast.clinic],
                until=today() + timedelta(days=days),
            )
        with time_machine.travel(today() + timedelta(days=10)):
            assert not sees_nothing(cast.harriet)

    def test_the_partners_permission_rows_end_with_the_involvement(self, cast):
        AgreementFactory(household=cast.strangers, recipients=[cast.clinic], until=today())
        involvement = Involvement.objects.get(organisation=cast.clinic)
        for grants in (HouseholdGrant, PersonGrant):
            ends = set(
                grants.objects.filter(involvement=involvement).values_list("valid_until", flat=True)
            )
            assert ends == {involvement.until}


class TestWithdrawal:
    def test_sharing_has_stopped_when_it_returns(self, cast):
        assert cast.agreement
        assert not sees_nothing(cast.pat)
        withdraw(cast)
        assert sees_nothing(cast.pat)
        assert sees_nothing(cast.paula)

    def test_for_one_recipient_leaves_the_others(self, cast):
        both = AgreementFactory(household=cast.strangers, recipients=[cast.clinic, cast.outsiders])
        withdraw(cast, agreement=both, organisation=cast.clinic)
        assert sees_nothing(cast.harriet)
        assert seen_by(cast.charlie)["Household"] == {cast.strangers.pk}
        assert Agreement.objects.get(pk=both.pk).is_in_force

    def test_for_one_and_then_for_the_rest(self, cast):
        both = AgreementFactory(household=cast.strangers, recipients=[cast.clinic, cast.outsiders])
        withdraw(cast, agreement=both, organisation=cast.clinic)
        withdraw(cast, agreement=both)
        assert sees_nothing(cast.charlie)
        assert not Agreement.objects.get(pk=both.pk).is_in_force

    @pytest.mark.parametrize("first", ["one", "all"])
    def test_twice_is_refused(self, cast, first):
        withdraw(cast, organisation=cast.school if first == "one" else None)
        with pytest.raises(agreements.AlreadyWithdrawn):
            withdraw(cast, organisation=cast.school)

    def test_says_who_asked_and_why_and_leaves_an_event(self, cast):
        withdrawal = withdraw(cast, reason="We have moved")
        assert (withdrawal.asked_by, withdrawal.withdrawn_by) == (cast.mother, cast.alice)
        history = withdrawal.history.get()
        assert (history.history_user, history.history_change_reason) == (
            cast.alice,
            "We have moved",
        )
        actions = set(AccessEvent.objects.values_list("action", flat=True))
        assert {"agreements.withdraw", "involvement.end"} <= actions

    def test_agreeing_again_lets_them_see_again(self, cast):
        withdraw(cast)
        AgreementFactory(household=cast.household, recipients=[cast.school])
        assert seen_by(cast.pat)["Household"] == {cast.household.pk}


class TestEvidence:
    def test_the_words_agreed_to_are_kept_with_their_hash(self, cast):
        agreement = cast.agreement
        for word in ("Marigold Quillfeather", "Bramble", "Thornbury Lane", "change my mind"):
            assert word in agreement.words
        assert hashlib.sha256(agreement.words.encode()).hexdigest() == agreement.words_hash

    def test_the_notice_that_was_shown_is_kept(self, cast):
        before = cast.agreement.notice
        newer = notices.publish(
            kind=NoticeKind.PRIVACY, in_force_from=today(), title="New", text="New", by=cast.dana
        )
        assert (
            cast.agreement.notice
            == before
            == Notice.objects.get(in_force_from="2024-04-23", kind=NoticeKind.PRIVACY)
        )
        assert AgreementFactory(household=cast.strangers).notice == newer

    def test_an_agreement_stays_as_it_was_given(self, cast):
        agreement = cast.agreement
        agreement.purpose = "Something else"
        with pytest.raises(DatabaseError, match="append-only"):
            agreement.keep(by=cast.alice, why="Tampering")

    @pytest.mark.parametrize("fields", [{"is_active": False}, {"sharing_agreement_until": None}])
    def test_a_partner_without_a_data_sharing_agreement_receives_nothing(self, cast, fields):
        partner = OrganisationFactory(**fields)
        with pytest.raises(agreements.MayNotReceive):
            AgreementFactory(household=cast.strangers, recipients=[partner])
        assert not cast.strangers.agreements.exists()

    def test_the_council_is_no_recipient(self, cast):
        with pytest.raises(agreements.MayNotReceive):
            AgreementFactory(household=cast.strangers, recipients=[cast.council])


def test_nobody_agrees_for_or_covers_a_household_they_do_not_live_in(cast):
    stranger = cast.strangers.memberships.get().person
    for who in ({"given_by": stranger}, {"covers": [stranger]}, {"covers": []}):
        with pytest.raises(authority.NotOfThisHousehold):
            AgreementFactory(household=cast.household, recipients=[cast.clinic], **who)


def test_it_is_withdrawn_only_for_those_it_named(cast):
    with pytest.raises(agreements.NotARecipient):
        agreements.withdraw(
            agreement=cast.agreement,
            asked_by=cast.mother,
            organisation=cast.outsiders,
            by=cast.alice,
        )
