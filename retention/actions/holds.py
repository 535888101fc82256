"""Placing and lifting a hold (reading 3). Lifting disposes of nothing: the next sweep looks."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from households.models import Household, Person
from retention import clocks, holding
from retention.actions import due_lines
from retention.models import Hold


class AlreadyHeld(Refused):
    words = "A hold for this reason stands already."
    field = "reason"


class AlreadyLifted(Refused):
    words = "This hold was lifted meanwhile."


@action
def place(
    *,
    household: Household,
    reason: str,
    review_on: date,
    by: User,
    note: str = "",
    person: Person | None = None,
) -> Hold:
    """Stop the disposal of a household's record; with `person`, of every household they are in.

    Raises AlreadyHeld.
    """
    if person is None:
        lock(household, of_shell=True)
        on: dict[str, Any] = {"household": household}
    else:
        lock(household, person, of_shell=True)
        on = {"person": person}
    hold = _keep(on, reason=reason, review_on=review_on, note=note, by=by)
    log.wrote(by, "household", household.pk, action="holds.place")
    _list_again(hold, by)
    return hold


@action
def place_on_each(
    *, households: Iterable[Household], reason: str, review_on: date, by: User, note: str = ""
) -> list[Hold]:
    """One hold for each of these households. Whichever is held for this reason already stays as it
    is. Raises AlreadyHeld where every one is."""
    placed = []
    for household in sorted(households, key=lambda one: one.pk):
        with suppress(AlreadyHeld):
            placed += [
                place(household=household, reason=reason, review_on=review_on, note=note, by=by)
            ]
    if not placed:
        raise AlreadyHeld
    return placed


@action
def place_on_class(
    *, record_class: str, reason: str, review_on: date, by: User, note: str = ""
) -> Hold:
    """Stop the disposal of every record of a class. It waits for the batch of households that a
    sweep is taking at this moment, half a second at most, and stops every later one.

    Raises AlreadyHeld."""
    holding.between_batches()
    hold = _keep(
        {"record_class": record_class}, reason=reason, review_on=review_on, note=note, by=by
    )
    log.wrote(by, "hold", hold.pk, action="holds.place_on_class")
    return hold


@action
def lift(*, hold: Hold, why: str, by: User, household: Household | None = None) -> Hold:
    """Let the schedule run again from the dates it has.

    Args: `why`, as its history keeps it; `household`, the one whose page it is lifted on; none for
    a hold on a class of record. Raises AlreadyLifted.
    """
    current = _standing(hold, household)
    current.lifted_at, current.lifted_by = timezone.now(), by
    current.keep(by=by, why=f"Hold lifted: {why}")
    log.wrote(by, *_about(current, household), action="holds.lift")
    _list_again(current, by)
    return current


@action
def look_again(
    *,
    hold: Hold,
    review_on: date,
    note: str,
    seen_version: int,
    by: User,
    household: Household | None = None,
) -> Hold:
    """It stands still, and is looked at again on another day; the history keeps what it said.

    Args: `household`, as `lift` has it. Raises AlreadyLifted, StaleRecord.
    """
    current = _standing(hold, household)
    current.review_on, current.note = review_on, note
    current.keep(by=by, why="Looked at again", seen_version=seen_version)
    log.wrote(by, *_about(current, household), action="holds.look_again")
    return current


def _standing(hold: Hold, household: Household | None) -> Hold:
    """The hold as it is now. Raises AlreadyLifted."""
    if household is not None:
        lock(household, of_shell=True)
    current = Hold.objects.select_for_update().get(pk=hold.pk)
    if current.lifted_at is not None:
        raise AlreadyLifted
    return current


def _about(hold: Hold, household: Household | None) -> tuple[str, int]:
    return ("household", household.pk) if household else ("hold", hold.pk)


def _list_again(hold: Hold, by: User) -> None:
    """Have the due list say at once what a hold does; one on a class waits for the next sweep."""
    homes: set[int] = {hold.household_id} if hold.household_id else set()
    if hold.person_id:
        homes = set().union(*clocks.ties(people=[hold.person_id]).values())
    due_lines.bring_up_to_date(households=homes, as_of=today(), by=by)


def _keep(on: dict[str, Any], *, by: User, **facts: Any) -> Hold:
    if Hold.objects.standing().filter(**on, reason=facts["reason"]).exists():
        raise AlreadyHeld
    hold = Hold(**on, **facts, placed_by=by)
    hold.keep(by=by, why="Hold placed")
    return hold
