"""A merge is undone: what was opened, accepted, used or noted meanwhile goes back with what it
stands on, and with those it is about, so that no partner sees another family by it (S50)."""

from datetime import timedelta

import pytest

from consent.actions import agreements
from consent.models import Agreement
from familyhubs.records.dates import today
from households.actions import leads, merges
from households.categories import Category
from households.drift import drifted
from households.models import (
    Contact,
    Goal,
    Household,
    Involvement,
    LeadState,
    Person,
)
from referrals.actions import answers, referrals, uses
from referrals.models import Attendance, Referral, ServiceUse
from referrals.states import Because
from tests.factories import (
    AgreementFactory,
    ContactFactory,
    GoalFactory,
    HouseholdFactory,
    PersonFactory,
)
from tests.households import merging
from tests.referrals.referring import to_clinic
from tests.walls.asking import as_page_of

pytestmark = pytest.mark.django_db

GROWN = today() - timedelta(days=12000)
CARRIES = [Category.HUB_RECORD, Category.IDENTITY, Category.SERVICES]


@pytest.fixture
def other(cast):
    """Another family, merged by mistake with the Quillfeathers; both have goals."""
    assert cast.goal
    household = HouseholdFactory(name="Other", hub=cast.north_hub, by=cast.alice)
    GoalFactory(household=household, by=cast.alice)
    return household


@pytest.fixture
def mum(cast, other):
    return PersonFactory(household=other, date_of_birth=GROWN, by=cast.alice)


def sent(cast, mum, **changed):
    facts = {"people": [mum], "discussed_with": mum, "categories": CARRIES}
    return to_clinic(cast, **facts | changed)


def seen(user):
    """Whose goals, and whom by name: by both walls, which agree with each other."""
    assert list(drifted()) == []
    found = []
    scopes = [lambda model: model.objects.visible_to(user), lambda model: model.objects.all()]
    for rows in scopes:
        with as_page_of(user):
            homes = set(rows(Household).filter(merged_into=None).values_list("pk", flat=True))
            goals = set(rows(Goal).values_list("household", flat=True))
            people = set(rows(Person).filter(merged_into=None).values_list("pk", flat=True))
            agreed = set(rows(Agreement).values_list("household", flat=True))
            assert agreed <= homes
            found.append((homes, goals, people))
    assert found[0] == found[1]
    return found[0]


def test_a_referral_sent_before_and_accepted_meanwhile(cast, other, mum):
    referral = sent(cast, mum, household=other)
    merge = merging.homes(cast, cast.household, other)
    answers.accept(referral=Referral.objects.get(pk=referral.pk), by=cast.harriet)
    assert seen(cast.harriet)[0] == {cast.household.pk}
    merges.undo(merge=merge, by=cast.alice)
    assert seen(cast.harriet) == ({other.pk}, {other.pk}, {mum.pk})
    referral.refresh_from_db()
    referrals.withdraw(referral=referral, because=Because.NOT_NEEDED, by=cast.alice)
    assert seen(cast.harriet) == (set(), set(), set())


def test_a_referral_sent_and_accepted_meanwhile_about_those_who_went(cast, other, mum):
    merge = merging.homes(cast, cast.household, other)
    referral = sent(cast, mum)
    answers.accept(referral=referral, by=cast.harriet)
    merges.undo(merge=merge, by=cast.alice)
    referral.refresh_from_db()
    assert referral.household == referral.agreement.household == other
    assert seen(cast.harriet) == ({other.pk}, {other.pk}, {mum.pk})


def test_what_the_family_that_stays_said_stays(cast, other, mum):
    baby = PersonFactory(household=other, date_of_birth=today(), by=cast.alice)
    merge = merging.homes(cast, cast.household, other)
    referral = sent(cast, mum, people=[cast.child, baby], discussed_with=cast.mother)
    answers.accept(referral=referral, by=cast.harriet)
    merges.undo(merge=merge, by=cast.alice)
    here = cast.household.pk
    assert seen(cast.harriet) == ({here}, {here}, {cast.child.pk})


def test_what_somebody_said_who_went_ends_where_it_is_about_those_who_stay(cast, other, mum):
    child = PersonFactory(household=cast.household, date_of_birth=today(), by=cast.alice)
    merge = merging.homes(cast, cast.household, other)
    referral = sent(cast, mum, people=[mum, child])
    answers.accept(referral=referral, by=cast.harriet)
    assert seen(cast.harriet)[2] == {mum.pk, child.pk}
    merges.undo(merge=merge, by=cast.alice)
    assert seen(cast.harriet) == (set(), set(), set())


def test_what_is_left_about_those_who_went_alone_ends_where_its_referral_stays(cast, other, mum):
    baby = PersonFactory(household=other, date_of_birth=today(), by=cast.alice)
    merge = merging.homes(cast, cast.household, other)
    referral = sent(cast, mum, people=[baby, cast.child], discussed_with=cast.mother)
    agreements.withdraw(
        agreement=referral.agreement, person=cast.child, asked_by=cast.mother, by=cast.alice
    )
    answers.accept(referral=Referral.objects.get(pk=referral.pk), by=cast.harriet)
    assert seen(cast.harriet)[1] == {cast.household.pk}
    merges.undo(merge=merge, by=cast.alice)
    assert seen(cast.harriet) == (set(), set(), set())


