"""Reading 2: what starts the clock, what stops it, what starts it anew."""

from collections.abc import Callable
from datetime import date

import pytest

from familyhubs.records.privacy import RecordClass
from households.models import Episode, Household
from retention.actions import holds
from retention.lines import Block, Line
from retention.models import SweepRun
from retention.reasons import SUPPORT_OPEN, hold_stands
from tests.cast import Cast
from tests.factories import PersonFactory
from tests.retention.families import HUB_DUE, SERVICE_DUE, TokenFamily, at, tables_with

Due = Callable[[date], list[Line]]
Stopped = Callable[[date], list[Block]]
Sweep = Callable[[date], SweepRun]


def dates(lines: list[Line]) -> dict[str, tuple[str, date, date]]:
    return {line.record_class: (line.trigger, line.trigger_on, line.due_on) for line in lines}


def test_closing_starts_the_clock(family: TokenFamily, due_on: Due) -> None:
    family.close(date(2020, 3, 3))
    assert dates(due_on(SERVICE_DUE)) == {
        RecordClass.HUB: ("support_closed", date(2020, 3, 3), HUB_DUE),
        RecordClass.SERVICE: ("support_closed", date(2020, 3, 3), SERVICE_DUE),
    }


def test_closed_on_29_february(family: TokenFamily, due_on: Due) -> None:
    """An anniversary that does not exist falls on 1 March: never early."""
    family.close(date(2020, 2, 29))
    assert due_on(date(2025, 2, 28)) == []
    assert dates(due_on(date(2025, 3, 1)))[RecordClass.HUB][2] == date(2025, 3, 1)
    assert RecordClass.SERVICE not in dates(due_on(date(2026, 2, 28)))
    assert dates(due_on(date(2026, 3, 1)))[RecordClass.SERVICE][2] == date(2026, 3, 1)


def test_open_support_is_never_due(family: TokenFamily, due_on: Due, stopped_on: Stopped) -> None:
    """It is listed with its reason, though, when its time would otherwise be over."""
    assert due_on(date(2130, 1, 1)) == []
    assert [(block.household, block.reason) for block in stopped_on(date(2130, 1, 1))] == [
        (family.reference, SUPPORT_OPEN)
    ]
    assert stopped_on(date(2020, 1, 1)) == []


def test_opening_again_stops_the_clock(
    family: TokenFamily, sweep_on: Sweep, stopped_on: Stopped
) -> None:
    family.close(date(2020, 3, 3))
    family.reopen(date(2024, 1, 1))
    assert [block.reason for block in stopped_on(SERVICE_DUE)] == [SUPPORT_OPEN]
    assert sweep_on(SERVICE_DUE).disposed == 0
    assert tables_with(family.word("goal"))


def test_closing_again_starts_it_anew(family: TokenFamily, due_on: Due, sweep_on: Sweep) -> None:
    family.close(date(2020, 3, 3))
    family.reopen(date(2024, 1, 1))
    family.close(date(2024, 7, 1))
    assert due_on(date(2029, 6, 30)) == []
    assert dates(due_on(date(2030, 7, 1))) == {
        RecordClass.HUB: ("support_closed", date(2024, 7, 1), date(2029, 7, 1)),
        RecordClass.SERVICE: ("support_closed", date(2024, 7, 1), date(2030, 7, 1)),
    }
    sweep_on(date(2030, 7, 1))
    assert tables_with(family.token, family.reference) == {}


def test_an_earlier_episode_closed_later_counts(family: TokenFamily, due_on: Due) -> None:
    """The last closure is the latest day, not the latest row."""
    family.close(date(2024, 7, 1))
    earlier = Episode(
        household=family.household, opened_on=date(2020, 1, 1), closed_on=date(2020, 2, 1)
    )
    earlier.keep(by=family.cast.alice, why="Taken over from the paper file")
    assert dates(due_on(date(2040, 1, 1)))[RecordClass.HUB][1] == date(2024, 7, 1)


def test_support_never_opened_counts_from_when_the_record_was_made(
    cast: Cast, due_on: Due, sweep_on: Sweep
) -> None:
    with at(date(2019, 7, 1)):
        household = Household(name="Neveropenedzzq", hub=cast.north_hub)
        household.keep(by=cast.alice, why="Taken on")
        PersonFactory(household=household, by=cast.alice)
    assert due_on(date(2025, 6, 30)) == []
    assert dates(due_on(date(2025, 7, 1))) == {
        RecordClass.SERVICE: ("never_opened", date(2019, 7, 1), date(2025, 7, 1))
    }
    sweep_on(date(2025, 7, 1))
    assert tables_with("Neveropenedzzq", household.reference) == {}


def test_a_record_made_after_midnight_in_summer_counts_by_the_council_s_date(
    cast: Cast, due_on: Due
) -> None:
    """23:30 UTC on 30 June is 1 July in the council's summer."""
    import time_machine

    with time_machine.travel("2019-06-30T23:30:00+00:00", tick=False):
        Household(name="Summer", hub=cast.north_hub).keep(by=cast.alice, why="Taken on")
    assert due_on(date(2025, 6, 30)) == []
    assert len(due_on(date(2025, 7, 1))) == 1


def test_a_hold_stops_disposal_and_says_why(
    family: TokenFamily, due_on: Due, stopped_on: Stopped, sweep_on: Sweep
) -> None:
    """Reading 3: for example an open complaint."""
    family.close()
    holds.place(
        household=family.household,
        reason="complaint",
        note=family.word("about"),
        review_on=date(2027, 1, 1),
        by=family.cast.dana,
    )
    assert due_on(SERVICE_DUE) == []
    assert [block.reason for block in stopped_on(SERVICE_DUE)] == [hold_stands("complaint")]
    before = tables_with(family.token)
    assert sweep_on(SERVICE_DUE).disposed == 0
    assert tables_with(family.token) == before


def test_lifting_a_hold_disposes_of_nothing_by_itself(family: TokenFamily, sweep_on: Sweep) -> None:
    family.close()
    hold = holds.place(
        household=family.household,
        reason="police",
        note=family.word("about"),
        review_on=date(2027, 1, 1),
        by=family.cast.dana,
    )
    sweep_on(SERVICE_DUE)
    holds.lift(hold=hold, why="Over", by=family.cast.dana)
    assert tables_with(family.word("goal"))
    sweep_on(SERVICE_DUE)
    assert tables_with(family.token, family.reference) == {}


def test_the_same_hold_is_placed_once_and_lifted_once(family: TokenFamily) -> None:
    dana = family.cast.dana
    details = {"household": family.household, "reason": "police", "review_on": date(2030, 1, 1)}
    hold = holds.place(**details, by=dana)  # type: ignore[arg-type]
    with pytest.raises(holds.AlreadyHeld):
        holds.place(**details, by=dana)  # type: ignore[arg-type]
    holds.lift(hold=hold, why="Over", by=dana)
    with pytest.raises(holds.AlreadyLifted):
        holds.lift(hold=hold, why="Over", by=dana)
    assert holds.place(**details, by=dana).pk != hold.pk  # type: ignore[arg-type]
