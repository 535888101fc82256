"""S63: a referral stands on an agreement, its receiver alone decides, its outcome comes back."""

from datetime import timedelta

import pytest

from consent.actions import agreements
from consent.actions.agreements import NotAsPreviewed
from consent.models import Agreement, Decision
from familyhubs.organisations.models import Organisation
from familyhubs.records.dates import today
from households.actions.guards import Contradiction
from households.categories import Category
from households.models import Household, Involvement, InvolvementReason, Person
from referrals.actions import answers, referrals
from referrals.models import Referral, ReferralOutcome, ReferralStep
from referrals.refusals import (
    MayNotBeSentTo,
    NamesSomebody,
    NotAgreed,
    OnlyTheReceiver,
    SentAlready,
)
from referrals.states import Because
from tests.factories import OrganisationFactory, PersonFactory
from tests.referrals.directory import a_service
from tests.referrals.referring import CARRIED, a_referral, facts, to_clinic
from tests.walls.asking import as_page_of

pytestmark = pytest.mark.django_db


def opened(referral):
    rows = Involvement.objects.live()
    return rows.filter(reason=InvolvementReason.REFERRAL, source_id=referral.pk).first()


def every_outcome(referral, score="achieved"):
    return dict.fromkeys(referral.outcomes.all(), score)


def decline(cast, referral, by=None):
    return answers.decline(referral=referral, because=Because.FULL, by=by or cast.harriet)


