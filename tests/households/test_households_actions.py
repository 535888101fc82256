"""Taking on a household, its people, its addresses (S7, S9)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from households.actions import addresses, households, people
from households.models import Address, Household, Person, RelationshipKind
from tests.factories import AddressFactory, HouseholdFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_taking_on_makes_the_household_its_first_person_and_opens_support(cast):
    household = households.take_on(
        name="Quillfeather",
        hub=cast.north_hub,
        first_person={"given_name": "Marigold", "family_name": "Quillfeather"},
        support_reason="Asked at the door",
        by=cast.alice,
    )
    (person,) = Person.objects.living_in(household)
    episode = household.episodes.get()
    assert person.full_name == "Marigold Quillfeather"
    assert (episode.opened_on, episode.reason) == (today(), "Asked at the door")
    actions = set(AccessEvent.objects.filter(subject="household").values_list("action", flat=True))
    assert actions == {"households.take_on", "people.add", "episodes.open_support"}


def test_taking_on_is_whole_or_not_at_all(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        households.take_on(
            name="Backwards",
            hub=cast.north_hub,
            first_person={
                "given_name": "M",
                "family_name": "Q",
                "date_of_birth": date(2020, 1, 2),
                "died_on": date(2020, 1, 1),
            },
            by=cast.alice,
        )
    assert not Household.objects.exists()
    assert not AccessEvent.objects.filter(subject="household").exists()


def test_a_child_lives_in_two_homes_and_is_one_person(cast):
    other_home = HouseholdFactory()
    people.also_lives_in(person=cast.child, household=other_home, by=cast.alice)
    assert Person.objects.living_in(cast.household).contains(cast.child)
    assert Person.objects.living_in(other_home).contains(cast.child)
    assert Person.objects.filter(given_name="Bramble").count() == 1


def test_nobody_lives_twice_in_one_household(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        people.also_lives_in(person=cast.child, household=cast.household, by=cast.alice)


def test_who_left_may_come_back_and_both_stays_are_remembered(cast):
    household = cast.household
    membership = household.memberships.get(person=cast.child)
    yesterday = today() - timedelta(days=1)
    people.leave(membership=membership, on=yesterday, by=cast.alice)
    assert not Person.objects.living_in(household).contains(cast.child)
    assert Person.objects.living_in(household, on=yesterday - timedelta(days=1)).contains(
        cast.child
    )
    people.also_lives_in(person=cast.child, household=household, joined_on=today(), by=cast.alice)
    assert Person.objects.living_in(household).filter(pk=cast.child.pk).count() == 1
    assert household.memberships.filter(person=cast.child).count() == 2


def test_leaving_one_home_is_not_leaving_the_other(cast):
    other_home = HouseholdFactory()
    stay = people.also_lives_in(person=cast.child, household=other_home, by=cast.alice)
    people.leave(membership=stay, on=today(), by=cast.alice)
    assert Person.objects.living_in(cast.household).contains(cast.child)
    assert not Person.objects.living_in(other_home).contains(cast.child)


def test_a_relationship_is_told_from_both_sides(cast):
    (told,) = cast.mother.relationships.all()
    assert (told.get_kind_display(), told.converse) == ("Parent", "Child")


@pytest.mark.parametrize("kind", RelationshipKind)
def test_every_relationship_has_its_other_side(cast, kind):
    grandmother = PersonFactory(household=cast.household)
    bond = people.relate(
        person=grandmother, other=cast.child, kind=kind, household=cast.household, by=cast.alice
    )
    assert bond.converse


def test_nobody_is_related_to_themselves(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        people.relate(
            person=cast.child,
            other=cast.child,
            kind=RelationshipKind.SIBLING,
            household=cast.household,
            by=cast.alice,
        )


def test_a_move_keeps_the_old_address_with_the_day_it_ended(cast):
    addresses.move(
        household=cast.household,
        lines="1 New Street",
        postcode="ZZ1 2AB",
        since=today(),
        by=cast.alice,
    )
    new, old = Address.objects.filter(household=cast.household)
    assert (new.lines, new.until) == ("1 New Street", None)
    assert (old.lines, old.until) == ("12 Thistledown Row\nLarkfield", today())
    assert list(Address.objects.filter(household=cast.household, until=None)) == [new]


def test_a_move_before_the_present_address_began_is_refused(cast):
    address = AddressFactory(household=cast.strangers, since=today())
    with pytest.raises(addresses.MovedBeforeTheLastMove):
        addresses.move(
            household=cast.strangers, lines="2 Old Road", since=date(2020, 1, 1), by=cast.alice
        )
    address.refresh_from_db()
    assert address.until is None


def test_no_fixed_abode_needs_no_address_and_an_address_needs_lines(cast):
    assert addresses.move(household=cast.strangers, no_fixed_abode=True, by=cast.alice).pk
    with pytest.raises(IntegrityError), transaction.atomic():
        addresses.move(household=cast.strangers, by=cast.alice)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2020, 2, 29), date(2026, 2, 28), 5),
        (date(2020, 2, 29), date(2026, 3, 1), 6),
        (date(2020, 6, 1), date(2026, 6, 1), 6),
        (None, date(2026, 6, 1), None),
    ],
)
def test_age_in_whole_years(born, on, age):
    assert Person(date_of_birth=born).age(on) == age


def test_age_stands_still_at_death():
    assert Person(date_of_birth=date(2000, 1, 1), died_on=date(2020, 1, 1)).age() == 20
