"""Disposal: rows of every table of the plan, in batches, each one transaction (S43).

Deletes are plain SQL over ids: Django's own would read every row, write history of the deletion
and cascade, where a forgotten table must fail loudly instead (foreign keys are checked at commit).
Runs with the worker's role; the web may not delete.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from familyhubs.audit import log
from familyhubs.files import outbox as files
from familyhubs.keys import outbox as data_keys
from familyhubs.records.privacy import RecordClass
from households.models import Household, Person
from retention import certificates, clocks, due
from retention.afterwards import forget_what_was_typed
from retention.due import Assessment, Block, Line
from retention.lookups import as_array
from retention.models import SweepRun
from retention.plan import PLAN, Step
from retention.scope import Counts, Key, Scope

logger = logging.getLogger("familyhubs.retention")

BATCH = 200  # households a transaction: larger ones are no faster and only hold locks longer
LOCK = 5_040_076  # the sweep's advisory lock, a number of our own


@dataclass(frozen=True)
class Disposed:
    """What became of one batch. A household somebody was writing to stays in `waiting`, due."""

    gone: list[Line]
    waiting: list[Line]
    blocked: list[Block]


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

    A batch that fails is left whole and holds up no other; its error is raised after the last.
    """
    failed: Exception | None = None
    for ids in due.batches(run.as_of, BATCH):
        try:
            disposed = _of_batch(ids, run)
        except Exception as error:  # whatever it is: the others must not outlive their time for it
            logger.exception("A batch of %d households could not be disposed of.", len(ids))
            failed = failed or error
        else:
            yield disposed
    if failed:
        raise failed


def _of_batch(ids: Sequence[int], run: SweepRun) -> Disposed:
    with transaction.atomic():
        assessed, free = _locked(ids, run.as_of)
        gone = _dispose(assessed, free, run)
    forget_what_was_typed(gone)
    asked = set(ids)
    later = due.assess(asked - free, run.as_of)
    blocked = [block for block in assessed.blocks() if block.household_id in asked & free]
    return Disposed(gone, later.lines(), blocked + later.blocks())


def _locked(ids: Sequence[int], as_of: date) -> tuple[Assessment, set[int]]:
    """Lock households, those that share people with them, and all their people; then look.

    Returns what holds now, and the households that were free together with all their people.
    """
    people = clocks.ties(households=ids)
    wanted = set(ids).union(*clocks.ties(people=people).values()) if people else set(ids)
    had = _lock(Household, wanted)
    held = _lock(Person, clocks.ties(households=had) if had else ())
    assessed = due.assess(had, as_of)
    busy = {home for pk, homes in assessed.homes.items() if pk not in held for home in homes}
    return assessed, had - busy


def _lock(model: type[Model], pks: Collection[int]) -> set[int]:
    rows = model._base_manager.filter(pk__any_of=pks).order_by("pk")
    return set(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))


def _dispose(assessed: Assessment, free: set[int], run: SweepRun) -> list[Line]:
    """Remove what is due of the households that are free, and certify it."""
    scope = assessed.scope(free)
    marks = certificates.marks_before(scope.hub | scope.service)
    removed: Counts = defaultdict(Counter)
    for household in scope.service - scope.old_shells:
        removed[Key(household, RecordClass.SERVICE)] = Counter()
    for step in PLAN:
        _remove(step, scope, removed)
    Household.objects.filter(pk__any_of=scope.new_shells).update(name="")
    lines = [
        assessed.line(key, certificates.records_in(counts))
        for key, counts in sorted(removed.items(), key=lambda item: item[0].order)
    ]
    certificates.issue(run, lines, removed, scope.remaining(), marks)
    if lines:
        log.disposed("household", action="sweep", basis=f"sweep:{run.pk}")
    return lines


def _remove(step: Step, scope: Scope, removed: Counts) -> None:
    """Delete a table's rows and their history, counting each under its key."""
    rows = scope.rows(step).values_list("pk", *scope.keys(step))
    keys = {pk: scope.key(step, values) for pk, *values in rows}
    for key in keys.values():
        removed[key][step.table] += 1
    _doom_what_goes_with(step, keys)
    if step.logged_as and keys:
        log.forget(step.logged_as, keys)
    _delete(step.model, keys)
    if step.history is None:
        return
    for rows in scope.past(step, keys):
        gone = {}
        for history_id, pk, *values in rows.values_list("history_id", "id", *scope.keys(step)):
            gone[history_id] = keys.get(pk) or scope.key(step, values)
        for key in gone.values():
            removed[key][step.history._meta.db_table] += 1
        _delete(step.history, gone)


def _doom_what_goes_with(step: Step, pks: Collection[int]) -> None:
    """Files and data keys are in no transaction: they go once this one is committed."""
    if not pks or not (step.file or step.data_key):
        return
    rows = step.model._base_manager.filter(pk__any_of=pks).order_by()
    if step.file:
        files.doom(rows.values_list(step.file, flat=True))
    if step.data_key:
        data_keys.doom(rows.values_list(step.data_key, flat=True))


def _delete(model: type[Any], pks: Collection[int]) -> None:
    if not pks:
        return
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM "{table}" WHERE "{column}" = ANY(%s::bigint[])',  # noqa: S608
            [as_array(pks)],
        )
