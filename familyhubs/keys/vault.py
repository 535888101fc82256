"""The rows of the keys database: made, read and destroyed. Only `sealing` sees what is in them.

The table is made by `manage.py prepare_database` (familyhubs/database/keys.py). The web may read
and add; to destroy and to wrap anew is the worker's.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

import psycopg

from familyhubs.keys.connections import ask


class Wrapped(NamedTuple):
    """A data key under the master key of that name."""

    master: str
    key: bytes


READ = "SELECT id, master, wrapped FROM data_keys WHERE id = ANY(%s) AND destroyed_at IS NULL"
# In the order of the ids, so that two makers of the same keys never wait for each other crosswise.
MAKE = """
    INSERT INTO data_keys (id, master, wrapped)
    SELECT * FROM unnest(%s::uuid[], %s::text[], %s::bytea[]) AS made (id, master, wrapped)
    ORDER BY id
    ON CONFLICT (id) DO NOTHING
"""
DESTROY = """
    INSERT INTO data_keys (id, destroyed_at)
    SELECT id, now() FROM unnest(%s::uuid[]) AS id ORDER BY id
    ON CONFLICT (id) DO UPDATE SET master = NULL, wrapped = NULL, destroyed_at = now()
    WHERE data_keys.destroyed_at IS NULL
"""
DESTROYED = """
    SELECT id, destroyed_at FROM data_keys WHERE id = ANY(%s) AND destroyed_at IS NOT NULL
"""

LIVING = """
    SELECT id FROM data_keys WHERE destroyed_at IS NULL AND id > %s ORDER BY id LIMIT %s
"""
NONE_YET = UUID(int=0)


def read(key_ids: Iterable[UUID]) -> dict[UUID, Wrapped]:
    """The keys that are there, in one round trip; a destroyed or unknown one is left out."""
    wanted = list(set(key_ids))
    return ask(lambda vault: _rows(vault, wanted)) if wanted else {}


def make(offered: Mapping[UUID, Wrapped]) -> dict[UUID, Wrapped]:
    """Keep each key whose id is new, committed at once; return what is kept, as `read` does.

    One round trip. Where two make the same key, both get that of the first. A destroyed id is
    never made again.
    """

    def question(vault: psycopg.Connection) -> dict[UUID, Wrapped]:
        with vault.pipeline():
            masters, keys = [one.master for one in offered.values()], [*map(_key, offered.values())]
            vault.execute(MAKE, [list(offered), masters, keys])
            return _rows(vault, list(offered))

    return ask(question) if offered else {}


def destroy(key_ids: Iterable[UUID]) -> int:
    """Destroy these keys for good; return how many were not destroyed before.

    The id and the moment stay, so that none is ever made again under it. Committed at once, and
    safe to run twice. Needs the worker's rights.
    """
    doomed = list(set(key_ids))
    return ask(lambda vault: vault.execute(DESTROY, [doomed]).rowcount) if doomed else 0


def destroyed_at(key_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """Those of these keys that are destroyed, and when each was. Raises VaultClosed."""
    asked = list(set(key_ids))
    if not asked:
        return {}
    return ask(lambda vault: dict(vault.execute(DESTROYED, [asked]).fetchall()))


def living(batch: int) -> Iterator[list[UUID]]:
    """The ids of all keys that are not destroyed, so many at a time. Raises VaultClosed."""
    last = NONE_YET
    while ids := ask(partial(_living_after, last, batch)):
        yield ids
        last = ids[-1]


def _living_after(last: UUID, many: int, vault: psycopg.Connection) -> list[UUID]:
    return [key_id for (key_id,) in vault.execute(LIVING, [last, many])]


def _rows(vault: psycopg.Connection, wanted: list[UUID]) -> dict[UUID, Wrapped]:
    found = vault.execute(READ, [wanted])
    return {key_id: Wrapped(master, bytes(key)) for key_id, master, key in found}


def _key(wrapped: Wrapped) -> bytes:
    return wrapped.key
