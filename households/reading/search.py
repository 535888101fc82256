"""Search: the best of what a user may see, found by one function of the database (migration 0010)
and loaded again through `visible_to`, so that neither wall alone decides what is told."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Q

from familyhubs.keys import sealing
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.models import Household, Membership, Person
from households.search_terms import Terms, terms_of

MOST = 25
NEARNESS = {
    1: "the same name",
    2: "the name begins so",
    3: "the same name, written as one word or two",
    4: "the name sounds alike",
    5: "the name is spelt almost so",
    6: "the name looks alike",
}


@dataclass(frozen=True)
class Home:
    """A household of somebody found, and when they left it."""

    household: Household
    left_on: date | None = None


@dataclass(frozen=True)
class Hit:
    """Somebody found, or (`person` None) a household by itself with its people; and why."""

    person: Person | None
    homes: list[Home]
    why: list[str]
    people: list[Person] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """The best hits; `more` where there are others."""

    hits: list[Hit]
    more: bool = False


Near = tuple[int | None, int | None, int]


def search(user: User, typed: str) -> Found:
    """What was typed, found among the people and households this user may see, best first."""
    terms = terms_of(typed)
    if terms.is_empty or not user.may(Permission.SEE_HOUSEHOLDS):
        return Found([])
    near = _of_reference(user, terms)
    if not terms.reference_only:
        near += nearest(user, terms)
    return _loaded(user, terms, near)


def nearest(user: User, terms: Terms) -> list[Near]:
    """Ids of people, or of households found by themselves, each with how near its name is."""
    if user.is_partner and not user.organisation.takes_part(today()):
        return []
    numbers = terms.identifiers if user.may(Permission.SEE_SENSITIVE) else []
    lookups = [sealing.lookup(kind, number) for kind, number in numbers]
    asked = [
        *(user.pk, user.organisation.group_id if user.is_partner else None),
        *(user.may(Permission.SEE_RESTRICTED), today(), terms.name, *terms.born),
        *(terms.postcode or None, terms.telephone_from_end or None, lookups or None, MOST + 1),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, household_id, nearness FROM familyhubs_search"
            "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::text[], %s)",
            asked,
        )
        return list(cursor.fetchall())


def _of_reference(user: User, terms: Terms) -> list[Near]:
    rows = Household.objects.visible_to(user).referenced(terms.reference)
    return [(None, pk, 0) for pk in rows.values_list("pk", flat=True)]


def _loaded(user: User, terms: Terms, near: list[Near]) -> Found:
    """The people and households of these ids, as far as this user may see them."""
    alone = [home for _, home, _ in near if home]
    people = Person.objects.visible_to(user).in_bulk([one for one, _, _ in near if one])
    places = list(
        Membership.objects.visible_to(user)
        .filter(Q(person__in=people) | Q(household__in=alone))
        .select_related("person")
        .order_by("pk")
    )
    households = (
        Household.objects.visible_to(user)
        .titled_for(user)
        .select_related("hub")
        .in_bulk({*alone, *(place.household_id for place in places)})
    )
    hits = []
    for person_id, home, nearness in near[:MOST]:
        why = _why(terms, nearness, people.get(person_id))
        if person_id in people:
            homes = _homes([one for one in places if one.person_id == person_id], households)
            hits += [Hit(people[person_id], homes, why)] if homes else []
        elif home in households:
            there = [one.person for one in places if one.household_id == home and not one.left_on]
            hits.append(Hit(None, [Home(households[home])], why, there))
    return Found(hits, more=len(near) > MOST)


def _homes(places: list[Membership], households: dict[int, Household]) -> list[Home]:
    """Each household once, as they last lived there; those they live in now first."""
    last = {
        place.household_id: place.left_on for place in places if place.household_id in households
    }
    homes = [Home(households[pk], left_on) for pk, left_on in last.items()]
    return sorted(homes, key=lambda home: home.left_on is not None)


def _why(terms: Terms, nearness: int, person: Person | None) -> list[str]:
    """What was met, in words."""
    if nearness == 0:
        return ["reference"]
    why = [NEARNESS[nearness]] if terms.name else []
    if terms.born_from:
        one_day = terms.born_from == terms.born_until
        why.append("born on that day" if one_day else f"born in {terms.born_from.year}")
    if terms.postcode:
        why.append("postcode")
    if terms.number:
        digits = re.sub(r"\D", "", person.telephone)[::-1] if person else ""
        by_telephone = terms.telephone_from_end and digits.startswith(terms.telephone_from_end)
        why.append("telephone number" if by_telephone else "identifier")
    return why
