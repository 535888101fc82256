"""Stays in a household: somebody comes home again, or the days of a stay were wrong (S7)."""

from datetime import date

from django.db.models import QuerySet

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from households.actions.people import BeforeBirth, LeftBeforeJoining
from households.models import Household, Membership, Person


class LivesHere(Refused):
    """Nobody lives in a household twice at once."""

    words = "They live in this household already. Nothing has been changed."


class HasDied(Refused):
    """The date of death is wrong, or the person is."""

    words = "A date of death is recorded. Correct it first, if it is wrong."


class NeverLivedHere(Refused):
    """Only somebody who has left comes back; anybody else is added."""

    words = "They have not lived in this household. Add them instead."


class DuringAnotherStay(Refused):
    """One stay ends before the next begins."""

    field = "joined_on"


@action
def return_home(*, person: Person, household: Household, joined_on: date, by: User) -> Membership:
    """A former member lives here again from that day: a new stay beside the former one.

    Grants behave as they always do: what an organisation may see of somebody holds while they live
    in the household it was agreed for. So a partner whose involvement still stands, on an agreement
    that covered this person, sees them again from today with the categories agreed then, and what
    changed of them meanwhile; it saw nothing while they were away. An agreement that has ended or
    was withdrawn meanwhile, and one recorded while they were away, gives nothing. The page says so
    before it is saved, and withdrawing the agreement ends it.
    Raises LivesHere, NeverLivedHere, HasDied, DuringAnotherStay, BeforeBirth.
    """
    lock(household, person)
    current = Person.objects.get(pk=person.pk)
    stays = Membership.objects.filter(household=household, person=current)
    if stays.filter(left_on__isnull=True).exists():
        raise LivesHere
    if not stays.exists():
        raise NeverLivedHere
    if current.died_on:
        raise HasDied
    stay = Membership(household=household, person=current, joined_on=joined_on)
    _fits(stay)
    stay.keep(by=by, why="Lives in the household again")
    log.wrote(by, "household", household.pk, action="stays.return_home")
    return stay


@action
def correct(
    *,
    stay: Membership,
    joined_on: date | None,
    left_on: date | None,
    why: str,
    seen_version: int,
    by: User,
) -> Membership:
    """The days of a stay were wrong; `left_on` None: they never left, and live here.

    Raises StaleRecord, LivesHere, LeftBeforeJoining, DuringAnotherStay, BeforeBirth.
    """
    lock(stay.household_id)
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person", "household")
    current = rows.get(pk=stay.pk)
    present = _others(current).filter(left_on__isnull=True)
    if left_on is None and present.exists():
        raise LivesHere
    current.joined_on, current.left_on = joined_on, left_on
    _fits(current)
    current.keep(by=by, why=why, seen_version=seen_version)
    log.wrote(by, "household", current.household_id, action="stays.correct")
    return current


def _fits(stay: Membership) -> None:
    """That its days follow each other, birth, and the person's other stays here."""
    joined, left, born = stay.joined_on, stay.left_on, stay.person.date_of_birth
    for field, day in (("joined_on", joined), ("left_on", left)):
        if born and day and day < born:
            raise BeforeBirth(born, field)
    if joined and left and left < joined:
        refusal = LeftBeforeJoining()
        refusal.field = "left_on"
        raise refusal
    for other in _others(stay):
        # Where the day they came is not known, the day they left is the first that is.
        begins, ends = other.joined_on or other.left_on or date.max, other.left_on or date.max
        if (joined or left or date.max) < ends and begins < (left or date.max):
            raise DuringAnotherStay(
                "They lived here at that time already"
                + (f", until {other.left_on:%-d %B %Y}" if other.left_on else "")
            )


def _others(stay: Membership) -> QuerySet[Membership]:
    rows = Membership.objects.filter(household=stay.household_id, person=stay.person_id)
    return rows.exclude(pk=stay.pk)
