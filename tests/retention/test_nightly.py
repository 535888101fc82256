"""S43, without anybody's help: once a night, a missed night caught up, silence alarmed."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction

from households.models import Household
from retention import certificates, due, sweep, tasks
from retention.actions import due_lines
from retention.models import DueLine, Outcome, SweepRun
from retention.models.due_line import NOTICE
from retention.tasks import sweep_if_due
from tests.cast import Cast
from tests.households import merging
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.nights import line_of, notice_given

Acting = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What the sweep's log says (it does not propagate to the root)."""
    logger = logging.getLogger("familyhubs")
    logger.addHandler(caplog.handler)
    yield caplog
    logger.removeHandler(caplog.handler)


def tick(moment: str, as_worker: Acting) -> str:
    with time_machine.travel(moment, tick=False), as_worker():
        return str(sweep_if_due())


def test_the_clock_asks_every_hour() -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["retention-sweep"]
    assert entry == {"task": sweep_if_due.name, "schedule": 3600.0}


def test_it_disposes_of_what_is_due_today(family: TokenFamily, as_worker: Acting) -> None:
    family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    assert tick(f"{SERVICE_DUE}T00:10:00+00:00", as_worker) == "disposed of 2"
    assert tables_with(family.token) == {}


def test_it_runs_once_a_night(db: None, as_worker: Acting) -> None:
    tick("2026-03-03T00:10:00+00:00", as_worker)
    assert tick("2026-03-03T01:10:00+00:00", as_worker) == "done already"
    assert tick("2026-03-03T23:59:00+00:00", as_worker) == "done already"
    assert tick("2026-03-04T00:05:00+00:00", as_worker) == "disposed of 0"
    assert SweepRun.objects.count() == 2


def test_the_night_the_clocks_change_is_neither_skipped_nor_doubled(
    db: None, as_worker: Acting
) -> None:
    """The ledger counts in UTC; the council's day has 23 or 25 hours."""
    for day in ("2026-03-28", "2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26"):
        for hour in range(24):
            tick(f"{day}T{hour:02}:20:00+00:00", as_worker)
    assert SweepRun.objects.count() == 5


def test_a_missed_night_is_caught_up_and_alarmed(
    family: TokenFamily, as_worker: Acting, said: pytest.LogCaptureFixture
) -> None:
    tick("2026-03-01T00:10:00+00:00", as_worker)
    family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    assert not said.records or "No retention sweep" not in said.text
    assert tick("2026-03-04T09:10:00+00:00", as_worker) == "disposed of 2"
    assert "No retention sweep has finished for 81 hours." in said.text
    (alarm,) = [record for record in said.records if "No retention" in record.getMessage()]
    assert alarm.levelno == logging.ERROR


def test_26_hours_are_no_alarm(db: None, as_worker: Acting, said: pytest.LogCaptureFixture) -> None:
    tick("2026-03-01T00:10:00+00:00", as_worker)
    tick("2026-03-02T02:10:00+00:00", as_worker)
    assert "No retention sweep" not in said.text


