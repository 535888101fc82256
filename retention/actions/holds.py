"""Placing and lifting a hold (reading 3). Lifting disposes of nothing: the next sweep looks."""

from datetime import date

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from households.models import Household
from retention.models import Hold


class AlreadyHeld(Refused):
    words = "A hold for this reason stands already."
    field = "reason"


class AlreadyLifted(Refused):
    words = "This hold was lifted meanwhile."


@action
def place(*, household: Household, reason: str, review_on: date, by: User, note: str = "") -> Hold:
    """Stop the disposal of a household's record. Raises AlreadyHeld."""
    lock(household)
    if Hold.objects.standing().filter(household=household, reason=reason).exists():
        raise AlreadyHeld
    hold = Hold(household=household, reason=reason, note=note, review_on=review_on, placed_by=by)
    hold.keep(by=by, why="Hold placed")
    log.wrote(by, "household", household.pk, action="holds.place")
    return hold


@action
def lift(*, hold: Hold, by: User) -> Hold:
    """Let the schedule run again from the dates it has. Raises AlreadyLifted."""
    current = Hold.objects.select_for_update().get(pk=hold.pk)
    if current.lifted_at is not None:
        raise AlreadyLifted
    current.lifted_at, current.lifted_by = timezone.now(), by
    current.keep(by=by, why="Hold lifted")
    log.wrote(by, "household", current.household_id, action="holds.lift")
    return current
