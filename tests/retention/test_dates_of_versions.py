"""Dates worked out by hand where the schedule changed: a family keeps what it was promised."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from retention.schedule import SCHEDULES, Rule, Schedule
from tests.cast import Cast
from tests.retention.stories import Row, Story, d, dates_on, holds_true

FIRST = SCHEDULES[0]
FIRST_DAY = "2024-04-23"


def version(day: str, hub: int, service: int, child: int, died: int) -> Schedule:
    """The first one with other periods, from a day."""
    periods = {"hub": hub, "service": service}

    def years(rule: Rule) -> int:
        of_child = died if rule.trigger == "death" else child
        return periods.get(rule.record_class, of_child)

    rules = tuple(replace(rule, years=years(rule)) for rule in FIRST.rules)
    return Schedule(day, d(day), rules)


LONGER = version("2026-01-01", hub=8, service=10, child=100, died=20)
SHORTER = version("2027-01-01", hub=3, service=4, child=50, died=10)
MADE_LATER = datetime(2026, 5, 1, 12, tzinfo=UTC)


def family(cast: Cast, *made: datetime, closed: str = "2024-06-10") -> Story:
    return Story(cast, *made).support("2023-03-01", closed)


def fern(cast: Cast, **facts: Any) -> Story:
    return family(cast).child(**facts)


def later(cast: Cast, closed: str = "2026-06-10") -> Story:
    """Their record was made while the longer version was in force."""
    return Story(cast, MADE_LATER).support("2026-05-01", closed)


# Closed on 10 June 2024, by each version.
BY_FIRST: dict[str, Any] = {"hub": "2029-06-10", "service": "2030-06-10"}
BY_LONGER: dict[str, Any] = {"hub": "2032-06-10", "service": "2034-06-10"}
BY_SHORTER: dict[str, Any] = {"hub": "2027-06-10", "service": "2028-06-10"}
NEW = LONGER.version

LENGTHENED = [
    Row("nobody was given any, made before it", family, **BY_FIRST),
    Row("they were given the one before", lambda c: family(c).given("Mother", FIRST_DAY),
        **BY_FIRST),
    Row("they were given the new one", lambda c: family(c).given("Mother", NEW), **BY_LONGER),
    Row("they were given both", lambda c: family(c).given("Mother", FIRST_DAY).given("Mother",
        NEW), **BY_FIRST),
    Row("one was given each", lambda c: family(c).person("Dad", "1980-01-01").given("Mother",
        NEW).given("Dad", FIRST_DAY), **BY_FIRST),
    Row("the older one was given after the new one began", lambda c: family(c).given("Mother",
        FIRST_DAY, on="2026-02-02"), **BY_FIRST),
    Row("a notice from before the first version", lambda c: family(c).given("Mother",
        "2018-05-25"), **BY_FIRST),
    Row("a notice between the two", lambda c: family(c).given("Mother", "2025-05-25"),
        **BY_FIRST),
    Row("made after it began", later, hub="2034-06-10", service="2036-06-10"),
    Row("made after it, given the one before", lambda c: later(c).given("Mother", FIRST_DAY,
        on="2026-05-02"), hub="2031-06-10", service="2032-06-10"),
    Row("29 February, eight and ten years", lambda c: family(c, closed="2024-02-29").given(
        "Mother", NEW), hub="2032-02-29", service="2034-03-01"),
    Row("a child, nobody was given any", fern, **BY_FIRST, child="2087-06-01"),
    Row("a child who was given the new one", lambda c: fern(c).given("Fern", NEW), **BY_LONGER,
        child="2112-06-01"),
    Row("a child who was given it, the mother the one before", lambda c: fern(c).given("Fern",
        NEW).given("Mother", FIRST_DAY), **BY_FIRST, child="2087-06-01"),
    Row("a child, and the mother was given the new one", lambda c: fern(c).given("Mother", NEW),
        **BY_LONGER, child="2112-06-01"),
    Row("a child who died, nobody was given any", lambda c: fern(c, died="2020-02-29"),
        **BY_FIRST, child="2035-03-01"),
    Row("a child who died, given the new one", lambda c: fern(c, died="2020-02-29").given(
        "Mother", NEW), **BY_LONGER, child="2040-02-29"),
]  # fmt: skip
SHORTENED = [
    Row("nobody was given any", family, **BY_SHORTER),
    Row("they were given the first", lambda c: family(c).given("Mother", FIRST_DAY),
        **BY_SHORTER),
    Row("they were given the longest", lambda c: family(c).given("Mother", NEW), **BY_SHORTER),
    Row("they were given the shorter", lambda c: family(c).given("Mother", SHORTER.version),
        **BY_SHORTER),
    Row("a child", fern, **BY_SHORTER, child="2062-06-01"),
    Row("a child who died", lambda c: fern(c, died="2020-02-29"), **BY_SHORTER,
        child="2030-03-01"),
]  # fmt: skip


@pytest.mark.parametrize("row", LENGTHENED, ids=lambda row: row.title)
def test_reading_1_a_longer_version_lengthens_nothing_promised(
    cast: Cast, row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retention.schedule.SCHEDULES", (FIRST, LONGER))
    holds_true(row, cast)


@pytest.mark.parametrize("row", SHORTENED, ids=lambda row: row.title)
def test_reading_1_a_shorter_version_shortens(
    cast: Cast, row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retention.schedule.SCHEDULES", (FIRST, LONGER, SHORTER))
    holds_true(row, cast)


def test_a_version_that_has_not_begun_changes_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_come = replace(SHORTER, in_force_from=d("2029-06-11"))
    monkeypatch.setattr("retention.schedule.SCHEDULES", (FIRST, to_come))
    story = family(cast)
    assert dates_on(story, d("2029-06-09")) == {}
    assert dates_on(story, d("2029-06-10")) == {"hub": "2029-06-10"}
    assert dates_on(story, d("2029-06-11")) == BY_SHORTER
