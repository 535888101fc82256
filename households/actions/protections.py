"""What becomes of a protection status: it ends, or it was a mistake (S39)."""

from datetime import date

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from households.actions.people import EndedBeforeItBegan
from households.models import Household, Protection


class AlreadyEnded(Refused):
    """Somebody ended it, or took it back, a moment ago."""

    words = "It is recorded already that this ended or was a mistake. Nothing has been changed."


@action
def end(*, protection: Protection, until: date, household: Household, by: User) -> Protection:
    """The child is no longer looked after, or on the plan, from that day.

    Raises AlreadyEnded, EndedBeforeItBegan.
    """
    lock(household)
    current = _standing(protection, open_only=True)
    if until < current.since:
        raise EndedBeforeItBegan
    current.until = until
    current.keep(by=by, why="Protection status ended")
    log.wrote(by, "household", household.pk, action="protections.end")
    return current


@action
def mark_mistake(
    *, protection: Protection, reason: str, household: Household, by: User
) -> Protection:
    """It was recorded by mistake: it stays in the history and keeps nothing for 75 years.

    Raises AlreadyEnded.
    """
    lock(household)
    current = _standing(protection)
    current.in_error = True
    current.keep(by=by, why=f"Recorded by mistake: {reason}")
    log.wrote(by, "household", household.pk, action="protections.mark_mistake")
    return current


def _standing(protection: Protection, *, open_only: bool = False) -> Protection:
    current = Protection.objects.select_for_update().get(pk=protection.pk)
    if current.in_error or (open_only and current.until is not None):
        raise AlreadyEnded
    return current
