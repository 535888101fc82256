"""Dates worked out by hand: a protected child's own record (S39), and what stops it."""

from typing import Any

import pytest

from retention.reasons import BIRTH_MISSING, LIVES_ELSEWHERE, SUPPORT_OPEN, UNCONFIRMED, hold_stands
from tests.cast import Cast
from tests.retention.stories import PLAN, Row, Story, holds_true

ON_CHILDREN = hold_stands("police investigation", on="every protected child's own record")
ON_A_PERSON = hold_stands("police investigation", on="a person")
ON_SERVICES = hold_stands("police investigation", on="every service record")
HUB, SERVICE = "2025-03-03", "2026-03-03"
FAMILY: dict[str, Any] = {"hub": HUB, "service": SERVICE}
AT_75 = "2087-06-01"  # born on 1 June 2012, unless said


def family(cast: Cast, on: str = "2020-03-03") -> Story:
    return Story(cast).support("2019-03-01", on)


def fern(cast: Cast, *born: str, **facts: Any) -> Story:
    return family(cast).child(*born, **facts)


def two(cast: Cast) -> Story:
    return fern(cast).person("Ivy", "2014-02-28").protected("Ivy", PLAN)


def shared(cast: Cast, closed: str = "", **facts: Any) -> Story:
    """Fern lives in a second home, too, open unless it was closed."""
    story = fern(cast, **facts)
    Story(cast).support("2019-05-01", closed).lives("Fern", story)
    return story


def both(cast: Cast, **facts: Any) -> Story:
    """Looked after, and on a plan as well."""
    return fern(cast, **facts).protected("Fern", PLAN)


