"""A paper file checked out, put off, and checked in again (S47)."""

from datetime import date, timedelta

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Hub, User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions.guards import Contradiction
from retention.actions.paper import IsLost, at_hand, held, not_to_come
from retention.models import PaperFile, PaperLoan

LONGEST = timedelta(days=366)


class IsBack(Refused):
    words = "This file was checked in meanwhile. Nothing has been changed."


@action
def check_out(
    *,
    file: PaperFile,
    why: str,
    due_on: date,
    by: User,
    to_user: User | None = None,
    to_name: str = "",
    to_organisation: str = "",
    lent_on: date | None = None,
) -> PaperLoan:
    """Somebody takes it: a user, or somebody by name and organisation.

    Raises IsOut, IsLost, IsDestroyed, RegisteredByMistake, Contradiction for a day to come, one
    before it was registered or was last in, or one to bring it back before it went or more than
    a year after. One that was written down late may be overdue already.
    """
    file = at_hand(file)
    day = lent_on or today()
    not_to_come(day, "lent_on")
    if day < file.registered_on:
        raise Contradiction("It was registered after this day", "lent_on")
    last = PaperLoan.objects.filter(file=file).order_by("-returned_on").first()
    if last and last.returned_on and day < last.returned_on:
        back = f"It was out until {last.returned_on:%-d %B %Y}"
        raise Contradiction(f"{back}: the date must be on or after it", "lent_on")
    if due_on < day:
        raise Contradiction("It must be due back on or after the day it is checked out", "due_on")
    _not_too_far(due_on, day)
    loan = PaperLoan(
        file=file,
        household=file.household,
        person_id=file.person_id,
        to_user=to_user,
        to_name="" if to_user else to_name,
        to_organisation="" if to_user else to_organisation,
        why=why,
        lent_on=day,
        lent_by=by,
        due_on=due_on,
    )
    loan.keep(by=by, why="Checked out")
    log.wrote(by, "household", file.household_id, action="paper_loans.check_out")
    return loan


@action
def put_off(*, loan: PaperLoan, due_on: date, why: str, seen_version: int, by: User) -> PaperLoan:
    """They keep it longer. Raises StaleRecord, IsBack, IsLost, Contradiction for a day that is
    not later than the one that was said, or has passed, or is more than a year away."""
    _, loan = _out(loan)
    if due_on <= loan.due_on or due_on < today():
        raise Contradiction(
            f"The day must be later than {loan.due_on:%-d %B %Y}, and not in the past", "due_on"
        )
    _not_too_far(due_on, today())
    loan.due_on = due_on
    loan.keep(by=by, why=f"Put off: {why}", seen_version=seen_version)
    log.wrote(by, "household", loan.household_id, action="paper_loans.put_off")
    return loan


@action
def check_in(
    *,
    loan: PaperLoan,
    returned_on: date,
    hub: Hub | None,
    place: str,
    seen_version: int,
    by: User,
) -> PaperLoan:
    """It is back, and where it is kept now.

    Raises StaleRecord, IsBack, IsLost, Contradiction for a day to come or before it went out.
    """
    file, loan = _out(loan)
    not_to_come(returned_on, "returned_on")
    if returned_on < loan.lent_on:
        out = f"It was checked out on {loan.lent_on:%-d %B %Y}"
        raise Contradiction(f"{out}: the date must be on or after it", "returned_on")
    loan.returned_on, loan.returned_by = returned_on, by
    loan.keep(by=by, why="Checked in", seen_version=seen_version)
    if (file.hub, file.place) != (hub, place):
        file.hub, file.place = hub, place
        file.keep(by=by, why="Checked in to another place")
    log.wrote(by, "household", loan.household_id, action="paper_loans.check_in")
    return loan


def _not_too_far(due_on: date, start: date) -> None:
    """Nothing lent for years is ever overdue, so nobody would ask where it is."""
    if due_on > start + LONGEST:
        raise Contradiction("The day must be within a year. It can be put off again then", "due_on")


def _out(loan: PaperLoan) -> tuple[PaperFile, PaperLoan]:
    """The file and the loan as they are now. Raises IsLost, IsBack."""
    file = held(loan.file)
    if file.lost_on:
        raise IsLost
    current = PaperLoan.objects.select_for_update().get(pk=loan.pk)
    if current.returned_on is not None:
        raise IsBack
    return file, current
