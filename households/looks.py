"""Who reached a household's record, in words: for those who answer for it, and for the family."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from familyhubs.audit import log
from familyhubs.audit.models import AccessEvent
from familyhubs.organisations.models import Organisation, User
from households.loader import OpenHousehold, records_of
from households.models import Involvement

COUNCIL = "council"


@dataclass(frozen=True)
class Look:
    """One access event in words."""

    at: datetime
    who: str
    what: str
    why: str


def events_of(case: OpenHousehold) -> QuerySet[AccessEvent]:
    """Who reached it, newest first, and whichever records of the same family were merged into
    it: whoever looked there looked at this family."""
    return log.events_about("household", *records_of(case.household))


def in_words(case: OpenHousehold, events: Iterable[AccessEvent]) -> list[Look]:
    """Access events with the names of users and the reasons they stood on.

    One question each for the users, their organisations and the involvements of all of them.
    """
    rows = list(events)
    users = _by_key(User.objects.filter(pk__in=_numbers(row.user_id for row in rows)))
    # Whom they worked for then, which is not always whom they work for now.
    employers = _by_key(
        Organisation.objects.filter(pk__in=_numbers(row.organisation_id for row in rows))
    )
    named = (_involvement_of(basis) for row in rows for basis in row.basis.split())
    involvements = _by_key(
        Involvement.objects.visible_to(case.user).filter(
            household=case.household, pk__in=_numbers(named)
        )
    )
    return [
        Look(
            at=row.at,
            who=_who(users.get(row.user_id), employers.get(row.organisation_id)),
            what=f"{row.get_event_display()}: {_page(row.action)}",
            why="; ".join(_why(basis, involvements) for basis in row.basis.split()),
        )
        for row in rows
    ]


def _why(basis: str, involvements: Mapping[str, Involvement]) -> str:
    """What an event stood on: "council", or a reason and the involvement's id."""
    if basis == COUNCIL:
        return "Works for the council"
    row = involvements.get(_involvement_of(basis))
    if row is None:
        return basis.partition(":")[0].capitalize()
    if row.ends_at:
        ended = timezone.localtime(row.ends_at)
        return f"{row.get_reason_display()}, until {ended:%H:%M on %-d %B %Y}"
    until = f" until {row.last_day:%-d %B %Y}" if row.last_day else ""
    return f"{row.get_reason_display()}, from {row.since:%-d %B %Y}{until}"


def _involvement_of(basis: str) -> str:
    return basis.partition(":")[2]


def _who(user: Any, employer: Any) -> str:
    if user is None:
        return "The system"
    return f"{user}, {employer}" if employer else str(user)


def _numbers(keys: Iterable[str]) -> set[int]:
    return {int(key) for key in keys if key.isdecimal()}


def _by_key(rows: Iterable[Any]) -> dict[str, Any]:
    return {str(row.pk): row for row in rows}


def _page(action: str) -> str:
    """A page's or an action's own name, in words: consent:sharing is "consent: sharing"."""
    words = action.removeprefix("households:").replace(":", ": ").replace(".", ": ")
    return words.replace("_", " ").replace("-", " ")
