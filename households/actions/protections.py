"""What becomes of a protection status: it ends, or it was a mistake (S39)."""

from datetime import date

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from households.actions.people import EndedBeforeItBegan
from households.models import Household, Protection


class AlreadyEnded(Refused):
    """Somebody ended it, or took it back, a moment ago."""

    words = "It is recorded already that this ended or was a mistake. Nothing has been changed."


class AlreadyConfirmed(Refused):
    """Somebody confirmed it a moment ago."""

    words = "Somebody has confirmed this meanwhile. Nothing has been changed."


class AManagersToTakeBack(Refused):
    """A manager confirmed it: a worker's word does not undo that."""

    words = (
        "A manager of the hub confirmed this, so a manager says that it was a mistake: the child's "
        "record is kept for 75 years because of it. Nothing has been changed."
    )


@action
def confirm(
    *, protection: Protection, confirmed_from: str, household: Household, by: User
) -> Protection:
    """It is right, by what children's social care holds: it stops disposal no more (reading 2).

    Raises AlreadyEnded where it was a mistake, AlreadyConfirmed.
    """
    lock(household, of_shell=True)
    current = _standing(protection)
    if current.confirmed_at is not None:
        raise AlreadyConfirmed
    current.confirmed_from, current.confirmed_at = confirmed_from, timezone.now()
    current.confirmed_by = by
    current.keep(by=by, why="Protection status confirmed")
    log.wrote(by, "household", household.pk, action="protections.confirm")
    return current


@action
def end(*, protection: Protection, until: date, household: Household, by: User) -> Protection:
    """The child is no longer looked after, or on the plan, from that day.

    Raises AlreadyEnded, EndedBeforeItBegan.
    """
    lock(household, of_shell=True)
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

    One that was confirmed is taken back by whoever may confirm. Raises AlreadyEnded,
    AManagersToTakeBack.
    """
    lock(household, of_shell=True)
    current = _standing(protection)
    if current.confirmed_at is not None and not by.may(Permission.CONFIRM_PROTECTION):
        raise AManagersToTakeBack
    current.in_error = True
    current.keep(by=by, why=f"Recorded by mistake: {reason}")
    log.wrote(by, "household", household.pk, action="protections.mark_mistake")
    return current


def _standing(protection: Protection, *, open_only: bool = False) -> Protection:
    current = Protection.objects.select_for_update().get(pk=protection.pk)
    if current.in_error or (open_only and current.until is not None):
        raise AlreadyEnded
    return current
