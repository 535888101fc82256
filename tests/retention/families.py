"""Families whose every word can be looked for in the whole database afterwards."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import time_machine
from django.db import connection

from consent.actions import agreements, notices
from consent.models import Notice, NoticeKind
from households.actions import episodes, goals, people, protections
from households.models import (
    Confirmation,
    Episode,
    Household,
    Person,
    Protection,
    RelationshipKind,
)
from tests.cast import Cast
from tests.factories import (
    AddressFactory,
    AgreementFactory,
    GoalFactory,
    HouseholdFactory,
    LeadFactory,
    PersonFactory,
    ScoreFactory,
)
from tests.factories.disclosures import DisclosureFactory, EmergencyFactory

CLOSED = date(2020, 3, 3)
HUB_DUE, SERVICE_DUE = date(2025, 3, 3), date(2026, 3, 3)
_numbers = count(1)


def at(day: date) -> AbstractContextManager[Any]:
    """The clock stands at noon of a day."""
    return time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False)


class TokenFamily:
    """A family with something in every table, each text of it a word found nowhere else."""

    def __init__(self, cast: Cast, *, opened: date = date(2019, 3, 1)) -> None:
        self.cast = cast
        self.token = f"xq{next(_numbers)}zv"
        an_older_notice()
        with at(opened):
            self._take_on(opened)
            self._work()

    @classmethod
    def of(cls, cast: Cast) -> "TokenFamily":
        """The first of a test, which takes no time: it was made before and is put back."""
        return cls.some(cast, 1)[0]

    @classmethod
    def some(cls, cast: Cast, number: int) -> "list[TokenFamily]":
        """Of as many, the first three."""
        names = ["token_family", "second_token_family", "third_token_family"]
        families: list[TokenFamily] = [getattr(cast, name) for name in names[:number]]
        for family in families:
            family.cast = cast
        return families + [cls(cast) for _ in range(number - len(families))]

    @property
    def episode(self) -> Episode:
        return self.household.episodes.latest("opened_on", "pk")

    def word(self, what: str) -> str:
        return f"{what}{self.token}"

    def add(self, given_name: str, **details: Any) -> Person:
        details.setdefault("date_of_birth", date(2012, 6, 1))
        return PersonFactory(
            household=self.household,
            given_name=self.word(given_name),
            family_name=self.word("Surname"),
            by=self.cast.alice,
            **details,
        )

    def protect(
        self, person: Person, kind: str = "looked_after", *, confirmed: bool = True
    ) -> None:
        status = people.protect(
            person=person,
            household=self.household,
            kind=kind,
            since=date(2015, 1, 1),
            by=self.cast.alice,
        )
        if confirmed:
            self.confirm(status)

    def confirm(self, status: Protection) -> None:
        protections.confirm(
            protection=status,
            confirmed_from=Confirmation.RECORD,
            household=self.household,
            by=self.cast.henry,
        )

    def relate(self, person: Person, other: Person, kind: str = RelationshipKind.SIBLING) -> None:
        people.relate(
            person=person, other=other, kind=kind, household=self.household, by=self.cast.alice
        )

    def close(self, on: date = CLOSED) -> None:
        episodes.close_support(
            episode=self.episode, on=on, reason=self.word("closing"), by=self.cast.alice
        )

    def reopen(self, on: date) -> None:
        episodes.open_support(
            household=self.household, on=on, reason=self.word("again"), by=self.cast.alice
        )

    def _take_on(self, opened: date) -> None:
        alice = self.cast.alice
        self.household: Household = HouseholdFactory(
            name=self.word("Family"),
            hub=self.cast.north_hub,
            support_opened_on=opened,
            support_reason=self.word("opening"),
            first_person={
                "given_name": self.word("Mother"),
                "family_name": self.word("Surname"),
                "preferred_name": self.word("Known"),
                "date_of_birth": date(1985, 2, 3),
                "telephone": f"0770{next(_numbers)}{self.token}",
                "email": f"mother@{self.token}.example",
                "contact_warning": self.word("warning"),
            },
            by=alice,
        )
        self.reference = self.household.reference
        self.mother = Person.objects.living_in(self.household).get()
        self.child = self.add("Child")
        self.relate(self.mother, self.child, RelationshipKind.PARENT)
        for turn in ("first", "second"):
            AddressFactory(household=self.household, lines=self.word(f"{turn}-street"), by=alice)

    def _work(self) -> None:
        alice, school, pat = self.cast.alice, self.cast.school, self.cast.pat
        agreement = AgreementFactory(
            household=self.household, recipients=[school], purpose=self.word("purpose"), by=alice
        )
        LeadFactory(household=self.household, practitioner=pat, by=alice)
        goal = GoalFactory(household=self.household, words=self.word("goal"), by=alice)
        ScoreFactory(goal=goal, note=self.word("note"), by=alice)
        goals.change(
            goal=goal,
            words=self.word("changed-goal"),
            target=9,
            why=self.word("why"),
            seen_version=goal.version,
            by=alice,
        )
        agreements.withdraw(
            agreement=agreement, asked_by=self.mother, by=alice, reason=self.word("withdrawn")
        )
        DisclosureFactory(
            household=self.household,
            organisation=school,
            person_at_risk=self.child,
            risk=self.word("risk"),
            sent=self.word("sent"),
            by=alice,
        )
        EmergencyFactory(
            household=self.household,
            reason=self.word("a-reason-of-more-than-twenty-letters"),
            at_risk=self.word("at-risk"),
            by=pat,
        )


def an_older_notice() -> None:
    """An agreement needs a notice, and the one the migrations publish is of 23 April 2024."""
    kind, day = NoticeKind.PRIVACY, date(2018, 5, 25)
    if not Notice.objects.filter(kind=kind, in_force_from=day).exists():
        notices.publish(kind=kind, in_force_from=day, title="Privacy notice", text="-", by=None)


def tables_with(*words: str) -> dict[str, int]:
    """Every table in which any of these words stands, in any column, with the number of rows."""
    found = {}
    with connection.cursor() as cursor:
        for table in _tables(cursor):
            matches = " OR ".join(["t::text ILIKE %s"] * len(words))
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE {matches}',
                [f"%{word}%" for word in words],
            )
            if number := cursor.fetchone()[0]:
                found[table] = number
    return found


def rows_of_everything(*, leave_out: Sequence[str] = ()) -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        counts = {}
        for table in _tables(cursor):
            if table not in leave_out:
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                counts[table] = cursor.fetchone()[0]
        return counts


def _tables(cursor: Any) -> list[str]:
    # The seals of the access log are no family's, and not for the web to read.
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
        "AND tablename <> 'audit_anchor' ORDER BY 1"
    )
    return [row[0] for row in cursor.fetchall()]