@pytest.mark.parametrize("accepted", [True, False])
def test_a_referral_that_goes_is_not_open_by_an_agreement_that_stays(cast, other, mum, accepted):
    child = PersonFactory(household=cast.household, date_of_birth=today(), by=cast.alice)
    merge = merging.homes(cast, cast.household, other)
    AgreementFactory(
        household=cast.household,
        given_by=mum,
        covers=[mum, child],
        recipients=[cast.clinic],
        categories=CARRIES,
        by=cast.alice,
    )
    referral = sent(cast, mum)
    if accepted:
        answers.accept(referral=referral, by=cast.harriet)
    merges.undo(merge=merge, by=cast.alice)
    referral.refresh_from_db()
    assert (referral.household, referral.state, referral.agreement) == (other, "withdrawn", None)
    assert seen(cast.harriet) == (set(), set(), set())


def test_an_agreement_made_meanwhile_with_those_who_went(cast, other, mum):
    merge = merging.homes(cast, cast.household, other)
    agreement = AgreementFactory(
        household=cast.household,
        given_by=mum,
        covers=[mum],
        recipients=[cast.clinic],
        categories=CARRIES,
        by=cast.alice,
    )
    merges.undo(merge=merge, by=cast.alice)
    agreement.refresh_from_db()
    assert agreement.household == other
    assert seen(cast.harriet) == ({other.pk}, {other.pk}, {mum.pk})


def test_a_lead_offered_before_and_accepted_meanwhile(cast, other, mum):
    AgreementFactory(
        household=other, given_by=mum, covers=[mum], recipients=[cast.clinic], categories=CARRIES
    )
    offer = leads.offer(household=other, organisation=cast.clinic, by=cast.alice)
    merge = merging.homes(cast, cast.household, other)
    offer.refresh_from_db()
    leads.accept(assignment=offer, practitioner=cast.harriet, by=cast.harriet)
    merges.undo(merge=merge, by=cast.alice)
    offer.refresh_from_db()
    assert (offer.household, offer.state) == (other, LeadState.ACCEPTED)
    assert seen(cast.harriet) == ({other.pk}, {other.pk}, {mum.pk})


def test_a_referral_accepted_while_two_people_were_one(cast):
    """Whom it is about is somebody else again, in one and the same household."""
    aunt, niece = (
        PersonFactory(household=cast.household, date_of_birth=GROWN, by=cast.alice)
        for _ in range(2)
    )
    referral = sent(cast, niece)
    merge = merging.people(cast, aunt, niece)
    answers.accept(referral=Referral.objects.get(pk=referral.pk), by=cast.harriet)
    assert seen(cast.harriet)[2] == {aunt.pk}
    merges.undo(merge=merge, by=cast.alice)
    assert seen(cast.harriet)[2] == {niece.pk}
    (involvement,) = Involvement.objects.filter(organisation=cast.clinic)
    assert list(involvement.people.all()) == [niece]


def test_a_day_of_a_service_goes_with_its_use_and_a_use_with_whom_it_is_of(cast, other, mum):
    before = {"service_name": "Parent group", "started_on": today(), "by": cast.alice}
    (used,) = uses.begin(household=other, people=[mum], **before)
    merge = merging.homes(cast, cast.household, other)
    used.refresh_from_db()
    uses.attend(household=cast.household, on=today(), states={used: "attended"}, by=cast.alice)
    since = before | {"service_name": "Stay and play"}
    uses.begin(household=cast.household, people=[mum, cast.child], **since)
    merges.undo(merge=merge, by=cast.alice)
    assert Attendance.objects.get().household == other
    homes = dict(ServiceUse.objects.values_list("person", "household"))
    assert homes == {mum.pk: other.pk, cast.child.pk: cast.household.pk}


def test_a_note_of_contact_meanwhile_with_those_who_went_is_read_there(cast, other, mum):
    merge = merging.homes(cast, cast.household, other)
    facts = {"household": cast.household, "by": cast.alice}
    theirs = ContactFactory(people=[mum], note="She slept well", **facts)
    both = ContactFactory(people=[mum, cast.mother], note="They met", **facts)
    merges.undo(merge=merge, by=cast.alice)
    theirs, both = (Contact.objects.get(pk=row.pk) for row in (theirs, both))
    assert (theirs.household, theirs.read("note")) == (other, "She slept well")
    assert (both.household, both.read("note")) == (cast.household, "They met")


def test_what_stood_before_the_merge_stays_whoever_it_names(cast, other, mum):
    """A note of this household, about somebody who is of another one alone."""
    before = ContactFactory(household=cast.household, note="Her sister", by=cast.alice)
    before.people.set([mum])
    merge = merging.homes(cast, cast.household, other)
    merges.undo(merge=merge, by=cast.alice)
    before.refresh_from_db()
    assert before.household == cast.household


def test_what_came_by_another_merge_goes_back_with_that_one(cast, other, mum):
    third = HouseholdFactory(name="Third", hub=cast.north_hub, by=cast.alice)
    first = merging.homes(cast, cast.household, other)
    noted = ContactFactory(household=third, note="Her sister", by=cast.alice)
    noted.people.set([mum])
    second = merging.homes(cast, cast.household, third)
    merges.undo(merge=first, by=cast.alice)
    merges.undo(merge=second, by=cast.alice)
    noted = Contact.objects.get(pk=noted.pk)
    assert (noted.household, noted.read("note")) == (third, "Her sister")