class TestSending:
    def test_the_agreement_is_made_in_the_same_step_and_opens_nothing(self, cast):
        referral = to_clinic(cast)
        agreement = referral.agreement
        assert (agreement.given_by, agreement.given_on) == (cast.mother, referral.discussed_on)
        assert agreement.purpose == referral.reason
        assert agreement.shared_with(cast.clinic.pk).people == {cast.child.pk}
        assert not Household.objects.visible_to(cast.harriet).exists()

    def test_it_stands_on_what_they_agreed_to_before(self, cast):
        before = Agreement.objects.filter(household=cast.household).count()
        assert a_referral(cast).agreement == cast.agreement
        assert Agreement.objects.filter(household=cast.household).count() == before

    def test_what_was_agreed_for_one_referral_is_for_no_other(self, cast):
        first = to_clinic(cast)
        second = to_clinic(cast, service=a_service(organisation=cast.clinic))
        assert second.agreement != first.agreement
        assert "for this one referral" in second.agreement.words
        assert "for this one referral" not in cast.agreement.words

    def test_an_agreement_about_less_is_not_enough(self, cast):
        agreements.withdraw(
            agreement=cast.agreement,
            category=Category.SERVICES,
            asked_by=cast.mother,
            by=cast.alice,
        )
        assert a_referral(cast).agreement != cast.agreement

    def test_a_family_that_says_no_is_not_referred(self, cast):
        with pytest.raises(NotAgreed):
            to_clinic(cast, decision=Decision.UNDECIDED)
        assert not Referral.objects.exists()

    def test_an_organisation_whose_agreement_has_ended_is_refused_and_why(self, cast):
        ended = today() - timedelta(days=1)
        Organisation.objects.filter(pk=cast.clinic.pk).update(sharing_agreement_until=ended)
        cast.clinic.refresh_from_db()
        with pytest.raises(MayNotBeSentTo, match=f"ended on {ended.day} "):
            to_clinic(cast)

    def test_sent_twice_is_the_first(self, cast):
        first = to_clinic(cast)
        with pytest.raises(SentAlready) as again:
            to_clinic(cast)
        assert again.value.referral == first
        assert first.number in again.value.words

    def test_what_was_not_read_to_them_is_not_agreed_to(self, cast):
        with pytest.raises(NotAsPreviewed):
            to_clinic(cast, previewed="of other words")

    @pytest.mark.parametrize("text", ["Help for Bramble", "marigold needs sleep", "QUILLFEATHERS"])
    def test_what_is_read_before_it_is_accepted_names_nobody(self, cast, text):
        with pytest.raises(NamesSomebody):
            to_clinic(cast, reason=text)
        with pytest.raises(NamesSomebody):
            to_clinic(cast, outcomes=[text])

    def test_a_name_that_is_a_word_may_be_written_as_a_word(self, cast):
        Person.objects.filter(pk=cast.child.pk).update(given_name="Will")
        assert to_clinic(cast, reason="It will help with nights")
        with pytest.raises(NamesSomebody):
            a_referral(cast, reason="At night Will cannot sleep")

    @pytest.mark.parametrize("name", ["Smith and Jones", "de la Tour", "Hope-Long", "The Browns"])
    def test_a_family_name_keeps_nobody_from_ordinary_words(self, cast, name):
        Household.objects.filter(pk=cast.household.pk).update(name=name)
        cast.household.refresh_from_db()
        PersonFactory(household=cast.household, given_name="An", family_name="Day")
        text = "So that they do have an evening of rest. Days are long, and a tour of the hub helps"
        assert to_clinic(cast, reason=text).reason == text

    def test_where_they_live_and_when_they_were_born_is_not_said_either(self, cast):
        born = cast.child.date_of_birth
        for text, what in {
            "They live in thistledown row": "Take the address",
            f"A child born on {born:%d.%m.%Y}": "Take the date of birth",
        }.items():
            with pytest.raises(NamesSomebody, match=what):
                to_clinic(cast, reason=text)

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            ("Ring 07700 900123 after six", "telephone number \u201c07700 900123\u201d"),
            ("Ring +44 (0)1536 900123", "telephone number"),
            ("At home: 512345", "telephone number"),
            ("Write to mum@family.example.", "email address \u201cmum@family.example\u201d"),
            ("Lives at nn16 8tl with the baby", "postcode \u201cnn16 8tl\u201d"),
            ("Known as 999 000 0018", "NHS number"),
            ("Known as QQ 12 34 56 C", "National Insurance number"),
            ("See FH-7K3M-Q9TD-X2AB", "reference \u201cFH-7K3M-Q9TD-X2AB\u201d"),
            ("The aunt Hollis knows", "name \u201cHollis\u201d"),
        ],
    )
    def test_nor_is_anybody_found_by_it(self, cast, text, what):
        gone = PersonFactory(household=cast.household, given_name="Hollis")
        gone.memberships.update(left_on=today() - timedelta(days=400))
        for said in ({"reason": text}, {"outcomes": [text]}):
            with pytest.raises(NamesSomebody) as refused:
                to_clinic(cast, **said)
            assert f"Take the {what}" in refused.value.words
            assert refused.value.words.endswith(".")

    @pytest.mark.parametrize(
        ("reference", "text"),
        [
            ("FH-7K3M-Q9TD-X2AB", "About fh 7k3m q9td x2ab"),
            ("FH-7K3M-Q9TD-X2AB", "About 7K3MQ9TDX2AB"),
            ("FH-ABCD-EFGH-JKMN", "About ABCD EFGH JKMN"),
            ("A 77/12", "See a 77/12"),
        ],
    )
    def test_nor_by_the_familys_own_reference_however_it_is_typed(self, cast, reference, text):
        Household.objects.filter(pk=cast.household.pk).update(reference=reference)
        cast.household.refresh_from_db()
        with pytest.raises(NamesSomebody, match="Take the reference"):
            to_clinic(cast, reason=text)

    def test_days_times_amounts_and_areas_may_be_said(self, cast):
        text = (
            "The FH will help with it. From 1.9.2026 - 30.9.2026, 09.30-10.30 in NN16, by "
            "1 October 2026 or 2026-2027: 30 minutes, 5 days of 7, KS2, \u00a31,200.50"
        )
        assert to_clinic(cast, reason=text).reason == text

    def test_it_tells_ages_and_area_only_where_it_carries_them(self, cast):
        whole = to_clinic(cast)
        assert (whole.ages, whole.area) == ([cast.child.age()], "ZZ99")
        less = a_referral(cast, categories=[Category.SERVICES])
        assert (less.ages, less.area) == ([], "")

    def test_there_is_something_to_look_for(self, cast):
        for outcomes in ([], ["  "], ["a", "b", "c", "d", "e", "f"], ["x" * 201]):
            with pytest.raises(Contradiction):
                to_clinic(cast, outcomes=outcomes)


