"""Opening and closing support: what starts and stops the retention clock (reading 2)."""

from datetime import date

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.module_loading import import_string

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions import leads
from households.actions.locks import lock
from households.models import Attainment, Episode, GoalStep, Household, Score


class SupportIsOpen(Refused):
    """There is an open episode already."""

    words = "Support is open already. Close it before you open it again."


class OpenedBeforeClosing(Refused):
    """Support is opened again after it was closed, not before."""

    words = "The date support opened must be on or after the day it was last closed"
    field = "on"


class ClosedBeforeOpened(Refused):
    """Support cannot end before it began."""

    words = "The date support closed must be on or after the date it was opened"
    field = "on"


class ClosedBeforeTheRecord(Refused):
    """Something of the support happened after the day it is said to have ended."""

    words = "The date support closed must be on or after everything recorded of it"
    field = "on"


class AlreadyClosed(Refused):
    """Somebody closed it meanwhile."""

    words = "Support was closed meanwhile. Nothing has been changed."


@action
def open_support(*, household: Household, on: date, reason: str, by: User) -> Episode:
    """A new episode of support; opened again after a closure, it stops the clock.

    Raises SupportIsOpen where an episode is open already, OpenedBeforeClosing.
    """
    lock(household, of_shell=True)
    earlier = Episode.objects.filter(household=household)
    if earlier.filter(closed_on__isnull=True).exists():
        raise SupportIsOpen
    last = earlier.aggregate(last=Max("closed_on"))["last"]
    if last and on < last:
        raise OpenedBeforeClosing(
            f"Support was last closed on {last:%-d %B %Y}. "
            "The date it opened again must be on or after it"
        )
    episode = Episode(household=household, opened_on=on, reason=reason)
    episode.keep(by=by, why="Support opened")
    log.wrote(by, "household", household.pk, action="episodes.open_support")
    return episode


@action
def close_support(
    *, episode: Episode, on: date, reason: str, by: User, seen_version: int | None = None
) -> Episode:
    """Close an episode: the retention clock starts on that day, and nobody leads any more.

    Raises StaleRecord, AlreadyClosed, ClosedBeforeOpened, ClosedBeforeTheRecord.
    """
    lock(episode.household_id)
    current = Episode.objects.select_for_update().get(pk=episode.pk)
    if current.closed_on is not None:
        raise AlreadyClosed
    if on < current.opened_on:
        raise ClosedBeforeOpened
    last, what = _last_of_the_record(episode.household)
    if last and on < last:
        raise ClosedBeforeTheRecord(
            f"{what} on {last:%-d %B %Y}. The date support closed must be on or after it"
        )
    episode.closed_on = on
    episode.closing_reason = reason
    episode.keep(by=by, why="Support closed", seen_version=seen_version)
    leads.end_all(household=episode.household, why="Support was closed", by=by)
    log.wrote(by, "household", episode.household_id, action="episodes.close_support")
    return episode


def _last_of_the_record(household: Household) -> tuple[date | None, str]:
    """The newest day on which something of the support happened, and what it was.

    What is kept how long is counted from the closing: a day before these would dispose of them
    too early.
    """
    goals = household.goals.aggregate(set=Max("set_on"), closed=Max("closed_on"))
    scored = Score.objects.filter(goal__household=household).aggregate(last=Max("on"))["last"]
    offered = household.lead_assignments.aggregate(last=Max("offered_at"))["last"]
    attained = Attainment.objects.filter(goal__household=household).aggregate(last=Max("on"))
    stepped = GoalStep.objects.filter(goal__household=household).aggregate(last=Max("done_on"))
    reviewed = household.reviews.aggregate(last=Max("held_on"))
    met = household.contacts.filter(in_error=False, on__lte=today()).aggregate(last=Max("on"))
    moved_in = household.memberships.aggregate(last=Max("joined_on"))["last"]
    days = [
        (goals["set"], "A goal was agreed"),
        (goals["closed"], "A goal was closed"),
        (scored, "A score was recorded"),
        (attained["last"], "A goal's level was recorded"),
        (stepped["last"], "A step was done"),
        (reviewed["last"], "A review was held"),
        (timezone.localdate(offered) if offered else None, "An organisation was asked to lead"),
        (met["last"], "Something was recorded on the timeline"),
        (moved_in, "Somebody moved in"),
    ]
    for path in settings.LAST_OF_SUPPORT:
        days += import_string(path)(household)
    return max(days, key=lambda row: row[0] or date.min)
