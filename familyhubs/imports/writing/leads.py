"""Who led: accepted on the first day, ended on the last, seeing no more than was agreed to."""

from collections.abc import Callable
from datetime import date
from typing import Any

from familyhubs.imports.checks.support import last_closed
from familyhubs.imports.checks.telling import Content
from familyhubs.imports.standing import Stretch, hub_record_stretches, was_withdrawn, within
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
        if until is None and seen and seen.until and seen.until <= batch.today:
            if was_withdrawn(line, said["organisation"], seen.until):
                until, why = seen.until, WITHDRAWN
    lead = _lead(batch, household, organisation, said, until, why)
    if seen:
        categories = [Category.HUB_RECORD.value]
        reason = InvolvementReason.LEAD
        involve(batch, household, organisation, reason, lead.pk, categories, [], seen)


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
) -> LeadAssignment:
    began = begin(said["from"])
    worker = batch.known.worker(said["organisation"], said["worker"])
    ended: dict[str, Any] = (
        {"ended_at": begin(until), "ended_by": batch.by, "end_reason": why} if until else {}
    )
    if said["worker"] and worker is None:
        batch.add(
            TeamMember,
            household=household,
            organisation=organisation,
            name=said["worker"][:120],
            role=LEADS,
            since=said["from"],
            until=until,
        )
    return batch.add(
        LeadAssignment,
        household=household,
        organisation=organisation,
        practitioner=worker,
        state=(LeadState.ENDED if until else LeadState.ACCEPTED).value,
        offered_at=began,
        offered_by=batch.by,
        answered_at=began,
        answered_by=batch.by,
        **ended,
    )


__all__ = ["Stretch", "build"]