class TestDeciding:
    def test_before_it_is_accepted_its_receiver_sees_nothing_of_the_household(self, cast):
        referral = to_clinic(cast)
        with as_page_of(cast.harriet):
            assert Referral.objects.visible_to(cast.harriet).get() == referral
            assert ReferralOutcome.objects.count() == 2
            assert not ReferralStep.objects.exists()  # what they are told once they accept
            assert not Household.objects.exists()
            assert not Person.objects.exists()

    def test_acceptance_opens_exactly_what_it_carries(self, cast):
        referral = answers.accept(referral=to_clinic(cast), by=cast.harriet)
        involvement = opened(referral)
        assert involvement.organisation == cast.clinic
        assert sorted(involvement.categories) == sorted(CARRIED)
        assert list(involvement.people.all()) == [cast.child]
        with as_page_of(cast.harriet):
            assert list(Person.objects.all()) == [cast.child]
            assert ReferralStep.objects.get(state="sent").note == "Bramble is afraid of the dark"

    def test_it_holds_no_longer_than_the_agreement(self, cast):
        last = today() + timedelta(days=9)
        agreement = agreements.record(
            household=cast.household,
            given_by=cast.mother,
            given_on=today(),
            manner="paper",
            covers=[cast.child],
            recipients=[cast.clinic],
            categories=CARRIED,
            purpose="nights",
            until=last,
            by=cast.alice,
        )
        referral = answers.accept(referral=to_clinic(cast), by=cast.harriet)
        assert referral.agreement == agreement
        assert opened(referral).last_day == last

    @pytest.mark.parametrize("who", ["alice", "pat", "charlie", "dana"])
    def test_only_the_receiver_decides(self, cast, who):
        assert cast.harriet  # somebody there signs in
        with pytest.raises(OnlyTheReceiver):
            answers.accept(referral=to_clinic(cast), by=getattr(cast, who))

    def test_a_declined_one_is_gone_for_its_receiver(self, cast):
        referral = decline(cast, to_clinic(cast))
        assert referral.steps.last().because == Because.FULL
        assert opened(referral) is None
        with as_page_of(cast.harriet):
            assert not Referral.objects.exists()
            assert not Referral.history.exists()
            assert not ReferralStep.history.exists()

    def test_one_that_waits_opens_nothing(self, cast):
        referral = answers.put_on_the_list(referral=to_clinic(cast), by=cast.harriet)
        assert opened(referral) is None
        assert opened(answers.accept(referral=referral, by=cast.harriet))

    def test_whose_agreement_has_ended_meanwhile_does_not_accept(self, cast):
        referral = to_clinic(cast)
        Organisation.objects.filter(pk=cast.clinic.pk).update(sharing_agreement_until=None)
        referral = Referral.objects.get(pk=referral.pk)
        with pytest.raises(MayNotBeSentTo):
            answers.accept(referral=referral, by=cast.harriet)

    def test_where_nobody_signs_in_the_sender_writes_down_the_answer(self, cast):
        charity = OrganisationFactory(name="Acorn Charity")
        referral = a_referral(cast, organisation=charity)
        answers.accept(referral=referral, by=cast.alice)
        assert opened(referral).organisation == charity
        assert referral.steps.last().by_receiver

    def test_a_service_of_the_councils_own_shares_nothing(self, cast):
        referral = a_referral(cast, organisation=cast.council, categories=[])
        assert referral.agreement is None
        assert opened(answers.accept(referral=referral, by=cast.henry)) is None


def test_nothing_of_it_is_seen_by_a_partner_it_was_not_sent_to(cast):
    answers.accept(referral=to_clinic(cast), by=cast.harriet)
    for who in (cast.pat, cast.charlie):
        with as_page_of(who):
            assert not Referral.objects.exists()
            assert not Referral.history.exists()
            assert not Referral.people.through.objects.exists()


def test_facts_are_of_this_family(cast):
    from consent.actions.authority import NotOfThisHousehold

    stranger = Person.objects.living_in(cast.strangers).get()
    with pytest.raises(NotOfThisHousehold):
        referrals.send(**facts(cast, people=[stranger]))


def test_the_receiver_never_reads_what_a_referral_was(cast):
    """What the family took back of it stands in its history, which is the council's alone."""
    assert cast.harriet
    sent = answers.accept(referral=to_clinic(cast), by=cast.harriet)
    with as_page_of(cast.harriet):
        assert Referral.objects.filter(pk=sent.pk).exists()
        assert not Referral.history.filter(id=sent.pk).exists()
    with as_page_of(cast.alice):
        assert Referral.history.filter(id=sent.pk).exists()