BORN = [
    Row("looked after", fern, **FAMILY, child=AT_75),
    Row("on a plan", lambda c: fern(c, kind=PLAN), **FAMILY, child=AT_75),
    Row("both", both, **FAMILY, child=AT_75),
    Row("born on 29 February 2012", lambda c: fern(c, "2012-02-29"), **FAMILY, child="2087-03-01"),
    Row("born on 29 February 2016", lambda c: fern(c, "2016-02-29"), **FAMILY, child="2091-03-01"),
    Row("born on 29 February 2024", lambda c: fern(c, "2024-02-29"), **FAMILY, child="2099-03-01"),
    Row("28 February, 75 in a leap year", lambda c: fern(c, "2013-02-28"), **FAMILY,
        child="2088-02-28"),
    Row("1 March, 75 in a leap year", lambda c: fern(c, "2013-03-01"), **FAMILY,
        child="2088-03-01"),
    Row("75 soon after the family's six years", lambda c: fern(c, "1952-02-29"), **FAMILY,
        child="2027-03-01"),
    Row("75 long before", lambda c: fern(c, "1940-01-01"), **FAMILY, child=SERVICE),
    Row("75 on the very day of the six years", lambda c: fern(c, "1951-03-03"), **FAMILY,
        child=SERVICE),
    Row("75 long before, closed later", lambda c: family(c, "2024-07-01").child("1940-01-01"),
        hub="2029-07-01", service="2030-07-01", child="2030-07-01"),
    Row("support is open", lambda c: Story(c).support("2019-03-01").child(),
        stopped=(SUPPORT_OPEN,)),
    Row("a sibling who was not", lambda c: fern(c).person("Moss", "2015-05-05"), **FAMILY,
        child=AT_75),
    Row("a sibling who was", two, **FAMILY, child=AT_75, others={"Ivy": "2089-02-28"}),
]  # fmt: skip
DIED = [
    Row("looked after, at six", lambda c: fern(c, died="2019-05-05"), **FAMILY,
        child="2034-05-05"),
    Row("the day before the 18th birthday", lambda c: fern(c, died="2030-05-31"), **FAMILY,
        child="2045-05-31"),
    Row("on the 18th birthday", lambda c: fern(c, died="2030-06-01"), **FAMILY, child=AT_75),
    Row("the day after it", lambda c: fern(c, died="2030-06-02"), **FAMILY, child=AT_75),
    Row("at 38", lambda c: fern(c, died="2050-06-01"), **FAMILY, child=AT_75),
    Row("on 29 February", lambda c: fern(c, died="2028-02-29"), **FAMILY, child="2043-03-01"),
    # Whoever was born on 29 February comes of age on 1 March.
    Row("born on 29 February, 28 February of the 18th year", lambda c: fern(c, "2012-02-29",
        died="2030-02-28"), **FAMILY, child="2045-02-28"),
    Row("born on 29 February, 1 March of the 18th year", lambda c: fern(c, "2012-02-29",
        died="2030-03-01"), **FAMILY, child="2087-03-01"),
    Row("on a plan alone", lambda c: fern(c, kind=PLAN, died="2019-05-05"), **FAMILY,
        child=AT_75),
    Row("looked after and on a plan", lambda c: both(c, died="2019-05-05"), **FAMILY,
        child="2034-05-05"),
    Row("15 years are over before the six", lambda c: fern(c, "2000-01-01", died="2005-01-01"),
        **FAMILY, child=SERVICE),
    Row("not protected", lambda c: family(c).person("Fern", "2012-06-01", "2019-05-05"),
        **FAMILY),
    Row("looked after, birth missing", lambda c: fern(c, "", died="2019-05-05"), hub=HUB,
        stopped=(BIRTH_MISSING,)),
]  # fmt: skip
STATUS = [
    Row("it ended", lambda c: fern(c, until="2016-01-01"), **FAMILY, child=AT_75),
    Row("it ended on the day it began", lambda c: fern(c, until="2012-06-01"), **FAMILY,
        child=AT_75),
    Row("it was a mistake", lambda c: fern(c, mistake=True), **FAMILY),
    Row("one of two was", lambda c: both(c).protected("Fern", mistake=True), **FAMILY,
        child=AT_75),
    Row("looked after by mistake, on a plan, died", lambda c: fern(c, mistake=True,
        died="2019-05-05").protected("Fern", PLAN), **FAMILY, child=AT_75),
    Row("nobody confirmed it", lambda c: fern(c, confirmed=False), hub=HUB,
        stopped=(UNCONFIRMED,)),
    Row("nothing is said before its time", lambda c: fern(c, confirmed=False), hub=HUB,
        on="2026-03-02"),
    Row("ended, and nobody confirmed it", lambda c: fern(c, confirmed=False, until="2016-01-01"),
        hub=HUB, stopped=(UNCONFIRMED,)),
    Row("one of two is confirmed", lambda c: fern(c).protected("Fern", PLAN, confirmed=False),
        hub=HUB, stopped=(UNCONFIRMED,)),
    Row("unconfirmed, and a mistake", lambda c: fern(c, confirmed=False, mistake=True),
        **FAMILY),
    Row("birth missing", lambda c: fern(c, ""), hub=HUB, stopped=(BIRTH_MISSING,)),
    Row("birth missing, a mistake", lambda c: fern(c, "", mistake=True), **FAMILY),
    Row("birth missing, and unconfirmed", lambda c: fern(c, "", confirmed=False), hub=HUB,
        stopped=(BIRTH_MISSING, UNCONFIRMED)),
    Row("birth of another missing", lambda c: family(c).person("Moss"), **FAMILY),
]  # fmt: skip
STOPPED = [
    Row("the other home is open", shared, **FAMILY, stopped=(LIVES_ELSEWHERE,)),
    Row("the other home closed later", lambda c: shared(c, "2023-06-30"), **FAMILY, child=AT_75),
    Row("unconfirmed, in two homes", lambda c: shared(c, "2023-06-30", confirmed=False), hub=HUB,
        stopped=(UNCONFIRMED,)),
    Row("a hold on the child", lambda c: fern(c).held("Fern"), stopped=(ON_A_PERSON,)),
    Row("a hold on every protected child", lambda c: fern(c).held("protected_child"), **FAMILY,
        stopped=(ON_CHILDREN,)),
    Row("that hold says nothing before the child's day", lambda c: fern(c).held(
        "protected_child"), **FAMILY, on="2087-05-31"),
    Row("that hold, lifted", lambda c: fern(c).held("protected_child").lifted(), **FAMILY,
        child=AT_75),
    Row("a hold on service records", lambda c: fern(c).held("service"), hub=HUB,
        stopped=(ON_SERVICES,)),
]  # fmt: skip


@pytest.mark.parametrize("row", BORN, ids=lambda row: row.title)
def test_s39_75_years_from_the_birth(cast: Cast, row: Row) -> None:
    holds_true(row, cast)


@pytest.mark.parametrize("row", DIED, ids=lambda row: row.title)
def test_reading_2_15_years_from_the_death(cast: Cast, row: Row) -> None:
    holds_true(row, cast)


@pytest.mark.parametrize("row", STATUS, ids=lambda row: row.title)
def test_reading_2_a_status_counts_for_ever_once_it_is_sure(cast: Cast, row: Row) -> None:
    holds_true(row, cast)


@pytest.mark.parametrize("row", STOPPED, ids=lambda row: row.title)
def test_what_stops_a_child_s_own_record(cast: Cast, row: Row) -> None:
    holds_true(row, cast)
