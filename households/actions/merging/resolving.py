"""Two rows of which only one can stand: both households had support open, an address, a lead.

Each answer is a list of changes that let the row of the record merged away move beside the other's
as a thing of the past; None leaves it where it is.
"""

from typing import Any

from django.db.models import Model
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.models import (
    Address,
    Episode,
    HouseholdGrant,
    Involvement,
    InvolvementReason,
    LeadAssignment,
    LeadState,
    PersonGrant,
)

Changes = list[tuple[Model, dict[str, Any]]]
WHY = "The records of this household were merged"


def resolved(row: Model, new: Any, by: User) -> Changes | None:
    """How a row may move to `new`, which has its like."""
    match row:
        case Episode():
            return [(row, {"closed_on": max(today(), row.opened_on), "closing_reason": WHY})]
        case Address():
            return _address(row, new)
        case LeadAssignment():
            return _lead(row, by)
        case _:
            return None


def _address(row: Address, new: Any) -> Changes | None:
    """The same address twice is one; another is where they lived before."""
    current = Address.objects.filter(household=new, until__isnull=True).first()
    if current and _spelt(current) == _spelt(row):
        return None
    return [(row, {"until": max(today(), row.since or today())})]


def _spelt(address: Address) -> tuple[bool, str]:
    written = f"{address.lines} {address.postcode}".lower()
    return address.no_fixed_abode, "".join(filter(str.isalnum, written))


def _lead(row: LeadAssignment, by: User) -> Changes:
    """Who led the household that is kept goes on leading; the other lead ends, with its sight."""
    accepted = row.state == LeadState.ACCEPTED
    state = LeadState.ENDED if accepted else LeadState.WITHDRAWN
    ended = {"ended_at": timezone.now(), "ended_by_id": by.pk, "end_reason": WHY}
    changes: Changes = [(row, {"state": str(state), **ended})]
    for involvement in Involvement.objects.filter(reason=InvolvementReason.LEAD, source_id=row.pk):
        if involvement.until is not None and involvement.until <= today():
            continue
        until = max(today(), involvement.since)
        changes.append((involvement, {"until": until}))
        for grants in (HouseholdGrant, PersonGrant):
            rows = grants.objects.filter(involvement=involvement)
            changes += [(grant, {"valid_until": until}) for grant in rows]
    return changes
