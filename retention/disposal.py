"""Disposal: rows of every table of the plan, in batches, each one transaction (S43).

The deletes are the plan's own statements (`removal`): Django's would read every row, write history
of the deletion and cascade, where a forgotten table must fail loudly instead. PostgreSQL checks a
foreign key for each row and each table that could point at it, which takes twice as long as all the
rest; so the deletes run without, and then every link to what went is searched at once (`verdict`).
Runs with the worker's role; the web may not delete.
"""

import logging
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Model, Q

from familyhubs.audit import log
from familyhubs.keys import outbox as data_keys
from familyhubs.records.dates import today
from households.models import Household, Person
from retention import (
    certificates,
    clocks,
    counting,
    due,
    due_but_waiting,
    holding,
    stopping,
    verdict,
)
from retention.afterwards import forget_what_was_typed
from retention.due import Assessment
from retention.lines import Block, Line
from retention.lookups import Named
from retention.models import SweepRun
from retention.scope import Counts, Scope
from retention.statements import Statement, planned_once, unguarded

logger = logging.getLogger("familyhubs.retention")

# Households a transaction: so many at first, and at least and most as its time says.
# A batch of any size costs a seventh of a second of the processors, so fewer gain little.
FIRST, LEAST, BATCH = 100, 50, 500
AIM = 0.3  # seconds: what takes longer than the one before it still ends within half a second
LOCK = 5_040_076  # the sweep's advisory lock, a number of our own


@dataclass(frozen=True)
class Disposed:
    """What became of some households. `waiting` is due and stays: somebody was writing to the
    household, or its notice has not run, or nobody approved it."""

    gone: list[Line]
    waiting: list[Line]
    blocked: list[Block]


class Batch(NamedTuple):
    """One transaction: what went, what is stopped, and the households of which something is due
    and stays. Why, `in_batches` asks of many at once: in most batches there are a few."""

    gone: list[Line]
    blocked: list[Block]
    stay: set[int]


@contextmanager
def one_at_a_time() -> Iterator[bool]:
    """Hold the sweep's lock for a session; yields False while another process has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def in_batches(run: SweepRun) -> Iterator[Disposed]:
    """Dispose of everything that is due, a batch at a time.

    A batch that fails is left whole and tried again household by household, so that one that
    cannot go holds up no other; the first error is raised after the last batch.
    """
    failed: list[Exception] = []
    stay: set[int] = set()
    for batch in _each(run, failed):
        yield Disposed(batch.gone, [], batch.blocked)
        stay |= batch.stay
        if len(stay) >= due.BATCH:
            yield from _staying(stay, run.as_of, failed)
            stay = set()
    if stay:
        yield from _staying(stay, run.as_of, failed)
    if failed:
        raise failed[0]


def _each(run: SweepRun, failed: list[Exception]) -> Iterator[Batch]:
    """Batch by batch; `failed` is told the errors of single households."""
    pace = Pace()
    for ids in due.batches(run.as_of, lambda: pace.size):
        try:
            with pace.kept():
                batch = _of_batch(ids, run)
        except Exception:  # whatever it is: the others must not outlive their time for it
            logger.exception("A batch of %d households could not be disposed of.", len(ids))
        else:
            yield batch
            continue
        for pk in ids:
            try:
                yield _of_batch([pk], run)
            except Exception as error:
                logger.exception("A household could not be disposed of.")
                failed.append(error)


class Pace:
    """How many households a transaction takes, so that it lasts about a third of a second."""

    def __init__(self) -> None:
        self.size = min(FIRST, BATCH)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Take the time of one batch, and size the next one by it."""
        began = time.perf_counter()
        yield
        fitting = int(self.size * AIM / (time.perf_counter() - began))
        self.size = max(min(fitting, self.size * 2, BATCH), min(LEAST, BATCH))


