"""Opening and closing support: what starts and stops the retention clock (reading 2)."""

from datetime import date

from django.db import transaction

from familyhubs.audit import log
from familyhubs.organisations.models import User
from households.models import Episode, Household


class SupportIsOpen(ValueError):
    """There is an open episode already."""


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
    """Close an episode: the retention clock starts on that day. Raises StaleRecord."""
    episode.closed_on = on
    episode.closing_reason = reason
    episode.keep(by=by, why="Support closed", seen_version=seen_version)
    log.wrote(by, "household", episode.household_id, action="episodes.close_support")
    return episode


def lock(household: Household) -> None:
    """Hold the household's row until the transaction ends, so that two pages take turns."""
    Household.objects.select_for_update().only("pk").get(pk=household.pk)