def test_a_sweep_that_fails_is_in_the_ledger_and_tried_again(
    family: TokenFamily, as_worker: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    with (
        time_machine.travel("2026-03-03T00:10:00+00:00", tick=False),
        as_worker(),
        monkeypatch.context() as patch,
    ):
        patch.setattr("retention.certificates.issue", fail)
        with pytest.raises(RuntimeError):
            sweep_if_due()
    assert SweepRun.objects.get().outcome == Outcome.FAILED
    assert tables_with(family.word("goal"))  # all or nothing
    assert tick("2026-03-03T01:10:00+00:00", as_worker) == "disposed of 2"


def test_s43_a_batch_that_fails_holds_up_no_other(
    cast: Cast, as_worker: Acting, monkeypatch: pytest.MonkeyPatch, said: pytest.LogCaptureFixture
) -> None:
    """It is left whole, the others go, and the night counts as failed."""
    first, second = TokenFamily.some(cast, 2)
    for family in (first, second):
        family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    issue = certificates.issue

    def fail_for_the_first(run: Any, lines: Any, *rest: Any, **more: Any) -> None:
        if first.household.pk in {line.household_id for line in lines}:
            raise RuntimeError("this one cannot go")
        issue(run, lines, *rest, **more)

    with (
        time_machine.travel("2026-03-03T00:10:00+00:00", tick=False),
        as_worker(),
        monkeypatch.context() as patch,
    ):
        patch.setattr("retention.disposal.BATCH", 1)
        patch.setattr("retention.certificates.issue", fail_for_the_first)
        with pytest.raises(RuntimeError, match="cannot go"):
            sweep_if_due()
    assert tables_with(first.word("goal"))
    assert tables_with(second.token) == {}
    run = SweepRun.objects.get()
    assert (run.outcome, run.disposed) == (Outcome.FAILED, 2)
    assert "A batch of 1 households could not be disposed of." in said.text
    assert tick("2026-03-03T01:10:00+00:00", as_worker) == "disposed of 2"


def test_s43_a_due_list_that_fails_for_one_family_stops_no_disposal(
    cast: Cast, as_worker: Acting, monkeypatch: pytest.MonkeyPatch, said: pytest.LogCaptureFixture
) -> None:
    """Nor the notice of the others; and the night counts as failed."""
    going, broken, coming = TokenFamily.some(cast, 3)
    going.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    for family in (broken, coming):
        family.close(CLOSED)
    bring_up_to_date = due_lines.bring_up_to_date

    def fail_for_one(*, households: Any, as_of: date) -> int:
        if broken.household.pk in households:
            raise RuntimeError("this one cannot be listed")
        return bring_up_to_date(households=households, as_of=as_of)

    with (
        time_machine.travel(f"{SERVICE_DUE}T00:10:00+00:00", tick=False),
        as_worker(),
        monkeypatch.context() as patch,
    ):
        patch.setattr("retention.actions.due_lines.bring_up_to_date", fail_for_one)
        with pytest.raises(RuntimeError, match="cannot be listed"):
            sweep_if_due()
    assert tables_with(going.token) == {}
    run = SweepRun.objects.get()
    assert (run.outcome, run.noticed, run.disposed) == (Outcome.FAILED, 2, 2)
    assert line_of(coming).given_on == SERVICE_DUE
    assert line_of(broken).given_on is None
    assert "3 households could not be brought up to date together." in said.text
    assert tick(f"{SERVICE_DUE}T01:10:00+00:00", as_worker) == "disposed of 0"
    assert line_of(broken).given_on == SERVICE_DUE


def test_a_sweep_that_was_killed_is_said_to_be(db: None, as_worker: Acting) -> None:
    with as_worker():
        killed = sweep._begin(date(2026, 3, 2))
    tick("2026-03-03T00:10:00+00:00", as_worker)
    killed.refresh_from_db()
    assert killed.outcome == Outcome.INTERRUPTED
    assert killed.finished_at is not None


def test_a_sweep_as_of_another_day_is_not_tonights(db: None, as_worker: Acting) -> None:
    with time_machine.travel("2026-03-03T00:05:00+00:00", tick=False), as_worker():
        sweep._end(sweep._begin(date(2026, 1, 1)), Outcome.FINISHED)
    assert tick("2026-03-03T00:10:00+00:00", as_worker) == "disposed of 0"


def test_a_clock_that_was_ahead_silences_neither_the_sweep_nor_its_alarm(
    family: TokenFamily, as_worker: Acting, said: pytest.LogCaptureFixture
) -> None:
    family.close(CLOSED)
    tick("2026-02-28T00:10:00+00:00", as_worker)
    tick("2027-01-01T00:10:00+00:00", as_worker)
    said.clear()
    assert tick("2026-03-03T00:10:00+00:00", as_worker) == "disposed of 0"
    assert "No retention sweep has finished for 72 hours." in said.text


def test_it_leaves_while_another_one_runs(
    db: None, as_worker: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(*_: object) -> None:
        raise sweep.AnotherSweep

    monkeypatch.setattr("retention.sweep.dispose", other)
    with transaction.atomic():
        assert tick("2026-03-03T00:10:00+00:00", as_worker) == "another sweep is running"


def test_nothing_is_overdue_before_the_first(db: None) -> None:
    from django.utils import timezone

    assert tasks.overdue(timezone.now()) == 0


@pytest.mark.parametrize("merged", [0, 1])
def test_a_household_that_is_merged_while_the_sweep_runs_fails_nothing(
    cast: Cast, night: Callable[[date], SweepRun], monkeypatch: pytest.MonkeyPatch, merged: int
) -> None:
    """The first after its batch, which it stayed in; or the second, before its own."""
    pair = TokenFamily.some(cast, 2)
    for family in pair:
        family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    DueLine.objects.filter(household=pair[0].household).update(may_go_from=date(2099, 1, 1))
    batches = due.batches

    def merged_on_the_way(*asked: Any) -> Iterator[list[int]]:
        for ids in batches(*asked):
            if ids == [pair[1].household.pk]:
                merging.homes(cast, pair[1 - merged].household, pair[merged].household)
            yield ids

    monkeypatch.setattr("retention.disposal.BATCH", 1)
    monkeypatch.setattr("retention.due.batches", merged_on_the_way)
    run = night(SERVICE_DUE)
    assert (run.outcome, run.disposed) == (Outcome.FINISHED, 0)
    assert Household.objects.count() == 2


def test_what_cannot_be_told_of_those_who_stay_stops_no_batch(
    cast: Cast, as_worker: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = TokenFamily.some(cast, 2)
    for family in (first, second):
        family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    DueLine.objects.filter(household=first.household).update(may_go_from=date(2099, 1, 1))
    monkeypatch.setattr("retention.disposal.BATCH", 1)
    monkeypatch.setattr("retention.due.BATCH", 1)  # told before the second is disposed of
    monkeypatch.setattr("retention.due_but_waiting.blocks", lambda *_: 1 / 0)
    with at(SERVICE_DUE), as_worker(), pytest.raises(ZeroDivisionError):
        sweep.dispose(SERVICE_DUE)
    assert Household.objects.get() == first.household
    assert SweepRun.objects.get().outcome == Outcome.FAILED
