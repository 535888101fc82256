"""Disposing again of what a restore brought back (docs/adr/0017).

A backup of the records lacks the newest disposals; their copies in the keys database say what went.
Each transaction of then is one transaction again, in the order of the certificates, which are put
back as they were: whoever stops it in the middle starts it again, and it goes on from there.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from familyhubs.audit import log
from familyhubs.keys import disposals
from familyhubs.keys.disposals import Copy
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.models import Household, Person
from retention import chain, disposal, sweep, unplaced
from retention.models import Certificate, Outcome, ScheduleVersion, SweepRun
from retention.restores import who_is_back
from retention.restores.who_is_back import Here
from retention.schedule import schedule_on

logger = logging.getLogger("familyhubs.retention")

BATCH = 2000


class Unsound(Refused):
    """A copy cannot be gone by. Its words say which, and why."""


@dataclass
class Replay:
    """What was found, and what was done about it.

    lost: the numbers of the certificates that were missing here. missing: those of which there is
    no copy either. gone: how many households and people were disposed of again. nobody: lost
    certificates whose households are not here. stay: who was named and is left, and why. back:
    households and people whose keys are destroyed and whose rows are still here.
    """

    run: int | None = None
    lost: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    households: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    nobody: list[int] = field(default_factory=list)
    stay: dict[tuple[str, int], str] = field(default_factory=dict)
    back: list[tuple[str, int]] = field(default_factory=list)


def replay(*, commit: bool) -> Replay:
    """Dispose again of what the copies say went. Without `commit`, all of it is undone again.

    Needs the worker's rights. Raises AnotherSweep, Unsound, VaultClosed.
    """
    with disposal.one_at_a_time() as mine:
        if not mine:
            raise sweep.AnotherSweep
        if commit:
            found = _replayed(commit=True)
        else:
            with transaction.atomic():
                found = _replayed(commit=False)
                transaction.set_rollback(True)
    if commit:
        sweep.after_the_commit()
    return found


def _replayed(*, commit: bool) -> Replay:
    found = Replay()
    found.lost, found.missing = lost_numbers()
    contents = [copy.content for copy in _copies(found.lost)]
    if contents:
        sweep.bury_the_dead()
        here = who_is_back.who_is_here(contents)
        run = _begin(contents)
        found.run = run.pk if commit else None
        for copies in _by_transaction(found.lost):
            with transaction.atomic():
                _again(copies, here, run, found)
        run.outcome, run.finished_at = Outcome.REPLAYED, timezone.now()
        run.disposed = len(found.lost)
        run.save()
    _late(found)
    found.back = [
        (kind, pk)
        for kind, model in (("household", Household), ("person", Person))
        for pk in sorted(who_is_back.without_a_key(model))
        if (kind, pk) not in found.stay
    ]
    return found


def lost_numbers() -> tuple[list[int], list[int]]:
    """The numbers of certificates that are missing here: with a copy, and without one."""
    known = disposals.newest()
    lost: list[int] = []
    missing: list[int] = []
    for first in range(1, (known.number if known else 0) + 1, BATCH):
        last = min(first + BATCH - 1, known.number if known else 0)
        rows = Certificate.objects.filter(number__range=(first, last)).order_by()
        absent = set(range(first, last + 1)) - set(rows.values_list("number", flat=True))
        copied = disposals.digests(first, last).keys() if absent else set()
        lost += sorted(absent & copied)
        missing += sorted(absent - copied)
    return lost, missing


def _copies(numbers: list[int]) -> Iterator[Copy]:
    """The copies of these numbers, each of them sound. Raises Unsound."""
    for start in range(0, len(numbers), BATCH):
        for copy in disposals.those(numbers[start : start + BATCH]):
            if chain.digest_of(copy.content) != copy.digest:
                raise Unsound(
                    f"The copy of certificate {copy.number} in the keys database does not say "
                    "what its digest says: restore the keys database from its newest dump."
                )
            yield copy


def _by_transaction(numbers: list[int]) -> Iterator[list[Copy]]:
    """The copies of what was committed together; one without a batch stands alone."""
    for _, copies in groupby(
        _copies(numbers), key=lambda copy: copy.content["batch"] or copy.number
    ):
        yield list(copies)


def _begin(contents: list[chain.Content]) -> SweepRun:
    """The run of this replay, under a number that none of the lost runs had."""
    _count_on(SweepRun, max(content["run"] for content in contents))
    version = ScheduleVersion.objects.get(version=schedule_on(today()).version)
    return SweepRun.objects.create(as_of=today(), schedule=version)


def _again(copies: list[Copy], here: Here, run: SweepRun, found: Replay) -> None:
    """One transaction of then: remove what it removed, and put its certificates back."""
    contents = [copy.content for copy in copies]
    taken = who_is_back.taken_by(contents, here)
    scope, batch = taken.scope, contents[0]["batch"]
    then = timezone.localdate(datetime.fromisoformat(contents[0]["disposed_at"]))
    disposal.remove(scope, UUID(batch) if batch else None, on=then)
    households = scope.hub | scope.service
    found.households |= households
    found.people |= scope.people.keys()
    found.stay |= taken.stay
    unplaced.again(contents, UUID(batch) if batch else None)
    found.nobody += [each["number"] for each in contents if _is_gone(each, here)]
    if households or scope.people:
        log.disposed("household", action="replay", basis=f"sweep:{run.pk}")
    Certificate.objects.bulk_create(_as_it_was(copy, run) for copy in copies)


def _is_gone(content: chain.Content, here: Here) -> bool:
    """Whether a certificate's households are not here; a request's own names none."""
    named = content["named"]
    alone = "requests" in named and not named["households"]
    return not alone and not here.of(content, "households")


def _as_it_was(copy: Copy, run: SweepRun) -> Certificate:
    said = copy.content
    return Certificate(
        number=copy.number,
        digest=copy.digest,
        previous=said["previous"],
        run=_run_of(said),
        batch=UUID(said["batch"]) if said["batch"] else None,
        schedule=_version(said),
        record_class=said["class"],
        rule=said["rule"],
        rules=said["rules"],
        subject=said["subject"],
        records=said["records"],
        counts=said["counts"],
        keys=said["keys"],
        searched=said["searched"],
        child_remains=said["child_remains"],
        disposed_at=datetime.fromisoformat(said["disposed_at"]),
        marks=said["marks"],
        named=said["named"],
        replayed_in=run,
    )


def _run_of(said: chain.Content) -> SweepRun:
    """The sweep of then, put back under its own number where it is lost, too. Raises Unsound."""
    run, _ = SweepRun.objects.get_or_create(
        pk=said["run"],
        defaults={
            "as_of": date.fromisoformat(said["as_of"]),
            "started_at": datetime.fromisoformat(said["run_started_at"]),
            "finished_at": timezone.now(),
            "outcome": Outcome.PUT_BACK,
            "schedule": _version(said),
        },
    )
    if run.started_at != datetime.fromisoformat(said["run_started_at"]):
        raise Unsound(
            f"Certificate {said['number']} is of sweep {run.pk}, and another sweep has that "
            "number here: one must have run on the restored database before this command."
        )
    return run


def _version(said: chain.Content) -> ScheduleVersion:
    return ScheduleVersion.objects.get(version=said["schedule"])


def _late(found: Replay) -> None:
    """Take who had to stay while something still named them that has gone since."""
    named = Certificate.objects.filter(replayed_in__isnull=False).values_list("named", flat=True)
    contents = [{"named": {"people": each.get("people", [])}} for each in named]
    if not contents:
        return
    left = who_is_back.who_is_here(contents).people.values()
    scope = who_is_back.of_nobody_s(set(left))
    if scope.people:
        with transaction.atomic():
            disposal.remove(scope, None, on=today())
        found.people |= scope.people.keys()
        for pk in scope.people:
            found.stay.pop(("person", pk), None)


def _count_on(model: type[SweepRun], at_least: int) -> None:
    """Have the next row numbered after that, with a right the worker has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        (sequence,) = cursor.fetchone()
        cursor.execute("SELECT nextval(%s)", [sequence])
        (now,) = cursor.fetchone()
        cursor.execute(
            "SELECT count(nextval(%s)) FROM generate_series(1, %s)", [sequence, at_least - now]
        )
