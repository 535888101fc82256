"""That a paper file was destroyed: by whom, how, when, with the contractor's certificate (S47)."""

from collections.abc import Collection
from datetime import date

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.files import outbox, storage
from familyhubs.files.fields import Attachment as Upload
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households import unreadable
from households.actions.guards import Contradiction
from households.actions.locks import lock
from retention import paper
from retention.actions.paper import IsLost, IsNotLost, IsOut, held, not_to_come
from retention.models import (
    ContractorCertificate,
    Destroyed,
    PaperDestruction,
    PaperFile,
    PaperLoan,
)
from retention.reasons import Reason

NO_CERTIFICATE = "Enter the number of the contractor's certificate, or add the certificate itself"


class NotDue(Refused):
    """The record it belongs to is not due, or something stops its disposal."""

    def __init__(self, reasons: Collection[Reason]) -> None:
        super().__init__(f"This file may not be destroyed yet. {' '.join(map(str, reasons))}")


@action
def destroy(
    *,
    file: PaperFile,
    how: str,
    by_whom: str,
    on: date,
    by: User,
    number: str = "",
    scan: Upload | None = None,
) -> PaperDestruction:
    """Record that a file is no more: from then on disposal does not wait for it.

    Args: `number` and `scan`, the contractor's certificate, one of which a contractor gives; `on`,
    the day it was destroyed. Raises NotDue (why, and from when), IsOut, IsLost, IsNotLost where
    what is written off was found, IsDestroyed, RegisteredByMistake, Contradiction, CannotBeSealed,
    OSError.
    """
    file = held(file)
    _may_be_destroyed(file, how, on)
    if how == Destroyed.CONTRACTOR and not (number or scan):
        raise Contradiction(NO_CERTIFICATE, "number")
    done = PaperDestruction(
        file=file,
        household=file.household,
        person_id=file.person_id,
        how=Destroyed(how),
        by_whom=by_whom,
        on=on,
        recorded_by=by,
    )
    done.keep(by=by, why="Paper file destroyed")
    if how == Destroyed.CONTRACTOR:
        _certify(file, number, scan, by)
    log.wrote(by, "household", file.household_id, action="paper_destruction.destroy")
    return done


@action
def add_certificate(
    *, file: PaperFile, number: str, seen_version: int, by: User, scan: Upload | None = None
) -> ContractorCertificate:
    """The contractor's certificate came later, or its number was wrong.

    Args: `scan` takes the place of the one there is; without one that stays. Raises StaleRecord,
    MergedMeanwhile, Contradiction, CannotBeSealed, OSError.
    """
    lock(file.household_id, of_shell=True)
    rows = ContractorCertificate.objects.select_related("household")
    row = rows.select_for_update(of=("self",)).get(file=file)
    if not (number or scan or row.stored_as):
        raise Contradiction(NO_CERTIFICATE, "number")
    row.number = number
    old = row.stored_as
    if scan:
        _put(row, scan)
    row.keep(by=by, why="Contractor's certificate added", seen_version=seen_version)
    outbox.doom([old] if scan else [])
    log.wrote(by, "household", row.household_id, action="paper_destruction.add_certificate")
    return row


def _may_be_destroyed(file: PaperFile, how: str, on: date) -> None:
    """Raises IsOut, IsLost, IsNotLost, NotDue, Contradiction."""
    if how == Destroyed.WRITTEN_OFF:
        if file.lost_on is None:
            raise IsNotLost
    elif file.lost_on:
        raise IsLost
    elif PaperLoan.objects.open().filter(file=file).exists():
        raise IsOut
    verdict = paper.verdict(file, today())
    if not verdict.may:
        raise NotDue(verdict.reasons)
    not_to_come(on, "on")
    if on < file.registered_on:
        raise Contradiction("It was registered after this day", "on")
    if verdict.due_on and on < verdict.due_on:
        kept = f"It was to be kept until {verdict.due_on:%-d %B %Y}"
        raise Contradiction(
            f"{kept}: if it went before that, report it lost, and the officer writes it off", "on"
        )


def _certify(file: PaperFile, number: str, scan: Upload | None, by: User) -> None:
    row = ContractorCertificate(
        file=file,
        household=file.household,
        person_id=file.person_id,
        number=number,
        added_by=by,
    )
    if scan:
        _put(row, scan)
    row.keep(by=by, why="Contractor's certificate")


def _put(row: ContractorCertificate, scan: Upload) -> None:
    """Keep the scan, sealed; what a rolled-back transaction leaves of it is swept."""
    row.name, row.media_type, row.size = scan.name, scan.kind.mime, len(scan.content)
    with unreadable.unsealed():
        row.stored_as = storage.store(scan.content, row.key_id, row.label)
