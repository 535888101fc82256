"""Dates worked out by hand: when support was last closed, and what stops it all (S38, S40)."""

from datetime import datetime
from typing import Any

import pytest

from retention.reasons import LIVES_ELSEWHERE, SUPPORT_OPEN, hold_stands
from tests.cast import Cast
from tests.retention.stories import Row, Story, holds_true

POLICE = hold_stands("police investigation")
ON_A_PERSON = hold_stands("police investigation", on="a person")
ON_HUBS = hold_stands("police investigation", on="every hub record")
ON_SERVICES = hold_stands("police investigation", on="every service record")
# What most of these were closed on, and its two dates.
CLOSED, HUB, SERVICE = "2020-03-03", "2025-03-03", "2026-03-03"


def closed(cast: Cast, on: str = CLOSED, **made: Any) -> Story:
    return Story(cast, **made).support("2019-03-01", on)


def never(cast: Cast, made: str) -> Story:
    return Story(cast, datetime.fromisoformat(f"{made}+00:00"))


def another(cast: Cast, first: Story, on: str = "") -> Story:
    """A second home of the first one's mother, open unless it was closed."""
    return Story(cast).support("2019-05-01", on).lives("Mother", first)


def shared(cast: Cast, on: str = "") -> Story:
    story = closed(cast)
    another(cast, story, on)
    return story


def shared_with_held(cast: Cast) -> Story:
    story = closed(cast)
    another(cast, story, CLOSED).held()
    return story


def held_in_another(cast: Cast) -> Story:
    """The mother of both homes is held from the second."""
    story = closed(cast)
    another(cast, story, CLOSED).held("Mother")
    return story


def held_is_somebody_of_another(cast: Cast) -> Story:
    """The mother goes with the second home, and that stays for its child."""
    story = closed(cast)
    another(cast, story, CLOSED).person("Moss", "2015-05-05").held("Moss")
    return story


