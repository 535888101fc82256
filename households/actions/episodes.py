"""Opening and closing support: what starts and stops the retention clock (reading 2)."""

from datetime import date

from django.db import transaction

from familyhubs.audit import log
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions import leads
from households.actions.locks import lock
from households.models import Episode, Household


class SupportIsOpen(Refused):
    """There is an open episode already."""

    words = "Support is open already. Close it before you open it again."


class ClosedBeforeOpened(Refused):
    """Support cannot end before it began."""

    words = "The date support closed must be on or after the date it was opened"
    field = "on"


class AlreadyClosed(Refused):
    """Somebody closed it meanwhile."""

    words = "Support was closed meanwhile. Nothing has been changed."


@transaction.atomic
def open_support(*, household: Household, on: date, reason: str, by: User) -> Episode:
    """A new episode of support; opened again after a closure, it stops the clock.

    Raises SupportIsOpen where an episode is open already.
    """
    lock(household)
    if Episode.objects.filter(household=household, closed_on__isnull=True).exists():
        raise SupportIsOpen
    episode = Episode(household=household, opened_on=on, reason=reason)
    episode.keep(by=by, why="Support opened")
    log.wrote(by, "household", household.pk, action="episodes.open_support")
    return episode


@transaction.atomic
def close_support(
    *, episode: Episode, on: date, reason: str, by: User, seen_version: int | None = None
) -> Episode:
    """Close an episode: the retention clock starts on that day, and nobody leads any more.

    Raises StaleRecord, AlreadyClosed, ClosedBeforeOpened.
    """
    current = Episode.objects.select_for_update().get(pk=episode.pk)
    if current.closed_on is not None:
        raise AlreadyClosed
    if on < current.opened_on:
        raise ClosedBeforeOpened
    episode.closed_on = on
    episode.closing_reason = reason
    episode.keep(by=by, why="Support closed", seen_version=seen_version)
    leads.end_all(household=episode.household, why="Support was closed", by=by)
    log.wrote(by, "household", episode.household_id, action="episodes.close_support")
    return episode
