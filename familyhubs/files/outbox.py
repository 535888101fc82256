"""Removing files, after the transaction that gave them up, and never before.

A file cannot be rolled back. So the transaction that deletes what names it only writes a row
here; when that is committed, the worker removes the file and then the row. Killed at any moment,
it goes on where it was: a file that is gone already is no error.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import batched
from pathlib import Path

from django.db import transaction

from familyhubs.files import storage
from familyhubs.files.models import DoomedFile

BATCH = 200
A_DAY = 24 * 3600  # seconds: no request lasts so long


def doom(names: Iterable[str]) -> None:
    """Have these files removed once the caller's transaction is committed.

    Args: `names`; an empty one is of a row that has no file.
    """
    rows = [DoomedFile(name=name) for name in names if name]
    DoomedFile.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def dooming(names: str) -> str:
    """The same as a part of a larger statement, for the names that a query gives."""
    table = DoomedFile._meta.db_table
    named = f"SELECT given.name FROM ({names}) AS given(name) WHERE given.name <> ''"  # noqa: S608
    return f'INSERT INTO "{table}" ("name") {named} ON CONFLICT DO NOTHING'


def remove_doomed() -> int:
    """Remove the files that are doomed; return how many. Needs the worker's rights.

    Safe to run twice, and two at once share the work.
    """
    removed = 0
    while done := _remove_batch():
        removed += done
    return removed


def sweep_orphans(known_names: Callable[[Collection[str]], Collection[str]]) -> int:
    """Remove files older than a day that nobody names: what rolled-back uploads left behind.

    Args: `known_names`, called with some names, answers with those that somebody still keeps.
    Returns how many were removed.
    """
    removed = 0
    for batch in batched(_older_than_a_day(), BATCH):
        names = {path.name for path in batch}
        unknown = names - set(known_names(names))
        for path in batch:
            if path.name in unknown:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


@transaction.atomic
def _remove_batch() -> int:
    rows = list(DoomedFile.objects.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    for row in rows:
        storage.remove(row.name)
    DoomedFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _older_than_a_day() -> Iterator[Path]:
    """Files of ours and what was left half written; nothing else that lies in the folder."""
    before = time.time() - A_DAY
    for path in storage.folder().glob("[0-9a-f][0-9a-f]/*"):
        ours = storage.NAME.fullmatch(path.name.removesuffix(storage.HALF_WRITTEN))
        try:
            if ours and path.stat().st_mtime < before:
                yield path
        except FileNotFoundError:  # removed meanwhile
            continue
