"""A merge is undone: a referral that was sent, or goes on, by what was said of both is over, and
another one can be sent (S50)."""

from datetime import timedelta

import pytest

from consent.actions import agreements
from familyhubs.records.dates import today
from households.actions import merges
from households.models import Episode, Household, Involvement, Person
from referrals.actions import answers
from referrals.models import Message, Referral
from tests.factories import PersonFactory
from tests.households import merging
from tests.referrals.referring import to_clinic
from tests.referrals.test_parted import CARRIES, GROWN, mum, other, seen, sent
from tests.referrals.test_run_out import on_day
from tests.retention.nights import dispose_after_notice

__all__ = ["mum", "other"]  # fixtures

pytestmark = pytest.mark.django_db
NOBODY = (set(), set(), set())


def agreed(cast, household, by, about, days=None):
    return agreements.record(
        household=household,
        given_by=by,
        given_on=today(),
        manner="paper",
        covers=about,
        recipients=[cast.clinic],
        categories=CARRIES,
        purpose="Help with nights",
        until=today() + timedelta(days=days) if days else None,
        by=cast.alice,
    )


@pytest.fixture
def child(cast):
    """Of the household that is kept; nobody shares anything of theirs with the clinic."""
    assert cast.harriet
    return PersonFactory(household=cast.household, date_of_birth=today(), by=cast.alice)


@pytest.fixture
def baby(cast, other):
    assert cast.harriet
    return PersonFactory(household=other, date_of_birth=today(), by=cast.alice)


def is_over(referral):
    referral = Referral.objects.select_related("agreement").get(pk=referral.pk)
    if referral.agreement:
        assert referral.agreement.household_id == referral.household_id
    return referral.state == "withdrawn"


@pytest.mark.parametrize("accepted", [False, True])
def test_by_the_word_of_who_went(cast, other, mum, child, accepted):
    merge = merging.homes(cast, cast.household, other)
    referral = sent(cast, mum, people=[child], discussed_with=mum)
    if accepted:
        answers.accept(referral=referral, by=cast.harriet)
    merges.undo(merge=merge, by=cast.henry)
    assert is_over(referral)
    assert seen(cast.harriet) == NOBODY
    told = Message.objects.filter(recipient=cast.alice).order_by("pk").last()
    assert told.kind == "referral_withdrawn"
    to_clinic(cast, people=[child], categories=CARRIES)  # and another can be sent


def test_about_who_went_by_the_word_of_who_stays(cast, other, baby):
    merge = merging.homes(cast, cast.household, other)
    referral = sent(cast, baby, people=[baby], discussed_with=cast.mother)
    merges.undo(merge=merge, by=cast.alice)
    assert is_over(referral)
    assert seen(cast.harriet) == NOBODY


def test_what_they_agreed_to_meanwhile_carries_no_other(cast, other, mum, child):
    merge = merging.homes(cast, cast.household, other)
    agreement = agreed(cast, cast.household, mum, [mum, child])
    merges.undo(merge=merge, by=cast.alice)
    agreement.refresh_from_db()
    assert not agreement.is_in_force
    assert to_clinic(cast, people=[child], categories=CARRIES).agreement != agreement


@pytest.mark.parametrize("accepted", [False, True])
def test_the_other_family_is_seen_no_longer_than_it_agreed(cast, other, mum, baby, accepted):
    agreed(cast, other, mum, [baby], days=9)
    referral = sent(cast, mum, household=other, people=[baby])
    if accepted:
        answers.accept(referral=referral, by=cast.harriet)
    merge = merging.homes(cast, cast.household, other)
    agreed(cast, cast.household, cast.mother, [baby, cast.child], days=300)
    merges.undo(merge=merge, by=cast.alice)
    assert is_over(referral)
    with on_day(20):
        assert other.pk not in seen(cast.harriet)[0]


def test_nor_the_one_that_stays(cast, other, mum):
    assert cast.harriet
    agreed(cast, cast.household, cast.mother, [cast.child], days=9)
    referral = to_clinic(cast, categories=CARRIES)
    answers.accept(referral=referral, by=cast.harriet)
    merge = merging.homes(cast, cast.household, other)
    agreed(cast, cast.household, mum, [cast.child], days=300)
    merges.undo(merge=merge, by=cast.alice)
    assert not is_over(referral)  # it goes on by what its own family said, and as long
    with on_day(20):
        assert cast.household.pk not in seen(cast.harriet)[0]


def test_nor_somebody_who_was_one_with_another(cast):
    assert cast.harriet
    aunt, niece = (
        PersonFactory(household=cast.household, date_of_birth=GROWN, by=cast.alice)
        for _ in range(2)
    )
    agreed(cast, cast.household, niece, [niece], days=9)
    referral = sent(cast, niece)
    answers.accept(referral=referral, by=cast.harriet)
    merge = merging.people(cast, aunt, niece)
    agreed(cast, cast.household, Person.objects.get(pk=aunt.pk), [aunt], days=300)
    merges.undo(merge=merge, by=cast.alice)
    assert is_over(referral)
    with on_day(20):
        assert niece.pk not in seen(cast.harriet)[2]


def test_what_is_of_one_family_alone_goes_on(cast, other, mum, baby):
    ours = to_clinic(cast, categories=CARRIES)
    answers.accept(referral=ours, by=cast.harriet)
    theirs = sent(cast, mum, household=other, people=[baby])
    merge = merging.homes(cast, cast.household, other)
    answers.accept(referral=Referral.objects.get(pk=theirs.pk), by=cast.harriet)
    merges.undo(merge=merge, by=cast.alice)
    assert not is_over(ours)
    assert not is_over(theirs)
    assert seen(cast.harriet)[0] == {cast.household.pk, other.pk}


def test_neither_record_outlives_its_time_by_the_other(cast, other, mum, baby, as_worker):
    """A referral that stood on the other family's agreement would have held that for ever."""
    assert cast.dana
    assert cast.henry
    agreed(cast, other, mum, [baby], days=9)
    sent(cast, mum, household=other, people=[baby])
    merge = merging.homes(cast, cast.household, other)
    agreed(cast, cast.household, cast.mother, [baby, cast.child], days=300)
    merges.undo(merge=merge, by=cast.alice)
    on = today() - timedelta(days=2300)
    Episode.objects.filter(household=cast.household).update(opened_on=on, closed_on=on)
    Involvement.objects.filter(household=cast.household).update(until=today())
    with as_worker():
        dispose_after_notice(today(), cast)
    assert not Household.objects.filter(pk=cast.household.pk).exists()
