"""People of a household: added, corrected, related, moved in and out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Min

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions import corrections
from households.actions.locks import lock
from households.models import (
    Household,
    Membership,
    Person,
    Protection,
    Relationship,
    RelationshipKind,
)
from households.models.relationship import MAY_HOLD_RESPONSIBILITY

# Nobody is one of these to a person who is one of the same to them.
ELDERS = frozenset(
    {RelationshipKind.PARENT, RelationshipKind.STEP_PARENT, RelationshipKind.GRANDPARENT}
)
MUTUAL = frozenset({RelationshipKind.PARTNER, RelationshipKind.SIBLING, RelationshipKind.OTHER})


class BeforeBirth(Refused):
    """Nothing happens to a person before they are born."""

    def __init__(self, born: date, field: str) -> None:
        super().__init__(f"The date must be on or after the date of birth, {born:%-d %B %Y}")
        self.field = field


class BornAfterTheRecord(Refused):
    """A corrected date of birth that something recorded of the person contradicts."""

    field = "date_of_birth"


class EndedBeforeItBegan(Refused):
    """A protection status ends on or after the day it began."""

    words = "The day it ended must be on or after the day it began"
    field = "until"


class LeftBeforeJoining(Refused):
    """Nobody leaves before they moved in."""

    words = "The date must be on or after the day they moved in"
    field = "on"


class AlreadyLeft(Refused):
    """The person left, or somebody recorded it, meanwhile."""

    words = "It is recorded already that this person has left. Nothing has been changed."


class EachTheOthers(Refused):
    """Two people cannot be the parent of each other."""

    words = "The opposite is recorded already: both cannot be true"
    field = "kind"


class ToldFromTheOtherSide(Refused):
    """A brother's brother, a partner's partner: one bond, shown from both sides."""

    words = "This relationship is recorded already"
    field = "kind"


class CannotHold(Refused):
    """Parental responsibility for a partner, or between brothers and sisters."""

    words = "Parental responsibility is not held in a relationship of this kind"
    field = "parental_responsibility"


def may_hold(kind: str) -> None:
    """Raises CannotHold where a relationship of this kind has no parental responsibility."""
    if kind not in MAY_HOLD_RESPONSIBILITY:
        raise CannotHold


@action
def add(*, household: Household, by: User, joined_on: date | None = None, **details: Any) -> Person:
    """A new person, living in the household since `joined_on` (unknown unless said).

    What the family gives today is confirmed today, unless `confirmed_on` says otherwise.
    Raises BeforeBirth.
    """
    lock(household)
    _after_birth(details.get("date_of_birth"), "joined_on", joined_on)
    person = Person(**{"confirmed_on": today(), **details})
    person.keep(by=by, why="Added to the household")
    Membership(household=household, person=person, joined_on=joined_on).keep(
        by=by, why="Lives in the household"
    )
    log.wrote(by, "household", household.pk, action="people.add")
    return person


@action
def also_lives_in(
    *, person: Person, household: Household, by: User, joined_on: date | None = None
) -> Membership:
    """Somebody who lives in another household lives here too: one person in both (S7).

    Raises BeforeBirth.
    """
    lock(household, person)
    _after_birth(person.date_of_birth, "joined_on", joined_on)
    membership = Membership(household=household, person=person, joined_on=joined_on)
    membership.keep(by=by, why="Lives in this household too")
    log.wrote(by, "household", household.pk, action="people.also_lives_in")
    return membership


@action
def correct(
    *,
    person: Person,
    household: Household,
    seen_version: int,
    by: User,
    why: str,
    confirms: bool = True,
    **details: Any,
) -> Person:
    """Correct a person's details; whoever could see a former value is told of it (S18).

    Args: `confirms`, whether the corrector sees everything that is confirmed by it.
    Raises StaleRecord when somebody else did meanwhile, BornAfterTheRecord.
    """
    lock(household, person, of_shell=True)
    _born_before_the_record(person, details.get("date_of_birth"))
    changed = [name for name, value in details.items() if getattr(person, name) != value]
    for name, value in details.items():
        setattr(person, name, value)
    if confirms:
        person.confirmed_on = today()
    person.keep(by=by, why=why or "Details corrected", seen_version=seen_version)
    corrections.pass_on(person=person, fields=changed, by=by)
    log.wrote(by, "household", household.pk, action="people.correct")
    return person


@action
def confirm(*, people: Iterable[Person], household: Household, by: User) -> int:
    """These people's details are still right, today (S18). Returns how many were confirmed."""
    wanted = [person.pk for person in people]
    here = Person.objects.filter(pk__in=wanted, merged_into__isnull=True)
    rows = here.select_for_update().order_by("pk")
    unconfirmed = [person for person in rows if person.confirmed_on != today()]
    for person in unconfirmed:
        person.confirmed_on = today()
        person.keep(by=by, why="Confirmed: the details are still right")
    log.wrote(by, "household", household.pk, action="people.confirm")
    return len(unconfirmed)


