"""Destroying keys after the transaction that gave them up, and never before.

The vault is a database apart and commits by itself: destroyed too early, a disposal that is rolled
back leaves a record that nobody can read; destroyed "after", a crash between the two leaves a key
that should be gone. So disposal writes a row here in its own transaction, and the worker destroys
what is committed, until it is done. When the last key of a batch is destroyed, a row says so.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Min

from familyhubs.keys import vault
from familyhubs.keys.models import DoomedKey, KeyDestruction

BATCH = 500
SETTING = "familyhubs.batch"  # for the length of a transaction
LOCK = 4685  # an advisory lock of ours, with a batch's own number: one process takes a batch


def begin_batch(batch: UUID | None) -> None:
    """Have the keys that the caller's transaction gives up from now on known as a batch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, str(batch or "")])


def doom(key_ids: Iterable[UUID]) -> None:
    """Have these keys destroyed once the caller's transaction is committed."""
    with connection.cursor() as cursor:
        cursor.execute(dooming("SELECT unnest(%s::uuid[])"), [list(key_ids)])


def dooming(key_ids: str) -> str:
    """The same as a part of a larger statement, for the keys that a query gives."""
    table = DoomedKey._meta.db_table
    batch = f"nullif(current_setting('{SETTING}', true), '')::uuid"
    return (
        f'INSERT INTO "{table}" ("key_id", "batch") SELECT key_id, {batch} '  # noqa: S608
        f"FROM ({key_ids}) AS doomed (key_id) ON CONFLICT DO NOTHING"
    )


def destroy_doomed() -> int:
    """Destroy the doomed keys; return how many. Needs the worker's rights.

    Call it after the commit of a disposal; the task of every hour makes up for one that was
    killed. Safe to run twice, and two at once share the work. Raises VaultClosed.
    """
    destroyed = 0
    while done := _destroy_some():
        destroyed += done
    batches = DoomedKey.objects.values("batch").annotate(first=Min("pk")).order_by("first")
    for batch in list(batches.values_list("batch", flat=True)):
        if batch:
            destroyed += _destroy_batch(batch)
    return destroyed


@transaction.atomic
def _destroy_some() -> int:
    """Keys of no batch."""
    doomed = DoomedKey.objects.filter(batch=None).select_for_update(skip_locked=True)
    rows = list(doomed.order_by("pk")[:BATCH])
    vault.destroy(row.key_id for row in rows)
    DoomedKey.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@transaction.atomic
def _destroy_batch(batch: UUID) -> int:
    """All keys of a batch, and the row that says since when; 0 where another process has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [LOCK, str(batch)])
        if not cursor.fetchone()[0]:
            return 0
    doomed = DoomedKey.objects.filter(batch=batch)
    ids = list(doomed.values_list("key_id", flat=True))
    if not ids:
        return 0
    # With its own id: a vault that knows nothing of it comes from an older dump, and what was
    # destroyed since is back in it (retention/returned.py).
    vault.destroy([*ids, batch])
    # As the vault has it: after a restore they are given up again, and were destroyed before.
    last = max(vault.destroyed_at(ids).values())
    doomed.delete()
    KeyDestruction.objects.bulk_create(
        [KeyDestruction(batch=batch, keys=len(ids), destroyed_at=last)], ignore_conflicts=True
    )
    return len(ids)
