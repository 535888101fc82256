"""Services and sessions recorded by mistake: kept, out of the way, recorded anew (S12).

Whom a service was recorded for is not changed: it is marked, and recorded for the right person.
"""

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions.guards import only_its_own
from households.actions.locks import lock
from referrals.actions.uses import UsesItAlready
from referrals.models import Attendance, ServiceUse


class MarkedAlready(Refused):
    words = "Somebody changed meanwhile whether this is a mistake. Nothing has been changed."


@action
def mark_use(*, use: ServiceUse, why: str, by: User) -> ServiceUse:
    """It was recorded by mistake: kept with its sessions, and no partner sees it any more.

    Raises MarkedAlready, AnothersEntry.
    """
    return _mark(use, mistake=True, why=f"Recorded by mistake: {why}", by=by)


@action
def restore_use(*, use: ServiceUse, why: str, by: User) -> ServiceUse:
    """It was no mistake after all. Raises MarkedAlready, UsesItAlready (recorded anew)."""
    lock(use.household_id)
    if use.ended_on is None:
        same = ServiceUse.objects.standing().filter(
            household=use.household,
            person=use.person_id,
            service=use.service_id,
            service_name__iexact=use.service_name,
            ended_on__isnull=True,
        )
        if other := same.select_related("person").first():
            raise UsesItAlready(other)
    return _mark(use, mistake=False, why=f"No mistake after all: {why}", by=by)


@action
def mark_day(*, attendance: Attendance, seen_version: int, why: str, by: User) -> Attendance:
    """There was no such session, or not on that day. Raises StaleRecord, AnothersEntry."""
    only_its_own(attendance.recorded_by, by)
    lock(attendance.household_id)
    attendance.in_error = True
    attendance.keep(by=by, why=f"Recorded by mistake: {why}", seen_version=seen_version)
    log.wrote(by, "household", attendance.household_id, action="uses.mark_day")
    return attendance


def _mark(use: ServiceUse, *, mistake: bool, why: str, by: User) -> ServiceUse:
    only_its_own(use.recorded_by, by)
    lock(use.household_id)
    held = ServiceUse.objects.select_for_update(of=("self",)).get(pk=use.pk)
    if held.in_error is mistake:
        raise MarkedAlready
    held.in_error = mistake
    held.keep(by=by, why=why)
    action = "uses.mark_use" if mistake else "uses.restore_use"
    log.wrote(by, "household", held.household_id, action=action)
    return held
