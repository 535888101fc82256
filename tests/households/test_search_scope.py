"""Whatever is shared, restricted, hidden and left, search finds what a plain Python oracle allows.

Two people, two homes, a partner and a worker of the council. The oracle knows the promises and
none of the code.
"""

from dataclasses import dataclass, field
from importlib import import_module

import pytest
from django.db import connection, transaction
from hypothesis import given, settings, strategies as st

from familyhubs.records.dates import today
from households.actions import people
from households.categories import Category
from households.models import Address, Household, Person
from households.reading.search import search
from tests.factories import AddressFactory, AgreementFactory, HouseholdFactory

migration = import_module("households.migrations.0025_search_of_their_own_people")
WHO = [0, 1]
NAMES = ["Marjoram", "Hyssop"]
TELEPHONES = ["01632 960111", "01632 960222"]
POSTCODES = ["ZZ1 1AA", "ZZ2 2BB"]
KNOWN = [Category.IDENTITY, Category.CONTACT_DETAILS, Category.HUB_RECORD]

share = st.tuples(
    st.just("share"),
    st.sampled_from(WHO),  # household
    st.sets(st.sampled_from(WHO), min_size=1),  # people covered
    st.sets(st.sampled_from(KNOWN), min_size=1),
)
other = st.tuples(st.sampled_from(["restrict", "hide", "leave", "join"]), st.sampled_from(WHO))


@dataclass
class Oracle:
    """Who lives where, what is closed or hidden, what the partner was promised."""

    lives: set = field(default_factory=lambda: {(0, 0), (1, 1)})  # person, home
    left: set = field(default_factory=set)
    closed: set = field(default_factory=set)
    hidden: set = field(default_factory=set)
    shared: list = field(default_factory=list)  # home, people, categories

    def council_knows(self, person):
        now = {home for who, home in self.lives if who == person}
        ever = now | {home for who, home in self.left if who == person}
        if now - self.closed:
            return True
        return not now & self.closed and bool(ever - self.closed)

    def partner_knows(self, person, category):
        return {
            home
            for home, who, categories in self.shared
            if person in who
            and category in categories
            and (person, home) in self.lives
            and home not in self.closed
        }

    def finds_name(self, partner, person):
        if partner:
            return bool(self.partner_knows(person, Category.IDENTITY))
        return self.council_knows(person)

    def finds_telephone(self, partner, person):
        if partner:
            known = self.partner_knows(person, Category.CONTACT_DETAILS)
            return bool(known) and self.finds_name(partner, person)
        return self.council_knows(person)

    def finds_home(self, partner, home):
        """By its postcode."""
        if home in self.closed or home in self.hidden:
            return False
        if not partner:
            return True
        return any(home in self.partner_knows(person, Category.CONTACT_DETAILS) for person in WHO)


@pytest.fixture
def town(cast):
    homes = [
        HouseholdFactory(
            name=NAMES[number],
            by=cast.alice,
            first_person={
                "given_name": "Quentin",
                "family_name": NAMES[number],
                "telephone": TELEPHONES[number],
            },
        )
        for number in WHO
    ]
    for home, postcode in zip(homes, POSTCODES, strict=True):
        AddressFactory(household=home, postcode=postcode, by=cast.alice)
    members = [Person.objects.living_in(home).get() for home in homes]
    return {"cast": cast, "homes": homes, "people": members, "users": [cast.alice, cast.harriet]}


@given(steps=st.lists(share | other, min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
def run(town, steps):
    with transaction.atomic():
        live(town, steps)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_search_finds_what_may_be_known_and_nothing_else(town):
    run(town)


@pytest.mark.django_db
def test_a_partner_of_more_families_than_it_begins_with_finds_the_same(town, as_owner):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(migration.search(many=0))
    run(town)


def live(town, steps):
    oracle = Oracle()
    for kind, *facts in steps:
        STEPS[kind](town, oracle, *facts)
    for user in town["users"]:
        compare(town, oracle, user)


def do_share(town, oracle, home, who, categories):
    covered = {person for person in who if (person, home) in oracle.lives}
    if not covered:
        return
    AgreementFactory(
        household=town["homes"][home],
        recipients=[town["cast"].clinic],
        covers=[town["people"][person] for person in covered],
        given_by=town["people"][min(covered)],
        categories=list(categories),
    )
    oracle.shared.append((home, covered, categories))


def do_restrict(town, oracle, home):
    Household.objects.filter(pk=town["homes"][home].pk).update(restricted=True)
    oracle.closed.add(home)


def do_hide(town, oracle, home):
    Address.objects.filter(household=town["homes"][home]).update(hidden=True)
    oracle.hidden.add(home)


def do_leave(town, oracle, person):
    place = town["people"][person].memberships.filter(left_on__isnull=True).first()
    if place is None:
        return
    people.leave(membership=place, on=today(), by=town["cast"].alice)
    home = town["homes"].index(place.household)
    oracle.lives.discard((person, home))
    oracle.left.add((person, home))


def do_join(town, oracle, person):
    home = 1 - person
    if (person, home) in oracle.lives:
        return
    row, household = town["people"][person], town["homes"][home]
    people.also_lives_in(person=row, household=household, by=town["cast"].alice)
    oracle.lives.add((person, home))


STEPS = {
    "share": do_share,
    "restrict": do_restrict,
    "hide": do_hide,
    "leave": do_leave,
    "join": do_join,
}


def compare(town, oracle, user):
    for number in WHO:
        person, home = town["people"][number], town["homes"][number]
        by_name = {hit.person for hit in search(user, NAMES[number]).hits if hit.person}
        assert (person in by_name) == oracle.finds_name(user.is_partner, number)
        rung = {hit.person for hit in search(user, TELEPHONES[number]).hits}
        assert (person in rung) == oracle.finds_telephone(user.is_partner, number)
        lived = {row.household for hit in search(user, POSTCODES[number]).hits for row in hit.homes}
        assert (home in lived) == oracle.finds_home(user.is_partner, number)
        assert lived <= {home}
