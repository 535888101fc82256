"""Approval of a disposal by two people, where the schedule asks for it (S39).

The officer puts a line of the due list forward, and somebody else approves it: another officer or
a hub manager. Either may refuse, with a reason; the line then stays until it is put forward again.
Each counts for the notice it was given to and no other.
"""

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from retention.models import DueLine


class NotOnTheList(Refused):
    words = (
        "This is not on the due list any more, or no notice of it stands. Nothing has been changed."
    )


class NeedsNone(Refused):
    words = "This goes by itself when its notice has run: nobody has to approve it."


class PutForwardAlready(Refused):
    words = "This was put forward already, and waits for somebody else's approval."


class NotPutForward(Refused):
    words = "The officer has to put this forward before somebody else can approve it."


class SamePerson(Refused):
    words = "You put this forward yourself. Somebody else has to approve it."


class ApprovedAlready(Refused):
    words = "This was approved meanwhile."


class NotYours(Refused):
    words = "Your role may not do this."


@action
def put_forward(*, line: DueLine, by: User) -> DueLine:
    """The officer's own approval, the first of two; also after a refusal.

    Raises NotYours, NotOnTheList, NeedsNone, ApprovedAlready, PutForwardAlready.
    """
    if not by.may(Permission.KEEP_EVIDENCE):
        raise NotYours
    current = _held(line)
    if current.put_forward_at and not current.refused_at:
        raise PutForwardAlready
    current.put_forward_at, current.put_forward_by = timezone.now(), by
    current.refused_at, current.refused_by, current.refused_because = None, None, ""
    current.keep(by=by, why="Put forward for approval")
    log.wrote(by, "household", current.household_id, action="approvals.put_forward")
    return current


@action
def approve(*, line: DueLine, by: User) -> DueLine:
    """The second approval: it goes once its notice has run.

    Raises NotYours, NotOnTheList, NeedsNone, ApprovedAlready, NotPutForward, SamePerson.
    """
    if not by.may(Permission.APPROVE_DISPOSAL):
        raise NotYours
    current = _held(line)
    if current.refused_at or not current.put_forward_at:
        raise NotPutForward
    if current.put_forward_by_id == by.pk:
        raise SamePerson
    current.approved_at, current.approved_by = timezone.now(), by
    current.keep(by=by, why="Disposal approved")
    log.wrote(by, "household", current.household_id, action="approvals.approve")
    return current


@action
def refuse(*, line: DueLine, because: str, by: User) -> DueLine:
    """Say no, with the reason; also to what was approved and has not gone yet.

    Raises NotYours, NotOnTheList, NeedsNone.
    """
    if not by.may(Permission.APPROVE_DISPOSAL):
        raise NotYours
    current = _held(line, approved_too=True)
    current.approved_at, current.approved_by = None, None
    current.refused_at, current.refused_by = timezone.now(), by
    current.refused_because = because
    current.keep(by=by, why="Disposal refused")
    log.wrote(by, "household", current.household_id, action="approvals.refuse")
    return current


def _held(line: DueLine, *, approved_too: bool = False) -> DueLine:
    """The line as it stands, its household held against the sweep until the transaction ends."""
    lock(line.household_id, of_shell=True)
    standing = DueLine.objects.standing().filter(pk=line.pk, given_on__isnull=False)
    current = standing.select_for_update().first()
    if current is None:
        raise NotOnTheList
    if not current.needs_approval:
        raise NeedsNone
    if current.approved_at and not approved_too:
        raise ApprovedAlready
    return current
