"""Destroying keys after the transaction that gave them up, and never before.

The vault is a database apart and commits by itself: destroyed too early, a disposal that is rolled
back leaves a record that nobody can read; destroyed "after", a crash between the two leaves a key
that should be gone. So disposal writes a row here in its own transaction, and the worker destroys
what is committed, until it is done.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from familyhubs.keys import vault
from familyhubs.keys.models import DoomedKey

BATCH = 500


def doom(key_ids: Iterable[UUID]) -> None:
    """Have these keys destroyed once the caller's transaction is committed."""
    rows = [DoomedKey(key_id=key_id) for key_id in key_ids]
    DoomedKey.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def dooming(key_ids: str) -> str:
    """The same as a part of a larger statement, for the keys that a query gives."""
    table = DoomedKey._meta.db_table
    return f'INSERT INTO "{table}" ("key_id") {key_ids} ON CONFLICT DO NOTHING'


def destroy_doomed() -> int:
    """Destroy the doomed keys; return how many. Needs the worker's rights.

    Call it after the commit of a disposal; the task of every hour makes up for one that was
    killed. Safe to run twice, and two at once share the work. Raises VaultClosed.
    """
    destroyed = 0
    while done := _destroy_batch():
        destroyed += done
    return destroyed


@transaction.atomic
def _destroy_batch() -> int:
    rows = list(DoomedKey.objects.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    vault.destroy(row.key_id for row in rows)
    DoomedKey.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
