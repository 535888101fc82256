"""Whatever is agreed, withdrawn and let run out, in any order: a plain Python oracle agrees.

The oracle knows the promises and none of the code: an agreement holds from the day it is given
through its last day, for its recipients, people and categories, until it is withdrawn; of a part
that is withdrawn the rest goes on, until no category or nobody is left.
"""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import given, settings, strategies as st

from consent.actions import agreements
from consent.models import Agreement
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
withdraw = st.tuples(
    st.just("withdraw"),
    st.integers(0, 3),  # which promise
    st.none() | st.sampled_from(WHO),  # for whom
    st.none() | st.sampled_from(list(Category)) | st.sampled_from(WHO),  # details, or a person
)
wait = st.tuples(st.just("wait"), st.integers(1, 4))


@dataclass
class Promise:
    row: object
    household: int
    people: set
    categories: set
    recipients: set
    last_day: int | None
    left: dict = field(default_factory=dict)  # by partner: categories and people

    def __post_init__(self):
        self.left = {who: (set(self.categories), set(self.people)) for who in self.recipients}

    def holds(self, partner, day):
        return partner in self.left and (self.last_day is None or day <= self.last_day)

    def lose(self, partner, part):
        """Whether that took anything."""
        if partner not in self.left:
            return False
        before = self.left.pop(partner)
        after = () if part is None else tuple(one - {part} for one in before)
        if after and all(after):
            self.left[partner] = after
        return after != before


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
                take_back(world, promises[facts[0]], facts[1], facts[2])
        day += facts[0] if kind == "wait" else 0
        with time_machine.travel(world["start"] + timedelta(days=day), tick=False):
            for partner in WHO:
                expected = promised(promises, partner, day)
                user = world["partners"][partner]
                # Each wall alone, and both together.
                rows = [promise.row.pk for promise in promises]
                scoped = lambda model, to=user: model.objects.visible_to(to)  # noqa: E731
                assert seen(world, rows, scoped) == expected
                with as_page_of(user):
                    assert seen(world, rows, lambda model: model.objects.all()) == expected
                    both = seen(world, rows, scoped)
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
    return Promise(row, home, covered, categories, set(recipients), last_day)


def take_back(world, promise, partner, part):
    whom = WHO if partner is None else [partner]
    organisation = None if partner is None else world["partners"][partner].organisation
    person = part if part in WHO else None
    try:
        agreements.withdraw(
            agreement=promise.row,
            asked_by=world["people"][promise.household][0],
            organisation=organisation,
            category=part if isinstance(part, Category) else "",
            person=None if person is None else world["people"][promise.household][person],
            by=world["by"],
        )
    except agreements.NotARecipient:
        assert partner not in promise.recipients
    except agreements.NotShared:
        assert part not in {*promise.categories, *promise.people}
    except agreements.AlreadyWithdrawn:
        assert not lost(promise, whom, part)
    else:
        assert lost(promise, whom, part)


def lost(promise, whom, part):
    """What each lost, so that all of them lose it."""
    return any({who: promise.lose(who, part) for who in whom}.values())


def promised(promises, partner, day):
    """What the families' words let a partner see."""
    live_ones = [promise for promise in promises if promise.holds(partner, day)]
    return {
        "households": {promise.household for promise in live_ones},
        "goals": {p.household for p in live_ones if Category.HUB_RECORD in p.left[partner][0]},
        "people": {
            (p.household, person)
            for p in live_ones
            if Category.IDENTITY in p.left[partner][0]
            for person in p.left[partner][1]
        },
        "addresses": {
            p.household for p in live_ones if Category.CONTACT_DETAILS in p.left[partner][0]
        },
        "agreements": {number for number, p in enumerate(promises) if p.holds(partner, day)},
    }


def seen(world, agreed, rows):
    """What the program shows, of the rows of each model; `agreed` are the ids of the promises."""
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
        "agreements": {
            agreed.index(pk) for pk in rows(Agreement).values_list("pk", flat=True) if pk in agreed
        },
    }
