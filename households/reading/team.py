"""The team around the family: the lead first, then everybody else in it (S55, S58)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from familyhubs.organisations.models import Organisation, User
from familyhubs.organisations.rules import ALLOWED, Permission
from familyhubs.records.dates import today
from households.loader import OpenHousehold
from households.models import TeamMember
from households.models.team import LEADS
from households.reading.once import once
from households.reading.support import lead

MOST_FOUND = 20
SHORTEST = 2
LATELY = 60  # days


@dataclass(frozen=True)
class Colleague:
    """One line of the team. `member` is None for a lead who stands in it only as the lead."""

    who: str
    organisation: Organisation
    role: str
    since: date
    until: date | None = None
    leads: bool = False
    member: TeamMember | None = None


@once
def team(case: OpenHousehold) -> list[Colleague]:
    """Who works with the family today: whoever leads first, the others by the day they joined."""
    present = [row for row in _members(case) if row.until is None or row.until > today()]
    leading = lead(case)
    if leading is None or leading.practitioner is None:
        return [_colleague(row) for row in present]
    same = [row for row in present if row.worker_id == leading.practitioner_id]
    first = Colleague(
        who=str(leading.practitioner),
        organisation=leading.organisation,
        role=same[0].role if same else LEADS,
        since=same[0].since
        if same
        else timezone.localdate(leading.answered_at or leading.offered_at),
        leads=True,
        member=same[0] if same else None,
    )
    return [first, *(_colleague(row) for row in present if row not in same)]


def former_team(case: OpenHousehold) -> list[Colleague]:
    """Who was in the team and left, the last to leave first."""
    gone = [row for row in _members(case) if row.until is not None and row.until <= today()]
    return [_colleague(row) for row in sorted(gone, key=lambda row: row.until or today())][::-1]


def lately_left(case: OpenHousehold) -> list[Colleague]:
    """Former members who may have come to a meeting that is written up only now."""
    since = today() - timedelta(days=LATELY)
    return [one for one in former_team(case) if one.until is not None and one.until > since]


def team_member(case: OpenHousehold, member_id: int) -> TeamMember | None:
    """One member of this household's team."""
    return next((row for row in _members(case) if row.pk == member_id), None)


def workers_called(text: str) -> QuerySet[User]:
    """Workers whose name or email holds this text, of organisations that take part today.

    One more than is shown, so that the page can say that there are more. Whoever never works
    with families is not among them.
    """
    roles = [role for role, allowed in ALLOWED.items() if Permission.RECORD_CONTACT in allowed]
    if len(text) < SHORTEST:
        return User.objects.none()
    return (
        User.objects.filter(
            Q(name__icontains=text) | Q(email__icontains=text),
            organisation__in=Organisation.objects.taking_part(today()),
            is_active=True,
            role__in=roles,
        )
        .select_related("organisation")
        .order_by("name", "pk")[: MOST_FOUND + 1]
    )


def workers(pks: Sequence[int]) -> QuerySet[User]:
    """These workers, for a form to choose among."""
    return User.objects.filter(pk__in=pks).select_related("organisation")


@once
def _members(case: OpenHousehold) -> list[TeamMember]:
    rows = TeamMember.objects.visible_to(case.user).filter(household=case.household)
    return list(rows.select_related("organisation", "worker"))


def _colleague(row: TeamMember) -> Colleague:
    return Colleague(
        who=row.who,
        organisation=row.organisation,
        role=row.role,
        since=row.since,
        until=row.until,
        member=row,
    )
