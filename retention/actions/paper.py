"""The register of a family's paper files: registered, moved, corrected, lost and found (S47)."""

from datetime import date

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Hub, User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions.guards import Contradiction, all_here
from households.actions.locks import lock
from households.models import Household, Person
from retention.models import PaperFile, PaperLoan


class RegisteredAlready(Refused):
    words = "A file with this label is registered for this household already."
    field = "label"


class IsDestroyed(Refused):
    words = "It is recorded that this file was destroyed. Nothing of it is changed any more."


class RegisteredByMistake(Refused):
    words = "This file was marked as registered by mistake meanwhile."


class IsOut(Refused):
    words = "This file is checked out. Check it in first."


class IsLost(Refused):
    words = "This file is reported lost. Record first that it was found."


class IsNotLost(Refused):
    words = "This file is not reported lost any more: somebody recorded that it was found."


@action
def register(
    *,
    household: Household,
    label: str,
    place: str,
    by: User,
    hub: Hub | None = None,
    person: Person | None = None,
    contents: str = "",
    volumes: int = 1,
    registered_on: date | None = None,
) -> PaperFile:
    """Register a file. Args: `person`, whom alone it is about; else it is the household's.

    Raises NotTheirs, RegisteredAlready, Contradiction for a day to come.
    """
    lock(household, of_shell=person is not None)  # a child's own file stays with the child
    all_here(household, [person] if person else [], by)
    day = registered_on or today()
    not_to_come(day, "registered_on")
    _not_twice(household, label)
    file = PaperFile(
        household=household,
        person=person,
        label=label,
        contents=contents,
        volumes=volumes,
        hub=hub,
        place=place,
        registered_on=day,
        registered_by=by,
    )
    file.keep(by=by, why="Paper file registered")
    log.wrote(by, "household", household.pk, action="paper.register")
    return file


@action
def move(
    *, file: PaperFile, hub: Hub | None, place: str, why: str, seen_version: int, by: User
) -> PaperFile:
    """It is kept somewhere else from now on; its history says where it was.

    Raises StaleRecord, IsOut, IsLost, IsDestroyed, RegisteredByMistake.
    """
    file = at_hand(file)
    file.hub, file.place = hub, place
    file.keep(by=by, why=why or "Moved to another place", seen_version=seen_version)
    log.wrote(by, "household", file.household_id, action="paper.move")
    return file


@action
def correct(
    *,
    file: PaperFile,
    label: str,
    contents: str,
    volumes: int,
    why: str,
    seen_version: int,
    by: User,
) -> PaperFile:
    """Correct what its cover says, or what is in it.

    Raises StaleRecord, RegisteredAlready, IsDestroyed, RegisteredByMistake.
    """
    file = held(file)
    if label.casefold() != file.label.casefold():
        _not_twice(file.household, label)
    file.label, file.contents, file.volumes = label, contents, volumes
    file.keep(by=by, why=why, seen_version=seen_version)
    log.wrote(by, "household", file.household_id, action="paper.correct")
    return file


@action
def mark_mistake(*, file: PaperFile, why: str, by: User) -> PaperFile:
    """There is no such file, or it is another family's: disposal does not wait for it.

    Raises IsOut, IsLost, IsDestroyed, RegisteredByMistake.
    """
    file = at_hand(file)
    file.in_error = True
    file.keep(by=by, why=f"Registered by mistake: {why}")
    log.wrote(by, "household", file.household_id, action="paper.mark_mistake")
    return file


@action
def report_lost(
    *, file: PaperFile, lost_on: date, lost_note: str, seen_version: int, by: User
) -> PaperFile:
    """Nobody finds it, or whoever has it does not. Who has it stays said.

    Raises StaleRecord, IsLost, IsDestroyed, RegisteredByMistake, Contradiction for a day to come
    or before it was registered.
    """
    file = held(file)
    if file.lost_on:
        raise IsLost
    not_to_come(lost_on, "lost_on")
    if lost_on < file.registered_on:
        raise Contradiction("It was registered after this day", "lost_on")
    file.lost_on, file.lost_by, file.lost_note = lost_on, by, lost_note
    file.keep(by=by, why="Reported lost", seen_version=seen_version)
    log.wrote(by, "household", file.household_id, action="paper.report_lost")
    return file


@action
def found(
    *, file: PaperFile, hub: Hub | None, place: str, seen_version: int, by: User
) -> PaperFile:
    """It is back: where it is kept now. Whoever had it has it no more.

    Raises StaleRecord, IsNotLost, IsDestroyed, RegisteredByMistake.
    """
    file = held(file)
    if file.lost_on is None:
        raise IsNotLost
    file.lost_on, file.lost_by, file.lost_note = None, None, ""
    file.hub, file.place = hub, place
    file.keep(by=by, why="Found again", seen_version=seen_version)
    for loan in PaperLoan.objects.open().filter(file=file):
        loan.returned_on, loan.returned_by = max(today(), loan.lent_on), by
        loan.keep(by=by, why="Found again")
    log.wrote(by, "household", file.household_id, action="paper.found")
    return file


def held(file: PaperFile) -> PaperFile:
    """The file as it is now, its household held: for an action. Raises MergedMeanwhile,
    IsDestroyed, RegisteredByMistake."""
    lock(file.household_id, of_shell=True)
    rows = PaperFile.objects.select_related("household", "destruction")
    current = rows.select_for_update(of=("self",)).get(pk=file.pk)
    if current.is_destroyed:
        raise IsDestroyed
    if current.in_error:
        raise RegisteredByMistake
    return current


def at_hand(file: PaperFile) -> PaperFile:
    """The same of a file that is neither out nor lost. Raises IsOut, IsLost, too."""
    current = held(file)
    if current.lost_on:
        raise IsLost
    if PaperLoan.objects.open().filter(file=current).exists():
        raise IsOut
    return current


def not_to_come(day: date, field: str) -> None:
    if day > today():
        raise Contradiction("The date must be today or in the past", field)


def _not_twice(household: Household, label: str) -> None:
    if PaperFile.objects.left().filter(household=household, label__iexact=label).exists():
        raise RegisteredAlready
