"""Who leads a family's support: offered, accepted or declined, handed over, ended (S55)."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.refusals import Refused
from households.actions import involvement
from households.actions.locks import lock
from households.categories import Category
from households.models import (
    Household,
    Involvement,
    InvolvementReason,
    LeadAssignment,
    LeadState,
)


class LeadIsOffered(Refused):
    """Another organisation has been asked already and has not answered."""

    words = (
        "An organisation has been asked to lead and has not answered yet. "
        "Wait for its answer, or take the offer back first."
    )


class AlreadyAnswered(Refused):
    """The offer was accepted, declined or withdrawn meanwhile."""

    words = "This offer was answered or taken back meanwhile. Nothing has been changed."


class NotInvolved(Refused):
    """A partner that may see nothing of the household cannot be asked to lead it (S60)."""

    words = (
        "The family has not agreed that this organisation may see who leads and how the goals "
        "go. Record their agreement to share first, then ask it to lead."
    )
    field = "organisation"


class NotTheirs(Refused):
    """Only the organisation that was asked answers."""

    words = "Only the organisation that was asked can answer. Nothing has been changed."


class NotTheirWorker(Refused):
    """The lead practitioner works for the lead partner."""

    words = "Choose somebody who works for the organisation that leads"
    field = "practitioner"


@action
def offer(
    *,
    household: Household,
    organisation: Organisation,
    by: User,
    practitioner: User | None = None,
    reason: str = "",
) -> LeadAssignment:
    """Ask an organisation to lead. The present lead stays until the answer is yes.

    Raises LeadIsOffered while another offer waits, NotInvolved where the family has not agreed
    that the organisation may see who leads and how the goals go.
    """
    lock(household)
    if household.lead_assignments.filter(state=LeadState.OFFERED).exists():
        raise LeadIsOffered
    if not may_lead(household, organisation):
        raise NotInvolved
    if practitioner is not None and practitioner.organisation_id != organisation.pk:
        raise NotTheirWorker
    assignment = LeadAssignment(
        household=household,
        organisation=organisation,
        practitioner=practitioner,
        reason=reason,
        offered_at=timezone.now(),
        offered_by=by,
    )
    assignment.keep(by=by, why=reason or "Asked to lead")
    log.wrote(by, "household", household.pk, action="leads.offer")
    return assignment


@action
def accept(*, assignment: LeadAssignment, practitioner: User, by: User) -> LeadAssignment:
    """The organisation takes the lead, in the person of its lead practitioner.

    Whoever led until now is handed over from: that assignment ends and stays on the record.
    Raises AlreadyAnswered, NotTheirWorker, and NotInvolved where what the family agreed to has
    run out since the offer.
    """
    waiting = _waiting(assignment)
    if not may_lead(waiting.household, waiting.organisation):
        raise NotInvolved
    if by.organisation_id != waiting.organisation_id:
        raise NotTheirs
    if practitioner.organisation_id != waiting.organisation_id:
        raise NotTheirWorker
    now = timezone.now()
    before = waiting.household.lead_assignments.filter(state=LeadState.ACCEPTED).first()
    if before:
        _finish(before, by=by, why=f"Handed over to {waiting.organisation}")
    waiting.practitioner = practitioner
    waiting.state = LeadState.ACCEPTED
    waiting.answered_at, waiting.answered_by = now, by
    waiting.keep(by=by, why="Accepted the lead")
    if not waiting.organisation.is_council:
        involvement.begin(
            household=waiting.household,
            organisation=waiting.organisation,
            reason=InvolvementReason.LEAD,
            source_id=waiting.pk,
            categories=[Category.HUB_RECORD],
            people=[],
            by=by,
            until=_agreed_until(waiting.household, waiting.organisation),
        )
    log.wrote(by, "household", waiting.household_id, action="leads.accept")
    return waiting


@action
def decline(*, assignment: LeadAssignment, reason: str, by: User) -> LeadAssignment:
    """The organisation says no, and why. Raises AlreadyAnswered, NotTheirs."""
    waiting = _waiting(assignment)
    if by.organisation_id != waiting.organisation_id:
        raise NotTheirs
    waiting.state = LeadState.DECLINED
    waiting.answer_reason = reason
    waiting.answered_at, waiting.answered_by = timezone.now(), by
    waiting.keep(by=by, why=f"Declined: {reason}")
    log.wrote(by, "household", waiting.household_id, action="leads.decline")
    return waiting


@action
def withdraw_offer(*, assignment: LeadAssignment, why: str, by: User) -> LeadAssignment:
    """The hub takes an unanswered offer back. Raises AlreadyAnswered."""
    waiting = _waiting(assignment)
    waiting.state = LeadState.WITHDRAWN
    waiting.ended_at, waiting.ended_by, waiting.end_reason = timezone.now(), by, why
    waiting.keep(by=by, why=why)
    log.wrote(by, "household", waiting.household_id, action="leads.withdraw_offer")
    return waiting


@action
def end_for(
    *, household: Household, organisation: Organisation, why: str, by: User
) -> list[LeadAssignment]:
    """An organisation leads this household no more, nor is asked to.

    The household then stands among those without a lead.
    """
    lock(household)
    rows = household.lead_assignments.filter(organisation=organisation)
    return _end_each(rows, why=why, by=by)


@action
def end_all(*, household: Household, why: str, by: User) -> list[LeadAssignment]:
    """Nobody leads this household any more, nor is asked to: its support has ended."""
    lock(household)
    return _end_each(household.lead_assignments.all(), why=why, by=by)


@action
def follow_agreement(*, household: Household, organisation: Organisation, by: User) -> None:
    """Let a lead's involvement hold as long as the family's agreement with it now does.

    What has lapsed stays so: an agreement that leaves out the hub record gives no lead back.
    """
    lock(household)
    if not may_lead(household, organisation):
        return
    until = _agreed_until(household, organisation)
    for assignment in household.lead_assignments.filter(
        organisation=organisation, state=LeadState.ACCEPTED
    ):
        involvement.extend(
            reason=InvolvementReason.LEAD, source_id=assignment.pk, until=until, by=by
        )


@action
def keep_to_agreement(
    *, household: Household, organisation: Organisation, why: str, by: User
) -> None:
    """After what an organisation stood on has ended or shrunk: its lead holds no longer than what
    is left, and ends where nothing of it lets it lead."""
    if may_lead(household, organisation):
        follow_agreement(household=household, organisation=organisation, by=by)
    else:
        end_for(household=household, organisation=organisation, why=why, by=by)


def may_lead(household: Household, organisation: Organisation) -> bool:
    """The council may; a partner may when the family agreed that it sees the hub record. What is
    disclosed without agreement lets nobody lead."""
    if organisation.is_council:
        return True
    return _agreed(household, organisation).exists()


def _agreed(household: Household, organisation: Organisation) -> QuerySet[Involvement]:
    return household.involvements.live().filter(
        organisation=organisation,
        reason=InvolvementReason.AGREEMENT,
        categories__contains=[Category.HUB_RECORD],
    )


def _agreed_until(household: Household, organisation: Organisation) -> date | None:
    """The lead sees the hub record no longer than the family agreed to (S60)."""
    ends = list(_agreed(household, organisation).values_list("until", flat=True))
    return None if None in ends or not ends else max(end for end in ends if end)


def _end_each(rows: QuerySet[LeadAssignment], *, why: str, by: User) -> list[LeadAssignment]:
    present = [LeadState.ACCEPTED, LeadState.OFFERED]
    ended = list(rows.select_for_update().filter(state__in=present))
    for assignment in ended:
        if assignment.state == LeadState.ACCEPTED:
            _finish(assignment, by=by, why=why)
        else:
            withdraw_offer(assignment=assignment, why=why, by=by)
    return ended


def _finish(assignment: LeadAssignment, *, by: User, why: str) -> None:
    assignment.state = LeadState.ENDED
    assignment.ended_at, assignment.ended_by, assignment.end_reason = timezone.now(), by, why
    assignment.keep(by=by, why=why)
    involvement.end(reason=InvolvementReason.LEAD, source_id=assignment.pk, by=by, why=why)
    log.wrote(by, "household", assignment.household_id, action="leads.end")


def _waiting(assignment: LeadAssignment) -> LeadAssignment:
    lock(assignment.household)
    current = LeadAssignment.objects.select_for_update().get(pk=assignment.pk)
    if current.state != LeadState.OFFERED:
        raise AlreadyAnswered
    return current
