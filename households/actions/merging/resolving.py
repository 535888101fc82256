"""Two rows of which only one can stand: both households had support open, an address, a lead.

Each answer is a list of changes, in order, that let the row of the record merged away move beside
the other's or take its place; an empty one leaves it where it is.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Model
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.models import (
    Address,
    DetailState,
    Episode,
    HouseholdGrant,
    HouseholdUserGrant,
    Identifier,
    Involvement,
    InvolvementReason,
    LeadAssignment,
    LeadState,
    Membership,
    PersonGrant,
    SensitiveDetail,
)

Changes = list[tuple[Model, dict[str, Any]]]
WHY = "The records of this household were merged"
ASIDE = "aside"  # the kind of a number or detail while two change places


def resolved(row: Model, column: str, new: Any, by: User, take: Collection[str]) -> Changes:
    """How a row may point to `new`, which has its like, in that column.

    Args: `take`, the names of what comes from the record that is merged away (`name_of`).
    """
    moved = {column: new.pk}
    changes: Changes = []
    match row:
        case Episode():
            closed = {"closed_on": max(today(), row.opened_on), "closing_reason": WHY}
            changes = [(row, closed | moved)]
        case Address():
            changes = _address(row, new, moved)
        case LeadAssignment():
            changes = _lead(row, by, moved)
        case HouseholdUserGrant():
            changes = _named(row, new)
        case Membership():
            changes = _second_place(row)
        case Identifier() | SensitiveDetail():
            changes = _one_of_a_kind(row, new, take)
    return changes


def name_of(row: Identifier | SensitiveDetail) -> str:
    """What a number or a sensitive detail is called where somebody chooses."""
    return f"{row._meta.model_name}_{row.kind}"


def is_filled(row: Identifier | SensitiveDetail) -> bool:
    """Whether it says anything: a number was not removed, a detail was asked."""
    if isinstance(row, Identifier):
        return bool(row.lookup)
    return row.state != DetailState.NOT_ASKED


def same_home(one: Address, other: Address) -> bool:
    """Whether two addresses are spelt alike but for blanks, marks and capitals."""
    return _spelt(one) == _spelt(other)


def _address(row: Address, new: Any, moved: dict[str, Any]) -> Changes:
    """The same address twice is one; another is where they lived before."""
    current = Address.objects.filter(household=new, until__isnull=True).first()
    if current and same_home(current, row):
        return []
    return [(row, {"until": max(today(), row.since or today())} | moved)]


def _named(row: HouseholdUserGrant, new: Any) -> Changes:
    """Somebody named for both is named for as long as either says: nobody else might be."""
    same = HouseholdUserGrant.objects.filter(user=row.user_id, permission=row.permission_id)
    kept = same.get(content_object=new)
    ends = [end for end in (kept.valid_until, row.valid_until) if end is not None]
    until = max(ends) if len(ends) == 2 else None
    since = min(kept.valid_from, row.valid_from)
    return [(kept, {"valid_from": since, "valid_until": until})]


def _second_place(row: Membership) -> Changes:
    """Who lived in both, or twice in one, lives there once. The other place ends where it is: it
    must not show them to those who may not open the household that is kept, nor go on sharing the
    household by a name that the family has taken back."""
    return [(row, {"left_on": max(today(), row.joined_on or today())})]


def _one_of_a_kind(row: Identifier | SensitiveDetail, new: Any, take: Collection[str]) -> Changes:
    """What is empty yields to what is not; of two that are filled the chosen one stands."""
    kept = type(row)._base_manager.get(person=new, kind=row.kind)
    if not is_filled(row) or (is_filled(kept) and name_of(row) not in take):
        return []
    return [
        (kept, {"kind": ASIDE}),
        (row, {"person_id": new.pk}),
        (kept, {"person_id": row.person_id}),
        (kept, {"kind": row.kind}),
    ]


def _spelt(address: Address) -> tuple[bool, str]:
    written = f"{address.lines} {address.postcode}".lower()
    return address.no_fixed_abode, "".join(filter(str.isalnum, written))


def _lead(row: LeadAssignment, by: User, moved: dict[str, Any]) -> Changes:
    """Who led the household that is kept goes on leading; the other lead ends, with its sight."""
    accepted = row.state == LeadState.ACCEPTED
    state = LeadState.ENDED if accepted else LeadState.WITHDRAWN
    ended = {"ended_at": timezone.now(), "ended_by_id": by.pk, "end_reason": WHY}
    changes: Changes = [(row, {"state": str(state), **ended, **moved})]
    for involvement in Involvement.objects.filter(reason=InvolvementReason.LEAD, source_id=row.pk):
        if involvement.until is not None and involvement.until <= today():
            continue
        until = max(today(), involvement.since)
        changes.append((involvement, {"until": until}))
        for grants in (HouseholdGrant, PersonGrant):
            rows = grants.objects.filter(involvement=involvement)
            changes += [(grant, {"valid_until": until}) for grant in rows]
    return changes