CLOCKS = [
    Row("an ordinary day", closed, hub=HUB, service=SERVICE),
    Row("29 February", lambda c: closed(c, "2020-02-29"), "2025-03-01", "2026-03-01"),
    Row("the day before it", lambda c: closed(c, "2020-02-28"), "2025-02-28", "2026-02-28"),
    Row("the day after it", lambda c: closed(c, "2020-03-01"), "2025-03-01", "2026-03-01"),
    Row("28 February, due in a leap year", lambda c: closed(c, "2023-02-28"), "2028-02-28",
        "2029-02-28"),
    Row("1 March, due in a leap year", lambda c: closed(c, "2023-03-01"), "2028-03-01",
        "2029-03-01"),
    Row("29 February 2024", lambda c: closed(c, "2024-02-29"), "2029-03-01", "2030-03-01"),
    Row("New Year's Eve", lambda c: closed(c, "2023-12-31"), "2028-12-31", "2029-12-31"),
    Row("New Year", lambda c: closed(c, "2024-01-01"), "2029-01-01", "2030-01-01"),
    Row("the day it was opened", lambda c: closed(c, "2019-03-01"), "2024-03-01", "2025-03-01"),
    Row("29 February 2096", lambda c: closed(c, "2096-02-29"), "2101-03-01", "2102-03-01"),
    Row("due in 2100, no leap year", lambda c: closed(c, "2095-02-28"), "2100-02-28",
        "2101-02-28"),
    Row("never opened", lambda c: never(c, "2020-05-04T12:00"), "2025-05-04", "2026-05-04"),
    Row("never opened, made on 29 February", lambda c: never(c, "2020-02-29T12:00"), "2025-03-01",
        "2026-03-01"),
    # Half past eleven at night in UTC is half past midnight of the next day in the summer here.
    Row("never opened, made after midnight", lambda c: never(c, "2020-06-30T23:30"),
        "2025-07-01", "2026-07-01"),
    Row("never opened, made before midnight in winter", lambda c: never(c, "2020-01-31T23:30"),
        "2025-01-31", "2026-01-31"),
    Row("no hub record was ever made", lambda c: closed(c, hub_record=False), service=SERVICE),
    Row("open", lambda c: Story(c).support("2019-03-01"), stopped=(SUPPORT_OPEN,)),
    Row("opened again and closed", lambda c: closed(c).support("2022-01-01", "2023-06-30"),
        "2028-06-30", "2029-06-30"),
    Row("opened again and closed on 29 February", lambda c: closed(c).support("2023-01-01",
        "2024-02-29"), "2029-03-01", "2030-03-01"),
    Row("opened again", lambda c: closed(c).support("2022-01-01"), stopped=(SUPPORT_OPEN,)),
    Row("opened again on the day it was due", lambda c: closed(c).support(HUB),
        stopped=(SUPPORT_OPEN,)),
    Row("an earlier time of support is entered last", lambda c: closed(c, "2023-06-30").support(
        "2018-01-01", "2018-09-30"), "2028-06-30", "2029-06-30"),
    Row("opened three times", lambda c: closed(c).support("2020-06-01", "2020-08-01").support(
        "2021-02-01", "2021-02-28"), "2026-02-28", "2027-02-28"),
]  # fmt: skip
HOMES = [
    Row("the other home is open", shared, hub=HUB, stopped=(LIVES_ELSEWHERE,), service=SERVICE),
    Row("the other home is due later", lambda c: shared(c, "2023-06-30"), hub=HUB,
        service=SERVICE, stopped=(LIVES_ELSEWHERE,), on="2029-06-29"),
    Row("both homes are due", lambda c: shared(c, "2023-06-30"), hub=HUB, service=SERVICE,
        on="2029-06-30"),
    Row("the other home is held", shared_with_held, hub=HUB, service=SERVICE,
        stopped=(LIVES_ELSEWHERE,)),
    Row("somebody of the other home is held", held_is_somebody_of_another, hub=HUB,
        service=SERVICE, stopped=(LIVES_ELSEWHERE,)),
]  # fmt: skip
HOLDS = [
    Row("a hold", lambda c: closed(c).held(), stopped=(POLICE,)),
    Row("a hold that was lifted", lambda c: closed(c).held().lifted(), HUB, SERVICE),
    Row("a review on the due date, nobody lifts it", lambda c: closed(c).held(review_on=HUB),
        stopped=(POLICE,), on=HUB),
    Row("a review on the due date, lifted", lambda c: closed(c).held(review_on=HUB).lifted(), HUB,
        SERVICE, on=HUB),
    Row("two holds, one is lifted", lambda c: closed(c).held().lifted().held(), stopped=(POLICE,)),
    Row("a hold while support is open", lambda c: Story(c).support("2019-03-01").held(),
        stopped=(SUPPORT_OPEN,)),
    Row("a hold on the mother", lambda c: closed(c).held("Mother"), stopped=(ON_A_PERSON,)),
    Row("one on the mother, lifted", lambda c: closed(c).held("Mother").lifted(), HUB, SERVICE),
    Row("one on the mother, from another home", held_in_another, stopped=(ON_A_PERSON,)),
    Row("a hold on hub records", lambda c: closed(c).held("hub"), stopped=(ON_HUBS,)),
    Row("one on hub records, and it has none", lambda c: closed(c, hub_record=False).held("hub"),
        service=SERVICE),
    Row("a hold on service records", lambda c: closed(c).held("service"), hub=HUB,
        stopped=(ON_SERVICES,)),
    Row("on service records, when only the hub record is due", lambda c: closed(c).held("service"),
        hub=HUB, on="2026-03-02"),
    Row("both classes", lambda c: closed(c).held("hub").held("service"),
        stopped=(ON_HUBS, ON_SERVICES)),
    Row("a hold on protected children, and there is none", lambda c: closed(c).held(
        "protected_child"), HUB, SERVICE),
    Row("a class of record, lifted", lambda c: closed(c).held("hub").lifted(), HUB, SERVICE),
]  # fmt: skip


@pytest.mark.parametrize("row", CLOCKS, ids=lambda row: row.title)
def test_s38_s40_the_last_closure_starts_the_clock(cast: Cast, row: Row) -> None:
    holds_true(row, cast)


@pytest.mark.parametrize("row", HOMES, ids=lambda row: row.title)
def test_somebody_of_two_homes_waits_for_the_second(cast: Cast, row: Row) -> None:
    holds_true(row, cast)


@pytest.mark.parametrize("row", HOLDS, ids=lambda row: row.title)
def test_reading_3_a_hold_stops_disposal_until_it_is_lifted(cast: Cast, row: Row) -> None:
    holds_true(row, cast)
