"""Whatever is agreed, withdrawn and let run out, in any order: a plain Python oracle agrees.

The oracle knows the promises and none of the code: an agreement holds from the day it is given
through its last day, for its recipients, people and categories, until it is withdrawn.
"""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import given, settings, strategies as st

from consent.actions import agreements
from familyhubs.records.dates import today
from households.categories import Category
from households.models import Address, Goal, Household, Person
from tests.factories import AgreementFactory, PartnerUserFactory
from tests.walls.asking import as_page_of

WHO = [0, 1]  # two partners, two households with two people each

give = st.tuples(
    st.just("give"),
    st.sampled_from(WHO),  # household
    st.sets(st.sampled_from(WHO), min_size=1),  # recipients
    st.sets(st.sampled_from(WHO), min_size=1),  # people covered
    st.sets(st.sampled_from(list(Category)), min_size=1),
    st.none() | st.integers(0, 6),  # its last day
)
withdraw = st.tuples(st.just("withdraw"), st.integers(0, 5), st.none() | st.sampled_from(WHO))
wait = st.tuples(st.just("wait"), st.integers(1, 4))


@dataclass
class Promise:
    row: object
    household: int
    people: set
    categories: set
    recipients: set
    last_day: int | None
    given: int
    stopped: dict = field(default_factory=dict)

    def holds(self, partner, day):
        return (
            partner in self.recipients
            and partner not in self.stopped
            and (self.last_day is None or day <= self.last_day)
        )


@pytest.fixture
def world(cast):
    homes = [cast.household, cast.strangers]
    # A second person and an address for the strangers; nothing is shared yet.
    from households.actions import addresses, goals, people

    people.add(household=homes[1], given_name="Robin", family_name="Strangeways", by=cast.alice)
    addresses.move(household=homes[1], lines="1 Elsewhere", by=cast.alice)
    goals.set_goal(
        household=homes[1], words="Rest", set_on=today(), baseline=1, target=5, by=cast.alice
    )
    return {
        "by": cast.alice,
        "partners": [PartnerUserFactory(), PartnerUserFactory()],
        "homes": homes,
        "people": [list(Person.objects.living_in(home).order_by("pk")) for home in homes],
        "start": today(),
    }


@given(steps=st.lists(give | withdraw | wait, min_size=1, max_size=7))
@settings(max_examples=20, deadline=None)
def run(world, steps):
    with transaction.atomic():
        live(world, steps)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_what_partners_see_is_what_was_promised(world):
    run(world)


def live(world, steps):
    promises, day = [], 0
    for kind, *facts in steps:
        with time_machine.travel(world["start"] + timedelta(days=day), tick=False):
            if kind == "give":
                promises.append(give_promise(world, day, *facts))
            elif kind == "withdraw" and facts[0] < len(promises):
                take_back(world, promises[facts[0]], facts[1], day)
        day += facts[0] if kind == "wait" else 0
        with time_machine.travel(world["start"] + timedelta(days=day), tick=False):
            for partner in WHO:
                expected = promised(promises, partner, day)
                user = world["partners"][partner]
                # Each wall alone, and both together.
                assert seen(world, lambda model, to=user: model.objects.visible_to(to)) == expected
                with as_page_of(user):
                    assert seen(world, lambda model: model.objects.all()) == expected
                    both = seen(world, lambda model, to=user: model.objects.visible_to(to))
                assert both == expected


def give_promise(world, day, home, recipients, covered, categories, lasts):
    row = AgreementFactory(
        household=world["homes"][home],
        given_by=world["people"][home][0],
        covers=[world["people"][home][number] for number in covered],
        recipients=[world["partners"][number].organisation for number in recipients],
        categories=list(categories),
        until=None if lasts is None else today() + timedelta(days=lasts),
        by=world["by"],
    )
    last_day = None if lasts is None else day + lasts
    return Promise(row, home, covered, categories, set(recipients), last_day, day)


def take_back(world, promise, partner, day):
    whom = WHO if partner is None else [partner]
    organisation = None if partner is None else world["partners"][partner].organisation
    try:
        agreements.withdraw(
            agreement=promise.row,
            asked_by=world["people"][promise.household][0],
            organisation=organisation,
            by=world["by"],
        )
    except agreements.NotARecipient:
        assert partner not in promise.recipients
        return
    except agreements.AlreadyWithdrawn:
        assert set(whom) & set(promise.stopped)
    promise.stopped |= dict.fromkeys(whom, day)


def promised(promises, partner, day):
    """What the families' words let a partner see."""
    live_ones = [promise for promise in promises if promise.holds(partner, day)]
    return {
        "households": {promise.household for promise in live_ones},
        "goals": {p.household for p in live_ones if Category.HUB_RECORD in p.categories},
        "people": {
            (p.household, person)
            for p in live_ones
            if Category.IDENTITY in p.categories
            for person in p.people
        },
        "addresses": {p.household for p in live_ones if Category.CONTACT_DETAILS in p.categories},
    }


def seen(world, rows):
    """What the program shows, of the rows of each model."""
    homes = world["homes"]
    number = {home.pk: place for place, home in enumerate(homes)}
    of_person = {
        person.pk: (home, place)
        for home, persons in enumerate(world["people"])
        for place, person in enumerate(persons)
    }

    def of_homes(model, path):
        return {number[pk] for pk in rows(model).values_list(path, flat=True)}

    return {
        "households": of_homes(Household, "pk"),
        "goals": of_homes(Goal, "household"),
        "people": {of_person[pk] for pk in rows(Person).values_list("pk", flat=True)},
        "addresses": of_homes(Address, "household"),
    }
