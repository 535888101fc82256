"""A household's story in the fewest words, for tables of dates that were worked out by hand.

Rows are kept without the actions in between, so that a story may begin in 1950 or end in 2102.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from consent.models import Notice, NoticeGiven, NoticeKind, Way
from households.models import (
    Confirmation,
    Episode,
    Household,
    Membership,
    Person,
    Protection,
    Review,
)
from retention import due
from retention.due import Assessment
from retention.lines import Block, Line
from retention.models import Hold, HoldReason
from retention.reasons import Reason
from retention.stopping import blocks
from tests.cast import Cast

LOOKED_AFTER, PLAN = "looked_after", "child_protection_plan"
WHY = "Told in a story"
MADE = datetime(2019, 3, 1, 12, tzinfo=UTC)


def d(text: str) -> date:
    """A date, written so that a row of a table fits its line."""
    return date.fromisoformat(text)


class Story:
    """One household, and what becomes of it. Each method adds to it and gives the story back."""

    def __init__(self, cast: Cast, made: datetime = MADE, *, hub_record: bool = True) -> None:
        self.by, self.officer = cast.alice, cast.dana
        self.household = self.keep(Household(name="Larkspur", hub=cast.north_hub, created_at=made))
        self.people: dict[str, Person] = {}
        self.notices: dict[str, Notice] = {}
        self.hold: Hold | None = None
        self.person("Mother", "1985-02-03")
        if hub_record:
            self.keep(Review(household=self.household, planned_for=made.date()))

    def keep[R: Any](self, record: R) -> R:
        record.keep(by=self.by, why=WHY)
        return record

    def support(self, opened: str, closed: str = "") -> "Story":
        ended = d(closed) if closed else None
        self.keep(Episode(household=self.household, opened_on=d(opened), closed_on=ended))
        return self

    def person(self, name: str, born: str = "", died: str = "") -> "Story":
        self.people[name] = self.keep(
            Person(
                given_name=name,
                family_name="Larkspur",
                date_of_birth=d(born) if born else None,
                died_on=d(died) if died else None,
            )
        )
        return self.lives(name)

    def lives(self, name: str, other: "Story | None" = None) -> "Story":
        """One of the people lives here, of this story or `other`'s."""
        self.people[name] = (other or self).people[name]
        self.keep(Membership(household=self.household, person=self.people[name]))
        return self

    def protected(
        self,
        name: str,
        kind: str = LOOKED_AFTER,
        *,
        until: str = "",
        confirmed: bool = True,
        mistake: bool = False,
    ) -> "Story":
        person = self.people[name]
        since = person.date_of_birth or d("2015-01-01")
        status = Protection(person=person, kind=kind, since=since, in_error=mistake)
        status.until = d(until) if until else None
        if confirmed:
            status.confirmed_from = Confirmation.RECORD
            status.confirmed_at, status.confirmed_by = MADE, self.by
        self.keep(status)
        return self

    def child(
        self, born: str = "2012-06-01", kind: str = LOOKED_AFTER, died: str = "", **status: Any
    ) -> "Story":
        """Fern, who was protected."""
        return self.person("Fern", born, died).protected("Fern", kind, **status)

    def given(self, name: str, version: str, on: str = "") -> "Story":
        """Somebody was given the privacy notice of a day, on that day unless said."""
        notice, _ = Notice.objects.get_or_create(
            kind=NoticeKind.PRIVACY,
            in_force_from=d(version),
            defaults={"title": "Privacy notice", "text": version},
        )
        self.keep(
            NoticeGiven(
                household=self.household,
                person=self.people[name],
                notice=notice,
                given_on=d(on or version),
                how=Way.PAPER,
                given_by=self.by,
            )
        )
        return self

    def held(self, on: str = "", *, review_on: str = "2030-01-01") -> "Story":
        """A hold: on the household, on one of its people by name, or on a class."""
        what: dict[str, Any] = {"household": self.household}
        if on in self.people:
            what = {"person": self.people[on]}
        elif on:
            what = {"record_class": on}
        self.hold = self.keep(
            Hold(**what, reason=HoldReason.POLICE, review_on=d(review_on), placed_by=self.officer)
        )
        return self

    def lifted(self) -> "Story":
        assert self.hold is not None
        self.hold.lifted_at, self.hold.lifted_by = MADE, self.officer
        self.keep(self.hold)
        return self


@dataclass(frozen=True)
class Row:
    """A row of a table: the story, and by hand when each class is due ("" is never).

    `child` is Fern's own, `others` those of children with other names; `stopped`, what is said of
    the household on `on`, each reason once.
    """

    title: str
    tell: Callable[[Cast], Story]
    hub: str = ""
    service: str = ""
    child: str = ""
    stopped: tuple[Reason, ...] = ()
    on: str = "2110-01-01"
    others: dict[str, str] = field(default_factory=dict)
    expected: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        dates = {"hub": self.hub, "service": self.service, "Fern": self.child}
        found = {key: day for key, day in (dates | self.others).items() if day}
        object.__setattr__(self, "expected", found)


def holds_true(row: Row, cast: Cast) -> None:
    """Nothing is due the day before its date, everything is on it, and the rest never is."""
    story = row.tell(cast)
    for day in set(row.expected.values()):
        before = dates_on(story, d(day) - timedelta(days=1))
        assert day not in before.values(), f"{row.title}: early"
        on_the_day = dates_on(story, d(day))
        wanted = {key: one for key, one in row.expected.items() if one <= day}
        assert on_the_day == wanted, f"{row.title}: on {day}"
    assert dates_on(story, d("2160-01-01")) == row.expected, f"{row.title}: at last"
    reasons = {block.reason for block in _of(story, d(row.on), blocks)}
    assert reasons == set(row.stopped), row.title


def dates_on(story: Story, day: date) -> dict[str, str]:
    names = {person.pk: name for name, person in story.people.items()}
    return {
        names.get(line.person or 0, str(line.record_class)): str(line.due_on)
        for line in _of(story, day, Assessment.lines)
    }


def _of[T: (Line, Block)](
    story: Story, day: date, what: Callable[[Assessment], list[T]]
) -> Iterator[T]:
    for assessed in due.in_batches(day):
        for one in what(assessed):
            if one.household_id == story.household.pk:
                yield one