@action
def leave(*, membership: Membership, on: date, by: User) -> Membership:
    """The person no longer lives in this household from that day.

    Raises AlreadyLeft, LeftBeforeJoining, BeforeBirth.
    """
    lock(membership.household_id)
    current = Membership.objects.select_for_update(of=("self",)).select_related("person")
    place = current.get(pk=membership.pk)
    if place.left_on is not None:
        raise AlreadyLeft
    if place.joined_on and on < place.joined_on:
        raise LeftBeforeJoining
    _after_birth(place.person.date_of_birth, "on", on)
    place.left_on = on
    place.keep(by=by, why="Left the household")
    log.wrote(by, "household", place.household_id, action="people.leave")
    return place


@action
def relate(
    *,
    person: Person,
    other: Person,
    kind: str,
    household: Household,
    by: User,
    parental_responsibility: str = "",
) -> Relationship:
    """Record that `person` is `kind` of `other`; shown from both sides.

    Raises EachTheOthers, ToldFromTheOtherSide, CannotHold.
    """
    if parental_responsibility:
        may_hold(kind)
    lock(household, person, other)
    turned = Relationship.objects.standing().filter(person=other, other=person)
    impossible = ELDERS if kind in ELDERS else {kind} & {RelationshipKind.CARER}
    if turned.filter(kind__in=impossible).exists():
        raise EachTheOthers
    if kind in MUTUAL and turned.filter(kind=kind).exists():
        raise ToldFromTheOtherSide
    relationship = Relationship(
        person=person, other=other, kind=kind, parental_responsibility=parental_responsibility
    )
    relationship.keep(by=by, why="Relationship recorded")
    log.wrote(by, "household", household.pk, action="people.relate")
    return relationship


@action
def protect(
    *,
    person: Person,
    household: Household,
    kind: str,
    since: date,
    by: User,
    until: date | None = None,
) -> Protection:
    """Record that a child is or was looked after or on a child protection plan (S39).

    Raises BeforeBirth, EndedBeforeItBegan.
    """
    lock(household, person, of_shell=True)
    _after_birth(person.date_of_birth, "since", since)
    if until and until < since:
        raise EndedBeforeItBegan
    protection = Protection(person=person, kind=kind, since=since, until=until)
    protection.keep(by=by, why="Protection status recorded")
    log.wrote(by, "household", household.pk, action="people.protect")
    return protection


def _after_birth(born: date | None, field: str, on: date | None) -> None:
    if born and on and on < born:
        raise BeforeBirth(born, field)


def _born_before_the_record(person: Person, born: date | None) -> None:
    if born is None or born == person.date_of_birth:
        return
    rows = [
        ("moved in", person.memberships.aggregate(first=Min("joined_on"))["first"]),
        ("left a household", person.memberships.aggregate(first=Min("left_on"))["first"]),
        ("came under protection", person.protections.aggregate(first=Min("since"))["first"]),
    ]
    for what, first in rows:
        if first and born > first:
            raise BornAfterTheRecord(
                f"They {what} on {first:%-d %B %Y}. The date of birth must be on or before it"
            )
