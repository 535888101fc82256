"""People of a household: added, corrected, related, moved in and out."""

from datetime import date
from typing import Any

from django.db import transaction

from familyhubs.audit import log
from familyhubs.organisations.models import User
from households.models import (
    Household,
    Membership,
    Person,
    Protection,
    Relationship,
)


@transaction.atomic
def add(*, household: Household, by: User, joined_on: date | None = None, **details: Any) -> Person:
    """A new person, living in the household since `joined_on` (unknown unless said)."""
    person = Person(**details)
    person.keep(by=by, why="Added to the household")
    Membership(household=household, person=person, joined_on=joined_on).keep(
        by=by, why="Lives in the household"
    )
    log.wrote(by, "household", household.pk, action="people.add")
    return person


@transaction.atomic
def also_lives_in(
    *, person: Person, household: Household, by: User, joined_on: date | None = None
) -> Membership:
    """Somebody who lives in another household lives here too: one person in both (S7)."""
    membership = Membership(household=household, person=person, joined_on=joined_on)
    membership.keep(by=by, why="Lives in this household too")
    log.wrote(by, "household", household.pk, action="people.also_lives_in")
    return membership


@transaction.atomic
def correct(
    *, person: Person, household: Household, seen_version: int, by: User, why: str, **details: Any
) -> Person:
    """Correct a person's details (S18). Raises StaleRecord when somebody else did meanwhile."""
    for name, value in details.items():
        setattr(person, name, value)
    person.keep(by=by, why=why or "Details corrected", seen_version=seen_version)
    log.wrote(by, "household", household.pk, action="people.correct")
    return person


@transaction.atomic
def leave(*, membership: Membership, on: date, by: User) -> Membership:
    """The person no longer lives in this household from that day."""
    membership.left_on = on
    membership.keep(by=by, why="Left the household")
    log.wrote(by, "household", membership.household_id, action="people.leave")
    return membership


@transaction.atomic
def relate(
    *, person: Person, other: Person, kind: str, household: Household, by: User
) -> Relationship:
    """Record that `person` is `kind` of `other`; shown from both sides."""
    relationship = Relationship(person=person, other=other, kind=kind)
    relationship.keep(by=by, why="Relationship recorded")
    log.wrote(by, "household", household.pk, action="people.relate")
    return relationship


@transaction.atomic
def protect(
    *,
    person: Person,
    household: Household,
    kind: str,
    since: date,
    by: User,
    until: date | None = None,
) -> Protection:
    """Record that a child is or was looked after or on a child protection plan (S39)."""
    protection = Protection(person=person, kind=kind, since=since, until=until)
    protection.keep(by=by, why="Protection status recorded")
    log.wrote(by, "household", household.pk, action="people.protect")
    return protection
