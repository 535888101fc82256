"""Copies of what was disposed of, in the keys database: they outlive a restore of the records.

A backup of the records lacks the newest disposals. Their copies stand here, where no backup of the
records reaches, so that they are known and can be done again (retention/restores). Knows nobody's
models: `content` is what the caller keeps, without personal data. Only ever added to, by the
worker; the web reads, so that it can refuse to start.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import psycopg
from psycopg.types.json import Jsonb

from familyhubs.keys.connections import ask


class Copy(NamedTuple):
    """One certificate's: its number in the chain, its digest, and what it says."""

    number: int
    digest: str
    content: dict[str, Any]


class Newest(NamedTuple):
    number: int
    digest: str


class OtherCopies(Exception):
    """A copy with that number is there and says something else: another chain's."""


# One probe of the index, however many there are.
NEWEST = "SELECT number, digest FROM disposals ORDER BY number DESC LIMIT 1"
DIGESTS = "SELECT number, digest FROM disposals WHERE number BETWEEN %s AND %s"
THOSE = "SELECT number, digest, content FROM disposals WHERE number = ANY(%s) ORDER BY number"
ADD = """
    INSERT INTO disposals (number, digest, content)
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::jsonb[]) AS made (number, digest, content)
    ORDER BY number
    ON CONFLICT (number) DO NOTHING
"""


def newest() -> Newest | None:
    """The last copy there is. Raises VaultClosed."""
    row = ask(lambda vault: vault.execute(NEWEST).fetchone())
    return Newest(*row) if row else None


def digests(first: int, last: int) -> dict[int, str]:
    """The digest of each copy from one number to another. Raises VaultClosed."""
    return ask(lambda vault: dict(vault.execute(DIGESTS, [first, last]).fetchall()))


def those(numbers: Sequence[int]) -> list[Copy]:
    """The copies with these numbers, in order. Raises VaultClosed."""
    wanted = list(numbers)
    return ask(lambda vault: [Copy(*row) for row in vault.execute(THOSE, [wanted])])


def add(copies: Sequence[Copy]) -> None:
    """Keep copies, all or none, committed at once; safe to run twice. Needs the worker's rights.

    Raises OtherCopies, VaultClosed.
    """

    def question(vault: psycopg.Connection) -> None:
        numbers = [copy.number for copy in copies]
        made = [copy.digest for copy in copies]
        with vault.transaction():
            vault.execute(ADD, [numbers, made, [Jsonb(copy.content) for copy in copies]])
            kept = dict(vault.execute(DIGESTS, [min(numbers), max(numbers)]).fetchall())
            wrong = [copy.number for copy in copies if kept[copy.number] != copy.digest]
            if wrong:
                raise OtherCopies(
                    f"The keys database holds another certificate {wrong[0]} than this database: "
                    "is it the keys database of another one?"
                )

    if copies:
        ask(question)
