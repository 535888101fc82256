"""The sweep: looking, and disposing with its line in the ledger. Safe to run at any time, twice."""

import gc
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from familyhubs.database import clock
from familyhubs.files import outbox as files
from familyhubs.keys import outbox as data_keys
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from retention import copies, disposal, due, due_but_waiting, due_list, unplaced
from retention.demo_mark import is_demo
from retention.lines import Block, Line
from retention.models import Outcome, ScheduleVersion, SweepRun
from retention.models.due_line import NOTICE
from retention.restores import backup_check
from retention.schedule import schedule_on

logger = logging.getLogger("familyhubs.retention")


class NotYet(Refused):
    words = (
        "The date is in the future, and this is not a demo database: records are disposed of "
        "only when their day has come."
    )
    field = "as_of"


class GoneBy(Refused):
    words = (
        "The date is in the past, and this is not a demo database: notice is given on the day it "
        "is given, so that its 30 days are real. Without --commit, any day can be looked at."
    )
    field = "as_of"


class ClocksDiffer(Refused):
    words = (
        "This machine and the database do not agree which day it is: nothing was disposed of and "
        "no notice was given. Set the clock that is wrong."
    )


class AnotherSweep(Refused):
    words = "Another sweep is running; this one left it to finish."


@dataclass(frozen=True)
class Seen:
    """What one batch came to."""

    due: list[Line]
    blocked: list[Block]
    disposed: int = 0


def look(as_of: date) -> Iterator[Seen]:
    """What is due on a day and what stops the rest, or has it wait. Changes nothing."""
    for found in unplaced.look(as_of):
        yield Seen(found.lines, found.blocked)
    for assessed in due.in_batches(as_of):
        lines = assessed.lines()
        yield Seen(lines, due_but_waiting.blocks(assessed.held_to_notices(), lines))


def dispose(as_of: date, *, tell: Callable[[Seen], None] = lambda _seen: None) -> SweepRun:
    """Give notice of what comes up, then dispose of everything due on a day whose notice has run
    and that was approved where it has to be; `tell` hears of each batch when it is committed.

    Raises NotYet for a day to come and GoneBy for a past one where families may be real,
    AnotherSweep while one runs, FromABackup where the database lacks disposals that were made,
    ClocksDiffer where it is another day there than here.
    """
    if as_of != today() and not is_demo():
        raise NotYet if as_of > today() else GoneBy
    with disposal.one_at_a_time() as mine:
        if not mine:
            raise AnotherSweep
        backup_check.require_replayed()
        bury_the_dead()
        run, listed = _begin(as_of), due_list.Listed()
        try:
            _require_one_day()
            if as_of < today() + NOTICE:  # later than that, the nights until then gave it
                listed = due_list.bring_up_to_date(as_of)
                run.noticed = listed.noticed
            gc.freeze()  # looking through all that is loaded again and again takes a tenth
            for seen in _disposed(run):
                run.due += len(seen.due)
                run.blocked += len(seen.blocked)
                run.disposed += seen.disposed
                tell(seen)
            listed.end()
        except BaseException:
            _end(run, Outcome.FAILED)
            raise
        finally:
            gc.unfreeze()
        _end(run, Outcome.FINISHED)
    after_the_commit()
    return run


def _disposed(run: SweepRun) -> Iterator[Seen]:
    """Requests that came to no household, then the households: neither holds up the other."""
    failed: Exception | None = None
    try:
        for found in unplaced.dispose(run):
            yield Seen(found.lines, found.blocked, len(found.lines))
    except Exception as error:
        logger.exception("Requests without a household could not be disposed of.")
        failed = error
    for batch in disposal.in_batches(run):
        yield Seen(batch.gone + batch.waiting, batch.blocked, len(batch.gone))
    if failed:
        raise failed


def after_the_commit() -> None:
    """Copy the certificates, remove the files and destroy the keys that were given up.

    What fails here stands in its outbox, and the tasks of every hour try again until it is done.
    """
    for finish in (copies.deliver, files.remove_doomed, data_keys.destroy_doomed):
        try:
            finish()
        except Exception:  # the disposal itself is done, and its ledger says so
            logger.exception("Copies, doomed files or keys are left; the next hour tries again.")


def _require_one_day() -> None:
    """A clock that is ahead would dispose of what is not due."""
    if timezone.localdate(clock.now()) != today():
        logger.error(ClocksDiffer.words)
        raise ClocksDiffer


def _begin(as_of: date) -> SweepRun:
    version = ScheduleVersion.objects.get(version=schedule_on(as_of).version)
    return SweepRun.objects.create(as_of=as_of, schedule=version)


def _end(run: SweepRun, outcome: Outcome) -> None:
    run.outcome, run.finished_at = outcome, timezone.now()
    run.save()


def bury_the_dead() -> None:
    """A sweep that still says "running" while we hold the lock was killed."""
    SweepRun.objects.filter(outcome=Outcome.RUNNING).update(
        outcome=Outcome.INTERRUPTED, finished_at=timezone.now()
    )
