"""Who led: accepted on the first day, ended on the last, seeing no more than was agreed to."""

from collections.abc import Callable
from datetime import date
from typing import Any

from familyhubs.imports.checks.support import last_closed
from familyhubs.imports.checks.telling import Content
from familyhubs.imports.standing import hub_record_stretches, was_withdrawn, within
from familyhubs.imports.writing.batch import Batch, begin
from familyhubs.organisations.models import Organisation
from households.categories import Category
from households.models import (
    Household,
    InvolvementReason,
    LeadAssignment,
    LeadState,
    TeamMember,
)
from households.models.team import LEADS

ENDED = "Ended before the record was brought over"
CLOSED = "Support was closed"
WITHDRAWN = "The family withdrew its agreement to share"


def build(
    batch: Batch, household: Household, line: Content, said: Content, involve: Callable[..., None]
) -> None:
    """One organisation's time as lead, and what that let it see."""
    organisation = batch.known.organisation(said["organisation"])
    until, why = _end(line, said)
    seen = None
    if not organisation.is_council:
        stretches = hub_record_stretches(line, said["organisation"])
        seen = within(stretches, said["from"], until)
        stopped = seen.until if seen and until is None else None
        if stopped and stopped <= batch.today and was_withdrawn(line, organisation.name, stopped):
            until, why = stopped, WITHDRAWN
    lead_id = _lead(batch, household, organisation, said, until, why)
    if seen:
        categories = [Category.HUB_RECORD.value]
        reason = InvolvementReason.LEAD
        involve(batch, household, organisation, reason, lead_id, categories, [], seen)


def _end(line: Content, said: Content) -> tuple[date | None, str]:
    if said["until"]:
        return said["until"], ENDED
    closed = last_closed(line)
    return closed, CLOSED if closed else ""


def _lead(
    batch: Batch,
    household: Household,
    organisation: Organisation,
    said: Content,
    until: date | None,
    why: str,
) -> int:
    began = begin(said["from"])
    worker = batch.known.worker(said["organisation"], said["worker"])
    ended: dict[str, Any] = (
        {"ended_at": begin(until), "ended_by_id": batch.by.pk, "end_reason": why} if until else {}
    )
    if said["worker"] and worker is None:
        batch.put(
            TeamMember,
            household_id=household.pk,
            organisation_id=organisation.pk,
            name=said["worker"][:120],
            role=LEADS,
            since=said["from"],
            until=until,
        )
    return batch.put(
        LeadAssignment,
        household_id=household.pk,
        organisation_id=organisation.pk,
        practitioner_id=worker.pk if worker else None,
        state=(LeadState.ENDED if until else LeadState.ACCEPTED).value,
        offered_at=began,
        offered_by_id=batch.by.pk,
        answered_at=began,
        answered_by_id=batch.by.pk,
        **ended,
    )
