"""Requests for support that came to no household: kept as the schedule says, then disposed of.

Support was never opened, so the clock starts on the day the request was made, by the service
record's rule; the version behind the notice that was shown is the promise (readings 1 and 2). Only
a hold on every service record stops it. A request of a household is part of that one's record.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from familyhubs.audit import log
from familyhubs.keys import outbox as data_keys
from familyhubs.records.privacy import RecordClass
from referrals.models import SupportRequest
from retention import certificates, holding
from retention.chain import Content
from retention.lines import Block, Line
from retention.models import SweepRun
from retention.schedule import Trigger, begun, schedule_on, term
from retention.scope import Key

BATCH = 200
CLASS, CLOCK = RecordClass.SERVICE, Trigger.NEVER_OPENED


@dataclass(frozen=True)
class Found:
    """What is due of some requests, or what stops it."""

    lines: list[Line]
    blocked: list[Block]
    last: int = 0


def look(as_of: date) -> Iterator[Found]:
    """What is due on a day, and what a hold stops. Changes nothing."""
    last = 0
    while rows := list(_over(as_of, last)[:BATCH]):
        last = rows[-1].pk
        yield _found(rows, as_of)


def dispose(run: SweepRun) -> Iterator[Found]:
    """Dispose of what is due, in batches, each one transaction with its certificates."""
    last = 0
    while True:
        with transaction.atomic():
            holding.as_they_are()
            rows = list(
                _over(run.as_of, last).select_for_update(of=("self",), skip_locked=True)[:BATCH]
            )
            found = _found(rows, run.as_of)
            due = {line.household_id for line in found.lines}
            _dispose([row for row in rows if row.pk in due], found.lines, run)
        if not rows:
            return
        last = rows[-1].pk
        yield found


def again(contents: Collection[Content], batch: UUID | None) -> int:
    """After a restore: remove those that these certificates say went, and that are back without a
    household. Returns how many."""
    wanted = {mark for each in contents for mark in each["named"].get("requests", ())}
    if not wanted:
        return 0
    rows = SupportRequest.objects.filter(household__isnull=True).only("pk", "data_key")
    back = [row for row in rows.iterator() if certificates.mark("request", row.data_key) in wanted]
    _remove(back, batch)
    return len(back)


def _over(as_of: date, after: int) -> QuerySet[SupportRequest]:
    """Those whose time is over by any version up to a day."""
    cutoff = max(version.rule(CLASS, CLOCK).cutoff(as_of) for version in begun(as_of))
    midnight = timezone.make_aware(datetime.combine(cutoff + timedelta(days=1), time.min))
    rows = SupportRequest.objects.filter(household__isnull=True, made_at__lt=midnight, pk__gt=after)
    return rows.select_related("notice").order_by("pk")


def _found(rows: Iterable[SupportRequest], as_of: date) -> Found:
    lines = [line for row in rows if (line := _line(row, as_of)).due_on <= as_of]
    held = holding.standing([]).classes.get(CLASS, ()) if lines else ()
    if not held:
        return Found(lines, [])
    return Found([], [Block(one.household_id, one.household, None, held[0].stops) for one in lines])


def _line(request: SupportRequest, as_of: date) -> Line:
    made_on = timezone.localdate(request.made_at)
    promised_on = request.notice.in_force_from if request.notice else made_on
    versions = frozenset({schedule_on(min(promised_on, as_of)), schedule_on(as_of)})
    found = term(versions, CLASS, CLOCK, made_on)
    return Line(
        household_id=request.pk,
        household=request.reference,
        person=None,
        record_class=CLASS,
        trigger=CLOCK.value,
        trigger_on=made_on,
        due_on=found.due_on,
        records=1,
        rule=f"{found.rule.years} years from: {CLOCK.label}",
        version=found.schedule.version,
        needs_approval=found.rule.needs_approval,
    )


def _dispose(rows: list[SupportRequest], lines: list[Line], run: SweepRun) -> None:
    if not rows:
        return
    marks = {row.pk: [certificates.mark("request", row.data_key)] for row in rows}
    subjects = certificates.Subjects(requests=marks)
    removed = _remove(rows, subjects.batch)
    counts = {Key(pk, CLASS): tables for pk, tables in removed.items()}
    certificates.issue(run, lines, counts, set(), subjects)
    log.disposed("supportrequest", action="sweep", basis=f"sweep:{run.pk}")


def _remove(rows: list[SupportRequest], batch: UUID | None) -> dict[int, Counter[str]]:
    """Their rows, child first, with history; their keys and the log's links go with them. Returns
    how many rows of which table each had."""
    ids = [row.pk for row in rows]
    removed: dict[int, Counter[str]] = {pk: Counter() for pk in ids}
    data_keys.begin_batch(batch)
    data_keys.doom(row.data_key for row in rows)
    log.forget("supportrequest", ids)
    through, history = SupportRequest.services.through, SupportRequest.history.model
    for model, column in ((through, "supportrequest_id"), (history, "id"), (SupportRequest, "id")):
        rows_of: Any = model._base_manager.filter(**{f"{column}__in": ids})
        for pk in rows_of.values_list(column, flat=True):
            removed[pk][model._meta.db_table] += 1
        rows_of._raw_delete(rows_of.db)
    return removed
