"""How long requests and referrals have waited, by state: what a manager looks at (S3, S63).

Only what is open is counted, of what this user may see. A request waits since it was made; a
referral is as old as its state, so that one that stands still shows.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.reading.paged import PAGED, numbers_of
from referrals.models import Referral, SupportRequest
from referrals.models.request import OPEN_STATES
from referrals.states import OPEN


@dataclass(frozen=True)
class Age:
    """So many whole days, by the calendar; no `most` where there is no end."""

    key: str
    words: str
    least: int
    most: int | None

    def within(self, since: str) -> Q:
        """What has this age, where `since` is the field it counts from."""
        found = Q() if self.most is None else Q(**{f"{since}__gte": _begins(self.most)})
        return found & Q(**{f"{since}__lt": _begins(self.least - 1)})


AGES = (
    Age("0-2", "0 to 2 days", 0, 2),
    Age("3-7", "3 to 7 days", 3, 7),
    Age("8-28", "8 to 28 days", 8, 28),
    Age("over-28", "Over 28 days", 29, None),
)
REQUEST_STATES = {state.value: str(state.label) for state in OPEN_STATES}
REFERRAL_STATES = {state.value: str(state.label) for state in OPEN}


@dataclass(frozen=True)
class Figure:
    """A number, and where what it counts is listed; no address where it counts nothing."""

    number: int
    url: str

    def __str__(self) -> str:
        """As far as its list goes."""
        return f"{self.number:,}" if self.number <= PAGED else f"{PAGED:,}+"


@dataclass(frozen=True)
class Line:
    """A state: how many of each age, and in all."""

    name: str
    figures: list[Figure]
    total: Figure

    @property
    def told(self) -> list[tuple[str, Figure]]:
        """Each age there is: what a telephone has room for."""
        by_age = zip((age.words for age in AGES), self.figures, strict=True)
        return [(words, figure) for words, figure in by_age if figure.number]


def of_requests(user: User, hub: int | None) -> list[Line]:
    """Requests for support that nobody has answered, by state; of a hub, those that named it."""
    rows = requests(user, hub=hub)
    return _lines(rows, "made_at", REQUEST_STATES, reverse("referrals:flow-requests"), hub)


def of_referrals(user: User, hub: int | None) -> list[Line]:
    """Referrals that are not over, by state; of a hub, those of its households."""
    rows = referrals(user, hub=hub)
    return _lines(rows, "state_since", REFERRAL_STATES, reverse("referrals:flow-referrals"), hub)


def requests(
    user: User, *, state: str = "", age: Age | None = None, hub: int | None = None
) -> QuerySet[SupportRequest]:
    """Open requests this user may see, those that have waited longest first."""
    rows: Any = SupportRequest.objects.visible_to(user)
    rows = _narrowed(rows, "made_at", tuple(REQUEST_STATES), state, age)
    return rows.filter(hub=hub) if hub else rows


def referrals(
    user: User, *, state: str = "", age: Age | None = None, hub: int | None = None
) -> QuerySet[Referral]:
    """Open referrals this user may see, those that have stood still longest first."""
    rows: Any = Referral.objects.visible_to(user)
    rows = _narrowed(rows, "state_since", tuple(REFERRAL_STATES), state, age)
    return rows.filter(household__hub=hub) if hub else rows


def _narrowed(
    rows: Any, since: str, open_states: tuple[str, ...], state: str, age: Age | None
) -> Any:
    rows = rows.filter(state__in=[state] if state in open_states else open_states)
    return (rows.filter(age.within(since)) if age else rows).order_by(since, "pk")


def _lines(
    rows: QuerySet[Any], since: str, states: dict[str, str], page: str, hub: int | None
) -> list[Line]:
    cells = {
        (state, age): rows.filter(age.within(since), state=state)
        for state in states
        for age in AGES
    }
    counted = numbers_of(cells, PAGED, indexed=True)

    def figure(state: str, *ages: Age) -> Figure:
        number = sum(counted[state, age] for age in ages)
        asked = {"state": state, "age": ages[0].key if len(ages) == 1 else "", "hub": hub or ""}
        said = urlencode({name: value for name, value in asked.items() if value})
        return Figure(number, f"{page}?{said}" if number else "")

    return [
        Line(words, [figure(state, age) for age in AGES], figure(state, *AGES))
        for state, words in states.items()
    ]


def _begins(days: int) -> datetime:
    """When the day so many days ago began, where the council is."""
    return timezone.make_aware(datetime.combine(today() - timedelta(days=days), time.min))
