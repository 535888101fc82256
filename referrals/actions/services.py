"""Putting support into the directory, and taking it out."""

from typing import Any

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from referrals.models import Service


class AlreadyClosed(Refused):
    words = "This service is closed already."


@action
def add(*, by: User | None, **fields: Any) -> Service:
    """A new entry of the directory.

    Raises ValidationError, by field, where the fields do not make one.
    """
    service = Service(**fields)
    if service.places_left is not None and service.places_left_on is None:
        service.places_left_on = today()
    service.full_clean()
    keep(service=service, by=by, why="Added to the directory")
    return service


@action
def close(*, service: Service, why: str, by: User | None) -> None:
    """Take a service out of the directory, with the reason. Raises AlreadyClosed."""
    if not service.is_open:
        raise AlreadyClosed
    service.is_open = False
    keep(service=service, by=by, why=why)


@action
def keep(*, service: Service, by: User | None, why: str) -> None:
    """Save an entry that was checked, with who and why in its history."""
    service._history_user = by
    service._change_reason = why
    service.save()
    log.wrote(by, "service", service.pk, action="services.keep")
