"""Wrapping every data key anew under the current master key, so that an old one can leave.

What is sealed is not touched: only the wrappings change. Batch by batch, each its own
transaction, so that a run that is killed goes on where it was, two at once share the work, and a
key destroyed meanwhile stays destroyed.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from uuid import UUID

import psycopg
from django.conf import settings

from familyhubs.keys import masters
from familyhubs.keys.connections import ask
from familyhubs.keys.vault import Wrapped
from familyhubs.keys.wrapping import Tampered, unwrap, wrap

BATCH = 500
FIRST = UUID(int=0)  # before every random one
COUNT = "SELECT master, count(*) FROM data_keys WHERE destroyed_at IS NULL GROUP BY 1 ORDER BY 1"
TAKE = """
    SELECT id, master, wrapped FROM data_keys WHERE id > %s AND master = ANY(%s)
    ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
"""
PUT = """
    UPDATE data_keys SET master = anew.master, wrapped = anew.wrapped
    FROM unnest(%s::uuid[], %s::text[], %s::bytea[]) AS anew (id, master, wrapped)
    WHERE data_keys.id = anew.id
"""


class Batch(NamedTuple):
    """One transaction: the last id it looked at, how many it wrapped, and which did not open."""

    last: UUID
    wrapped: int
    broken: list[UUID]


def keys_by_master() -> dict[str, int]:
    """How many data keys are under each master key."""
    return ask(lambda vault: dict(vault.execute(COUNT).fetchall()))


def rewrap(tell: Callable[[Batch], None]) -> None:
    """Wrap every key that is not under the current master, telling of each batch.

    Keys under a master that MASTER_KEYS lacks stay as they are. Needs the worker's rights.
    """
    current, _ = masters.current()
    older = [name for name in settings.MASTER_KEYS if name != current]
    batch = Batch(FIRST, 0, [])
    while found := ask(partial(_rewrap_batch, after=batch.last, older=older)):
        tell(batch := found)


def _rewrap_batch(vault: psycopg.Connection, *, after: UUID, older: list[str]) -> Batch | None:
    anew: dict[UUID, Wrapped] = {}
    broken = []
    with vault.transaction():
        rows = vault.execute(TAKE, [after, older, BATCH]).fetchall()
        for key_id, master, key in rows:
            try:
                anew[key_id] = wrap(key_id, unwrap(key_id, Wrapped(master, bytes(key))))
            except Tampered:
                broken.append(key_id)
        names, keys = [one.master for one in anew.values()], [one.key for one in anew.values()]
        vault.execute(PUT, [list(anew), names, keys])
    return Batch(rows[-1][0], len(anew), broken) if rows else None
