"""The team around the family: who joins it, as what, and who has left (S58)."""

from datetime import date

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from households.models import Household, LeadAssignment, TeamMember
from households.models.team import LEADS


class InTheTeam(Refused):
    """Nobody is in a team twice at once."""

    words = "They are in the team already. Change their role there instead."


class LeftTheTeam(Refused):
    """Somebody recorded it meanwhile."""

    words = "It is recorded already that they have left the team. Nothing has been changed."


class LeftBeforeJoining(Refused):
    """Nobody leaves a team before they joined it."""

    words = "The date must be on or after the day they joined the team"
    field = "on"


@action
def add(
    *,
    household: Household,
    role: str,
    since: date,
    by: User,
    worker: User | None = None,
    name: str = "",
    organisation: Organisation | None = None,
) -> TeamMember:
    """Somebody joins the team: a `worker` with an account, else a `name` and its `organisation`.

    It lets them see nothing: only an agreement does. Raises InTheTeam.
    """
    lock(household)
    there = TeamMember.objects.filter(household=household, until__isnull=True)
    if worker is not None:
        name, organisation = "", worker.organisation
        same = there.filter(worker=worker)
    else:
        same = there.filter(name__iexact=name, organisation=organisation, worker=None)
    if organisation is None:
        raise ValueError("Somebody without an account is named with their organisation.")
    if same.exists():
        raise InTheTeam
    member = TeamMember(
        household=household,
        organisation=organisation,
        worker=worker,
        name=name,
        role=role,
        since=since,
    )
    member.keep(by=by, why="Joined the team around the family")
    log.wrote(by, "household", household.pk, action="team.add")
    return member


@action
def change(
    *, member: TeamMember, role: str, since: date, seen_version: int, by: User
) -> TeamMember:
    """Change somebody's role, or the day they joined. Raises StaleRecord, LeftTheTeam."""
    _present(member)
    member.role, member.since = role, since
    member.keep(by=by, why="Role in the team changed", seen_version=seen_version)
    log.wrote(by, "household", member.household_id, action="team.change")
    return member


@action
def end(*, member: TeamMember, on: date, seen_version: int, by: User) -> TeamMember:
    """Somebody is in the team no longer, from that day.

    Raises StaleRecord, LeftTheTeam, LeftBeforeJoining.
    """
    _present(member)
    if on < member.since:
        raise LeftBeforeJoining
    member.until = on
    member.keep(by=by, why="Left the team around the family", seen_version=seen_version)
    log.wrote(by, "household", member.household_id, action="team.end")
    return member


@action
def with_lead(*, lead: LeadAssignment, by: User) -> TeamMember | None:
    """The lead practitioner as a member of the team, joined where they had not been yet.

    None where the lead has no practitioner.
    """
    if lead.practitioner is None:
        return None
    there = TeamMember.objects.filter(
        household=lead.household, worker=lead.practitioner, until__isnull=True
    ).first()
    began = lead.answered_at or lead.offered_at
    return there or add(
        household=lead.household,
        worker=lead.practitioner,
        role=LEADS,
        since=timezone.localdate(began),
        by=by,
    )


def _present(member: TeamMember) -> None:
    """Hold the member's row, and see that nobody ended it meanwhile."""
    lock(member.household_id)
    current = TeamMember.objects.select_for_update().get(pk=member.pk)
    if current.until is not None:
        raise LeftTheTeam