def _of_batch(ids: Sequence[int], run: SweepRun) -> Batch:
    with planned_once():
        holding.as_they_are()
        assessed, free = _locked(ids, run.as_of)
        scope = assessed.scope(free)
        gone = _dispose(assessed, scope, run)
    forget_what_was_typed(gone)
    asked = set(ids)
    left = asked & free - scope.gone_with_everybody()
    held = due_but_waiting.households(assessed, left, free) if left else set()
    return Batch(gone, stopping.blocks(assessed, left - held), held | (asked - free))


def _staying(
    households: Collection[int], as_of: date, failed: list[Exception]
) -> Iterator[Disposed]:
    """What is due of these and stays; some may be gone meanwhile, or merged into another, and
    nothing of them is held. It is only told: what goes wrong here stops no batch."""
    there = Household.objects.filter(pk__any_of=households, merged_into__isnull=True)
    try:
        assessed = due.assess(set(there.values_list("pk", flat=True)), as_of)
        lines = assessed.lines()
        blocked = due_but_waiting.blocks(assessed.held_to_notices(), lines)
    except Exception as error:
        logger.exception("What stays of %d households could not be told.", len(households))
        failed.append(error)
    else:
        yield Disposed([], lines, blocked)


def _locked(ids: Sequence[int], as_of: date) -> tuple[Assessment, set[int]]:
    """Lock households, their people, and the other households of these; then look.

    Returns what holds now, and the households that were free together with all their people.

    Each is locked before it is asked whom it names: every action holds its household, and a new
    row holds whom it points to, so that nothing found here changes before the end. Where a
    household that shares a person cannot be locked, the person stays with it.
    """
    had: set[int] = set()
    held: set[int] = set()
    homes: dict[int, set[int]] = {}
    wanted = set(ids)
    for _ in ("these", "those that share a person with them"):
        new = _lock(Household, wanted)
        people = clocks.ties(households=new).keys() - homes.keys()
        held |= _lock(Person, people)
        homes |= clocks.ties(people=people)
        had |= new
        wanted = set().union(*homes.values()) - had - set(ids)
        if not wanted:
            break
    assessed = due.assess(had, as_of, homes).held_to_notices()
    busy = {home for pk, homes in assessed.homes.items() if pk not in held for home in homes}
    return assessed, had - busy


def _lock(model: type[Model], pks: Collection[int]) -> set[int]:
    if not pks:
        return set()
    return {pk for (pk,) in _locking(model).rows({"ids": pks})}


@cache
def _locking(model: type[Model]) -> Statement:
    rows = model._base_manager.filter(pk__any_of=Named("ids")).order_by("pk")
    if model is Household:  # one that was merged since it was read goes with the other
        rows = rows.filter(merged_into__isnull=True)
    return Statement.of(rows.select_for_update(skip_locked=True).values_list("pk"))


def _dispose(assessed: Assessment, scope: Scope, run: SweepRun) -> list[Line]:
    """Remove what is due of the households that are free, and certify it."""
    subjects = certificates.subjects_before(scope)
    removed, searched = remove(scope, subjects.batch, on=today())
    lines = [
        assessed.line(key, certificates.records_in(counts))
        for key, counts in sorted(removed.items(), key=lambda item: item[0].order)
    ]
    certificates.issue(run, lines, removed, scope.remaining(), subjects, searched=searched)
    if lines:
        log.disposed("household", action="sweep", basis=f"sweep:{run.pk}")
    return lines


def remove(scope: Scope, batch: UUID | None, *, on: date) -> tuple[Counts, int]:
    """Take away what a scope names, within the caller's transaction, and search for what is left.

    Args: `batch`, under which its keys are given up; `on`, the day it is, or was the first time,
    for the year it is counted in. Returns what went, by what it was, and how many tables were
    searched. Raises LeftBehind.
    """
    data_keys.begin_batch(batch)
    counting.count(scope, on)
    with unguarded():
        removed = scope.removed()
    if shells := scope.new_shells:  # and what was merged into them, where it could not go
        own_or_merged = Q(pk__any_of=shells) | Q(merged_into__any_of=shells)
        Household.objects.filter(own_or_merged).update(name="")
    searched = verdict.nothing_is_left(scope, removed.ids)
    return removed.counts, searched
