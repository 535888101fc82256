"""Reading a file twice: once to check the whole of it, once to write it, all or nothing."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from familyhubs.imports import already, kinds
from familyhubs.imports.author import author_of
from familyhubs.imports.checking import Case, Reader
from familyhubs.imports.known import Known
from familyhubs.imports.lines import Unreadable, lines_of, open_file
from familyhubs.imports.problems import Problem, Problems
from familyhubs.imports.writing import family, tables
from familyhubs.imports.writing.batch import Batch, log_households
from familyhubs.keys.connections import VaultClosed
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.actions.involvement import permissions

AT_A_TIME = 200  # households
TURN = 7_311  # a number of ours for the advisory lock: one import at a time
Tell = Callable[[str, int, int], None]  # what is being done, bytes read, households


class AnotherImport(Unreadable):
    """Two imports of one file would each find nothing here."""


@dataclass
class Report:
    """What a file holds and what became of it."""

    file: str
    committed: bool = False
    lines: int = 0
    households: int = 0
    already_here: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    errors: Problems = field(default_factory=Problems)
    notes: Problems = field(default_factory=Problems)


def run(
    path: Path,
    *,
    commit: bool = False,
    by: User | None = None,
    make_missing: bool = False,
    tell: Tell = lambda *_: None,
) -> Report:
    """Check a file; with `commit` and no error, add what is new in it, in one transaction."""
    report = Report(file=str(path))
    try:
        with transaction.atomic():
            if commit:
                take_turn()
            known = Known.of_today(make_missing=make_missing)
            _check(path, known, report, tell)
            if commit and not report.errors:
                _write(path, known, by, report.households, tell)
                report.committed = True
    except (Unreadable, VaultClosed, ImproperlyConfigured) as problem:
        report.committed = False
        report.errors.add(Problem(0, "", str(problem)))
    return report


def _check(path: Path, known: Known, report: Report, tell: Tell) -> None:
    counts = kinds.nothing()
    reader = Reader(known, report.errors, report.notes)
    for cases in _batches(path, reader, "Checking", tell):
        for case in cases:
            kinds.add(counts, case)
    report.lines, report.households = reader.lines, reader.new
    report.already_here = reader.already_here
    counts["hubs"], counts["organisations"] = (
        len(known.missing_hubs),
        len(known.missing_organisations),
    )
    report.kinds = {kind: number for kind, number in counts.items() if number}


def _write(path: Path, known: Known, by: User | None, expected: int, tell: Tell) -> None:
    with connection.cursor() as cursor:
        # Checked a batch at a time: deferred to the end, millions of checks would wait in memory.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # The search index takes in many names at a time, and is so several times quicker.
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
        cursor.execute("SET LOCAL work_mem = '64MB'")
    author = by or author_of()
    known.make(author)
    batch = Batch(
        known=known,
        by=author,
        in_person=by is not None,
        permission=permissions(),
        ids=tables.Ids(),
        today=today(),
    )
    reader = Reader(known, Problems(), Problems())
    for cases in _batches(path, reader, "Adding", tell):
        for case in cases:
            family.build(batch, case.content, case.bonds, case.fingerprint)
        log_households(batch)
        batch.write()
    if reader.errors or reader.new != expected:
        raise Unreadable("The file changed while it was being read. Nothing was added.")


def _batches(path: Path, reader: Reader, doing: str, tell: Tell) -> Iterator[Sequence[Case]]:
    """What is new in the file, some hundred households at a time."""
    waiting: list[Case] = []
    read = 0
    with open_file(path) as file:
        for line in lines_of(file):
            read = line.read
            if case := reader.read(line):
                waiting.append(case)
            if len(waiting) == AT_A_TIME:
                yield already.left_out(waiting, reader)
                waiting = []
                tell(doing, read, reader.new + reader.already_here)
        yield already.left_out(waiting, reader)
    tell(doing, read, reader.new + reader.already_here)


def take_turn() -> None:
    """Have the turn until this transaction ends. Raises AnotherImport."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [TURN])
        if cursor.fetchone() != (True,):
            raise AnotherImport("Another import is running. Wait until it has ended.")


def as_json(report: Report) -> str:
    """The report as one JSON object."""
    return json.dumps(
        {
            "file": report.file,
            "committed": report.committed,
            "lines": report.lines,
            "households": report.households,
            "already_here": report.already_here,
            "added" if report.committed else "would_add": report.kinds,
            "errors": [problem.as_json() for problem in report.errors.shown],
            "more_errors": report.errors.more,
            "notes": [note.as_json() for note in report.notes.shown],
            "more_notes": report.notes.more,
        },
        indent=2,
        ensure_ascii=False,
    )
