"""S19, S24, S63: who says yes to a referral is asked in one way, whatever it stands on."""

from datetime import timedelta

import pytest

from consent.actions.authority import MayNotAnswerFor, NoEvidence
from consent.models import Representation
from consent.representatives import LegalRepresentative
from familyhubs.records.dates import today
from households.models import Person
from referrals.actions import referrals
from referrals.models import Referral, YesToReferral
from referrals.refusals import SentAlready
from referrals.states import Because
from tests.factories import PersonFactory
from tests.referrals.directory import a_service
from tests.referrals.referring import a_referral, page_of_sender, to_clinic, typed
from tests.walls.asking import as_page_of

pytestmark = pytest.mark.django_db

GUARDIAN = LegalRepresentative(
    name="Olive Ashdown",
    relation="special guardian",
    evidence="special_guardianship",
    reference="LK21C00042",
    seen_on=today(),
)


def to_council(cast, **changed):
    """A service of the council's own: nothing is shared."""
    service = changed.pop("service", None) or a_service(organisation=cast.council)
    return a_referral(cast, organisation=cast.council, service=service, **changed)


def on_what_was_agreed(cast, **changed):
    """To the school, with which the family agreed to share before."""
    return a_referral(cast, **changed)


EACH = pytest.mark.parametrize("send", [to_clinic, on_what_was_agreed, to_council])


@EACH
def test_a_child_of_eight_does_not_agree(cast, send):
    with pytest.raises(MayNotAnswerFor) as refused:
        send(cast, discussed_with=cast.child)
    assert (refused.value.field, "is under 16" in refused.value.words) == ("given_by", True)
    assert not Referral.objects.exists()


@EACH
def test_nobody_agrees_for_who_has_turned_16(cast, send):
    Person.objects.filter(pk=cast.child.pk).update(date_of_birth=today() - timedelta(days=6000))
    cast.child.refresh_from_db()
    with pytest.raises(MayNotAnswerFor) as refused:
        send(cast)
    assert "answers for themselves" in refused.value.words


@pytest.mark.parametrize("send", [to_clinic, to_council])
def test_of_two_adults_each_is_referred_alone_to_the_same(cast, send):
    grown = {"household": cast.household, "date_of_birth": today() - timedelta(days=12000)}
    one, two = (PersonFactory(by=cast.alice, **grown) for _ in range(2))
    to = {"service": a_service(organisation=cast.council if send is to_council else cast.clinic)}
    with pytest.raises(MayNotAnswerFor, match="answers for themselves"):
        send(cast, people=[one, two], discussed_with=one, **to)
    sent = [send(cast, people=[who], discussed_with=who, **to) for who in (one, two)]
    assert [list(referral.people.all()) for referral in sent] == [[one], [two]]


@pytest.mark.parametrize("send", [to_clinic, to_council])
def test_it_is_sent_already_where_one_of_them_is(cast, send):
    baby = PersonFactory(household=cast.household, date_of_birth=today(), by=cast.alice)
    to = {"service": a_service(organisation=cast.council if send is to_council else cast.clinic)}
    first = send(cast, **to)
    with pytest.raises(SentAlready, match="for the same person") as again:
        send(cast, people=[baby, cast.child], **to)
    assert again.value.referral == first


@EACH
def test_nobody_represents_without_evidence(cast, send):
    without = LegalRepresentative(name="Olive Ashdown", relation="special guardian")
    with pytest.raises(NoEvidence):
        send(cast, discussed_with=cast.child, representative=without)


@pytest.mark.parametrize("send", [on_what_was_agreed, to_council])
def test_how_they_said_it_is_kept(cast, send):
    sent = send(cast, manner="telephone", discussed_with=cast.child, representative=GUARDIAN)
    said = YesToReferral.objects.get(referral=sent)
    assert (said.manner, said.name, said.relation) == (
        "telephone",
        GUARDIAN.name,
        GUARDIAN.relation,
    )
    assert (said.evidence, said.reference) == (GUARDIAN.evidence, GUARDIAN.reference)
    assert said.seen_on == GUARDIAN.seen_on


def test_an_agreement_made_for_it_says_it_already(cast):
    sent = to_clinic(cast, manner="telephone", discussed_with=cast.child, representative=GUARDIAN)
    assert sent.agreement.manner == "telephone"
    assert Representation.objects.get(agreement=sent.agreement).reference == GUARDIAN.reference
    assert not YesToReferral.objects.exists()


def test_its_page_says_it(client, cast):
    sent = a_referral(cast, discussed_with=cast.child, representative=GUARDIAN)
    client.force_login(cast.alice)
    shown = client.get(page_of_sender(cast, "referral", sent.pk)).text
    assert "face to face" in shown
    assert "reference LK21C00042" in shown


def test_whom_it_was_sent_to_is_not_told_who_represents_them(client, cast):
    sent = a_referral(cast, discussed_with=cast.child, representative=GUARDIAN)
    with as_page_of(cast.pat):
        assert Referral.objects.filter(pk=sent.pk).exists()
        assert not YesToReferral.objects.exists()
        assert not YesToReferral.history.exists()
    assert not YesToReferral.objects.visible_to(cast.pat).exists()
    referrals.withdraw(referral=sent, because=Because.NOT_NEEDED, by=cast.alice)
    with as_page_of(cast.alice):
        assert YesToReferral.objects.exists()


def test_the_form_says_whom_to_choose(client, cast):
    client.force_login(cast.alice)
    there = page_of_sender(cast, "referral-make", cast.school.pk)
    shown = client.post(there, typed(cast, given_by=cast.child.pk)).text
    assert "is under 16. Choose somebody with parental responsibility for them" in shown
    assert not Referral.objects.exists()
