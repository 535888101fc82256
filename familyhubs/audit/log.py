"""Writing to the access log, and reading it for those who may.

`opened` is called by the loaders, `wrote` by every action, `searched` by every search, `exported`
by what prints or writes a file, `denied` where a page was refused, `asked` where the public asks.
Nothing else writes here, and no feature reads it to work.

Events about a family stand under an alias (familyhubs/audit/aliases.py); every function here takes
the record's own id.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db.models import QuerySet

from familyhubs.audit import aliases
from familyhubs.audit.models import AccessEvent, Event


class Actor(Protocol):
    pk: Any
    organisation_id: Any


def opened(
    by: Actor, subject: str, subject_id: Any, *, action: str, basis: str, found: bool = False
) -> None:
    """Somebody opened one record: `action` is the page, `basis` why they may, `found` whether they
    came to it from a search."""
    event = Event.FOUND if found else Event.OPENED
    _add(event, by, subject, subject_id, action=action, basis=basis)


def exported(by: Actor, subject: str, subject_id: Any, *, action: str, basis: str) -> None:
    """Somebody took a copy away, on paper or as a file: beside the event that opened it."""
    _add(Event.EXPORTED, by, subject, subject_id, action=action, basis=basis)


def signed_in(by: Actor) -> None:
    """Somebody signed in."""
    _add(Event.SIGNED_IN, by, "", "", action="sign-in")


def searched(by: Actor, *, action: str) -> None:
    """Somebody searched: one event, whatever was found. The words searched for are not kept."""
    _add(Event.SEARCHED, by, "", "", action=action)


def revealed(by: Actor, subject: str, subject_id: Any, *, action: str, basis: str) -> None:
    """Somebody was shown what every page keeps hidden: a number, an address. Their reason is kept
    with the household's record, never here."""
    _add(Event.REVEALED, by, subject, subject_id, action=action, basis=basis)


def denied(by: Actor, subject: str, subject_id: Any, *, action: str) -> None:
    """Somebody asked for what is not theirs to see or do, and was refused."""
    _add(Event.DENIED, by, subject, subject_id, action=action)


def wrote(by: Actor | None, subject: str, subject_id: Any, *, action: str) -> None:
    """An action changed something of one record; `action` is "module.verb"."""
    _add(Event.CHANGED, by, subject, subject_id, action=action)


def imported(by: Actor | None, subject: str, subject_ids: Iterable[Any], *, action: str) -> None:
    """These records came from another system: one event each, written together."""
    AccessEvent.objects.bulk_create(
        AccessEvent(
            event=Event.CHANGED,
            user_id=str(by.pk) if by else "",
            organisation_id=str(by.organisation_id or "") if by else "",
            subject=subject,
            subject_id=aliases.of(subject, pk),
            action=action,
        )
        for pk in subject_ids
    )


def disposed(subject: str, *, action: str, basis: str) -> None:
    """The nightly sweep disposed of records of this kind: one event for all of a transaction.

    It names none of them. Their certificates say when, too: an event under an alias at the same
    moment would tell whoever holds a reference which alias was that family's.
    """
    _add(Event.DISPOSED, None, subject, "", action=action, basis=basis)


def forget(subject: str, ids: Iterable[Any]) -> None:
    """These records go: from now on nothing leads from their events to them. The events stay.

    In the transaction that deletes the records, with the worker's rights.
    """
    aliases.forget(subject, ids)


def asked(subject: str, subject_id: Any, *, action: str) -> None:
    """Somebody asked for what anybody may have, such as the retention schedule (S42): which one,
    and nothing of who asked."""
    _add(Event.ASKED, None, subject, subject_id, action=action)


def forgetting(subject: str, ids: str) -> str:
    """The same as a part of the statement that deletes them; `ids` is a query for them, as text."""
    return aliases.forgetting(subject, ids)


def events_about(subject: str, *ids: Any) -> QuerySet[AccessEvent]:
    """Who reached these records of one kind, newest first."""
    rows = AccessEvent.objects.filter(subject=subject)
    return rows.filter(subject_id__in=aliases.known(subject, ids)).order_by("-at")


def _add(
    event: Event, by: Actor | None, subject: str, subject_id: Any, *, action: str, basis: str = ""
) -> None:
    AccessEvent.objects.create(
        event=event,
        user_id=str(by.pk) if by else "",
        organisation_id=str(by.organisation_id or "") if by else "",
        subject=subject,
        subject_id=aliases.of(subject, subject_id),
        action=action,
        basis=basis[:200],
    )
