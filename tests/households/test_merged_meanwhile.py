"""What was under way while two records became one is refused, not saved in the empty one."""

import pytest

from familyhubs.records.dates import today
from households.actions import (
    contacts,
    details,
    goals,
    guards,
    identifiers,
    people,
    protections,
    restricted,
    reviews,
    steps,
)
from households.actions.locks import MergedMeanwhile, PersonMerged
from households.models import (
    DetailKind,
    Goal,
    Household,
    IdentifierKind,
    Person,
    ProtectionKind,
    RelationshipKind,
    SensitiveDetail,
)
from tests.factories import ContactFactory, GoalFactory, PersonFactory
from tests.households import merging
from tests.households.test_identifiers import PUPIL

pytestmark = pytest.mark.django_db
ETHNIC = DetailKind.ETHNIC_ORIGIN


@pytest.fixture
def twin(cast):
    """Bramble once more."""
    return PersonFactory(household=cast.household, given_name="Bramble", by=cast.alice)


TO_A_HOUSEHOLD = {
    "a goal": lambda _, **on: goals.set_goal(
        words="Sleep", set_on=today(), baseline=2, target=8, **on
    ),
    "a person": lambda _, **on: people.add(given_name="Rowan", family_name="Quill", **on),
    "somebody of another": lambda who, **on: people.also_lives_in(person=who, **on),
    "corrected": lambda who, **on: people.correct(
        person=who, seen_version=who.version, why="-", given_name="Rowan", **on
    ),
    "a number": lambda who, **on: identifiers.record(
        kind=IdentifierKind.UPN, number=PUPIL, person=who, **on
    ),
    "a detail": lambda who, **on: details.record(
        person=who, kind=ETHNIC, state="prefers_not_to_say", **on
    ),
    "a protection": lambda who, **on: people.protect(
        person=who, kind=ProtectionKind.LOOKED_AFTER, since=today(), **on
    ),
    "a restriction": lambda _, **on: restricted.restrict(reason="-", **on),
}


@pytest.mark.parametrize("act", TO_A_HOUSEHOLD.values(), ids=TO_A_HOUSEHOLD)
def test_nothing_is_added_to_a_household_merged_meanwhile(cast, other, act):
    merging.homes(cast, cast.household, other)
    with pytest.raises(MergedMeanwhile, match=f"merged into {cast.household.reference}"):
        act(cast.child, household=other, by=cast.alice)
    assert not Goal.objects.filter(household=other).exists()


def test_what_was_moved_is_not_saved_back_there(cast, other):
    """A page that was open keeps its row with the household it read."""
    place = other.memberships.get()
    goal = GoalFactory(household=other, by=cast.alice)
    contact = ContactFactory(household=other, by=cast.alice)
    review = reviews.plan(household=other, on=today(), by=cast.alice)
    merging.homes(cast, cast.household, other)
    by = {"by": cast.alice}
    with pytest.raises(MergedMeanwhile):
        goals.change(goal=goal, words="Eat", target=3, why="-", seen_version=goal.version, **by)
    with pytest.raises(MergedMeanwhile):
        steps.add(goal=goal, words="Ring", who="Alice", by_when=today(), **by)
    with pytest.raises(MergedMeanwhile):
        contacts.mark_mistake(contact=contact, why="-", **by)
    with pytest.raises(MergedMeanwhile):
        reviews.move(review=review, on=today(), seen_version=review.version, **by)
    with pytest.raises(MergedMeanwhile):
        people.leave(membership=place, on=today(), **by)
    goal.refresh_from_db()
    assert goal.household == cast.household


TO_A_PERSON = {
    **{name: TO_A_HOUSEHOLD[name] for name in ("corrected", "a number", "a detail")},
    "a protection": TO_A_HOUSEHOLD["a protection"],
    "why it matters": lambda who, **on: details.say_relevance(
        person=who, kind=DetailKind.RELIGION, relevance="Fasting", **on
    ),
}


@pytest.mark.parametrize("act", TO_A_PERSON.values(), ids=TO_A_PERSON)
def test_nothing_is_added_to_a_person_merged_meanwhile(cast, twin, act):
    merging.people(cast, cast.child, twin)
    with pytest.raises(PersonMerged, match="another record of theirs"):
        act(twin, household=cast.household, by=cast.alice)
    assert not SensitiveDetail.objects.exists()


def test_nobody_is_related_to_a_person_merged_meanwhile(cast, twin):
    merging.people(cast, cast.child, twin)
    bond = {"kind": RelationshipKind.SIBLING, "household": cast.household, "by": cast.alice}
    for pair in ({"person": twin, "other": cast.mother}, {"person": cast.mother, "other": twin}):
        with pytest.raises(PersonMerged):
            people.relate(**pair, **bond)
    with pytest.raises(PersonMerged):
        people.also_lives_in(person=twin, household=cast.strangers, by=cast.alice)


def test_an_entry_about_a_person_merged_meanwhile_is_refused(cast, twin):
    merging.people(cast, cast.child, twin)
    with pytest.raises(guards.NotTheirs):
        ContactFactory(household=cast.household, people=[twin], by=cast.alice)


def test_a_button_confirms_nobody_who_was_merged_meanwhile(cast, twin):
    merging.people(cast, cast.child, twin)
    Person.objects.update(confirmed_on=None)
    here = {"household": cast.household, "by": cast.alice}
    assert people.confirm(people=[twin, cast.mother], **here) == 1


def test_what_ends_in_a_merged_household_is_refused_too(cast, other):
    who = Person.objects.living_in(other).get()
    there = {"household": other, "by": cast.alice}
    status = people.protect(person=who, kind=ProtectionKind.LOOKED_AFTER, since=today(), **there)
    merging.homes(cast, cast.household, other)
    with pytest.raises(MergedMeanwhile):
        protections.end(protection=status, until=today(), **there)
    assert Household.objects.get(pk=other.pk).merged_into == cast.household
