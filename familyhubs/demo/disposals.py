"""The due list as some weeks of nights would have left it: a notice that is over and one that runs,
a record that waits for approval by two people, and one that is held."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from familyhubs.demo.partnership import Partnership
from familyhubs.organisations.models import Role, User
from familyhubs.records.dates import today
from households.actions import people, protections
from households.models import Episode, Household, Person, ProtectionKind
from households.models.protection import Confirmation
from retention import due_list, due_soon
from retention.actions import approvals, due_lines, holds
from retention.models import DueLine
from retention.models.due_line import NOTICE

OVER = timedelta(days=6 * 366)
SEVENTY_SIX = timedelta(days=76 * 366)


def make_notices(partnership: Partnership) -> None:
    """Of every other family that is due notice was given 30 days ago; of the rest, 12 days ago."""
    officer = User.objects.get(role=Role.DPO)
    for household in _long_closed()[:2]:
        _a_grandmother(household, partnership)
    then = today() - NOTICE
    due = sorted(set().union(*due_soon.batches(then + due_lines.LISTED)))
    due_lines.bring_up_to_date(households=due[::2], as_of=then)
    for days in (12, 0):
        due_list.bring_up_to_date(today() - timedelta(days=days))
    waiting = DueLine.objects.waiting_for_approval().order_by("pk")
    if line := waiting.first():
        approvals.put_forward(line=line, by=officer)
    others = DueLine.objects.going(today(), today() + NOTICE)
    others = others.exclude(household__in=waiting.values("household")).order_by("-pk")
    if line := others.first():
        holds.place(
            household=line.household,
            reason="complaint",
            note="Complaint 26/117",
            review_on=today() + timedelta(days=60),
            by=officer,
        )


def _long_closed() -> list[Household]:
    """Families whose service record is due."""
    episodes = Episode.objects.filter(household=OuterRef("pk"))
    since = episodes.filter(closed_on__isnull=True) | episodes.filter(closed_on__gt=today() - OVER)
    return list(Household.objects.filter(Exists(episodes), ~Exists(since)).order_by("pk"))


def _a_grandmother(household: Household, partnership: Partnership) -> None:
    """She was in care as a child: her own record was kept until she was 75 (S39)."""
    family = Person.objects.living_in(household).order_by("pk")[0]
    grandmother = people.add(
        household=household,
        given_name="Doreen",
        family_name=family.family_name,
        date_of_birth=today() - SEVENTY_SIX,
        by=partnership.manager,
    )
    status = people.protect(
        person=grandmother,
        household=household,
        kind=ProtectionKind.LOOKED_AFTER,
        since=today() - SEVENTY_SIX + timedelta(days=9 * 366),
        by=partnership.manager,
    )
    protections.confirm(
        protection=status,
        confirmed_from=Confirmation.PAPERS,
        household=household,
        by=partnership.manager,
    )
