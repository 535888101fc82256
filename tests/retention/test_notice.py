"""S43: 30 days' notice on the officer's due list, and a second person where the schedule asks."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from familyhubs.audit.models import AccessEvent
from familyhubs.records.privacy import RecordClass
from households.models import Episode
from retention import due_list
from retention.actions import due_lines, holds
from retention.models import DueLine, SweepRun
from retention.models.due_line import NOTICE
from retention.reasons import NOT_GIVEN, hold_stands
from tests.cast import Cast
from tests.retention.families import (
    CLOSED,
    HUB_DUE,
    SERVICE_DUE,
    TokenFamily,
    at,
    tables_with,
)
from tests.retention.nights import line_of, notice_given

Night = Callable[[date], SweepRun]
DAY = timedelta(days=1)


def held(family: TokenFamily) -> Any:
    return holds.place(
        household=family.household, reason="police", review_on=date(2099, 1, 1), by=family.cast.dana
    )


# --- Given --------------------------------------------------------------------------------------
def test_notice_is_given_37_days_before_and_no_sooner(family: TokenFamily, night: Night) -> None:
    family.close(CLOSED)
    night(HUB_DUE - timedelta(days=38))
    assert line_of(family, RecordClass.HUB).given_on is None, "listed, and not noticed yet"
    given_on = HUB_DUE - timedelta(days=37)
    assert night(given_on).noticed == 1
    line = line_of(family, RecordClass.HUB)
    assert (line.given_on, line.may_go_from) == (given_on, given_on + NOTICE)
    assert (line.due_on, line.trigger_on) == (HUB_DUE, CLOSED)
    assert line.rule == "5 years from: Support was last closed"
    assert line.schedule.version == "2024-04-23"


def test_it_is_given_once_though_the_sweep_runs_twice(family: TokenFamily, night: Night) -> None:
    family.close(CLOSED)
    day = SERVICE_DUE - NOTICE
    assert [night(day).noticed, night(day).noticed, night(day + DAY).noticed] == [2, 0, 0]
    assert {line.given_on for line in DueLine.objects.all()} == {day}
    assert line_of(family).history.count() == 1, "what has not changed is not written again"
    assert AccessEvent.objects.filter(action="due_lines.give_notice").count() == 1


def test_no_notice_says_it_was_given_before_it_was(family: TokenFamily) -> None:
    family.close(CLOSED)
    with at(SERVICE_DUE):
        assert due_list.bring_up_to_date(SERVICE_DUE - NOTICE).noticed == 2
    assert {line.given_on for line in DueLine.objects.all()} == {SERVICE_DUE}


def test_a_notice_of_a_clock_that_was_ahead_is_given_anew(
    family: TokenFamily, night: Night
) -> None:
    family.close(CLOSED)
    notice_given(on=date(2027, 7, 1))
    assert night(SERVICE_DUE).noticed == 2
    assert line_of(family).given_on == SERVICE_DUE
    ahead = DueLine.objects.filter(left_on=SERVICE_DUE, left_because=due_lines.AHEAD)
    assert {line.given_on for line in ahead} == {date(2027, 7, 1)}
    assert night(SERVICE_DUE + NOTICE).disposed == 2


def test_s43_nothing_goes_on_day_29_and_all_of_it_on_day_30(
    family: TokenFamily, night: Night
) -> None:
    """A closing recorded today with a date long past goes in 30 days and not tonight."""
    family.close(CLOSED)
    tonight = date(2026, 7, 1)
    assert night(tonight).disposed == 0
    assert night(tonight + 29 * DAY).disposed == 0
    assert tables_with(family.token)
    assert night(tonight + 30 * DAY).disposed == 2
    assert tables_with(family.token) == {}
    assert not DueLine.objects.exists(), "the notice goes with the record"
    assert not DueLine.history.exists()


def test_a_missed_week_puts_nothing_off(family: TokenFamily, night: Night) -> None:
    family.close(CLOSED)
    night(HUB_DUE - timedelta(days=38))
    night(HUB_DUE - timedelta(days=30))
    assert night(HUB_DUE).disposed == 1


def test_the_notice_of_the_hub_record_goes_with_it(family: TokenFamily, night: Night) -> None:
    family.close(CLOSED)
    night(HUB_DUE - NOTICE)
    night(HUB_DUE)
    assert not DueLine.objects.filter(record_class=RecordClass.HUB).exists()
    assert not DueLine.history.filter(record_class=RecordClass.HUB).exists()
    night(SERVICE_DUE - NOTICE)
    assert line_of(family).given_on == SERVICE_DUE - NOTICE


def test_many_families_take_no_more_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        TokenFamily(cast).close(CLOSED)
    with django_assert_max_num_queries(40):
        assert notice_given(on=SERVICE_DUE) == 6


# --- Withdrawn, or not --------------------------------------------------------------------------
def test_reopened_in_between_it_is_withdrawn_and_given_anew(
    family: TokenFamily, night: Night
) -> None:
    family.close(CLOSED)
    night(date(2026, 7, 1))
    family.reopen(date(2026, 7, 10))
    night(date(2026, 7, 11))
    old = DueLine.objects.get(record_class=RecordClass.SERVICE, given_on__isnull=False)
    assert (old.left_on, old.left_because) == (date(2026, 7, 11), due_lines.REOPENED)
    # Opened by mistake, which is put right: it is as due as before.
    Episode.objects.filter(household=family.household, closed_on=None).update(
        opened_on=date(2019, 4, 1), closed_on=CLOSED
    )
    assert night(date(2026, 8, 20)).disposed == 0
    assert line_of(family).given_on == date(2026, 8, 20)
    assert night(date(2026, 9, 18)).disposed == 0
    assert night(date(2026, 9, 19)).disposed == 2


def test_a_clock_that_starts_on_another_day_wants_a_new_notice(
    family: TokenFamily, night: Night
) -> None:
    """Also where it changed since the night: the rule is asked again as the record goes."""
    family.close(CLOSED)
    night(date(2026, 7, 1))
    Episode.objects.filter(household=family.household).update(closed_on=CLOSED + DAY)
    run = night(date(2026, 8, 1))
    assert (run.disposed, run.noticed) == (0, 2)
    assert line_of(family).trigger_on == CLOSED + DAY
    assert DueLine.objects.filter(left_because=due_lines.MOVED).count() == 2


def test_a_hold_keeps_the_notice_and_stops_the_disposal(
    family: TokenFamily, night: Night, looked: Callable[[date], Any]
) -> None:
    """Lifted, the record goes without a new notice: the old one stood all the while."""
    family.close(CLOSED)
    night(date(2026, 7, 1))
    hold = held(family)
    assert night(date(2026, 8, 15)).disposed == 0
    assert line_of(family).given_on == date(2026, 7, 1)
    assert line_of(family).stopped == ["A hold stands: police investigation."]
    assert looked(date(2026, 8, 15)) == (set(), {hold_stands("police investigation")})
    holds.lift(hold=hold, why="Over", by=family.cast.dana)
    assert night(date(2026, 8, 16)).disposed == 2


def test_a_hold_lifted_on_day_20_makes_nothing_go_before_day_30(
    family: TokenFamily, night: Night
) -> None:
    family.close(CLOSED)
    night(date(2026, 7, 1))
    hold = held(family)
    night(date(2026, 7, 10))
    holds.lift(hold=hold, why="Over", by=family.cast.dana)
    assert night(date(2026, 7, 30)).disposed == 0
    assert night(date(2026, 7, 31)).disposed == 2


def test_no_notice_is_given_of_what_is_held(family: TokenFamily, night: Night) -> None:
    family.close(CLOSED)
    hold = held(family)
    night(date(2026, 7, 1))
    assert line_of(family).given_on is None
    holds.lift(hold=hold, why="Over", by=family.cast.dana)
    assert night(date(2026, 8, 15)).disposed == 0
    assert line_of(family).given_on == date(2026, 8, 15)


def test_the_database_itself_refuses_a_shorter_notice(family: TokenFamily) -> None:
    family.close(CLOSED)
    notice_given(on=SERVICE_DUE)
    line = line_of(family)
    with pytest.raises(IntegrityError, match="due_line_has_30_days"), transaction.atomic():
        DueLine.objects.filter(pk=line.pk).update(may_go_from=SERVICE_DUE + 29 * DAY)


# --- What is said -------------------------------------------------------------------------------
def test_a_dry_look_lists_what_is_due_and_says_until_when_it_waits(
    family: TokenFamily, night: Night, looked: Callable[[date], Any]
) -> None:
    family.close(CLOSED)
    both = {("hub", None), ("service", None)}
    assert looked(date(2026, 7, 1)) == (both, {NOT_GIVEN})
    night(date(2026, 7, 1))
    due, (reason,) = looked(date(2026, 7, 1))
    assert due == both
    running = "Notice was given on 1 July 2026; it goes on 31 July 2026 at the earliest."
    assert reason.words == running
    assert looked(date(2026, 7, 31)) == (both, set())


def test_a_sweep_counts_what_waits_as_due_and_not_as_gone(
    family: TokenFamily, night: Night
) -> None:
    family.close(CLOSED)
    run = night(date(2026, 7, 1))
    assert (run.due, run.disposed, run.blocked) == (2, 0, 1)
