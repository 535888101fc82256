"""Disposal as somebody would write it by hand: batches of SQL, and foreign keys that cascade.

In a clone of the database whose foreign keys to a family's tables are made ON DELETE CASCADE, and
whose tables have no trigger. Nothing is certified, counted or searched for. History has no foreign
keys: it goes by statements of its own, before the rows that it is found by.
"""

from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

import psycopg

from bench.stock import count, of_processors, timed

PEOPLE = (
    "SELECT array_agg(DISTINCT person_id) FROM households_membership WHERE household_id = ANY(%s)"
)


def delete(
    clone: psycopg.Connection, households: Sequence[int], size: int
) -> tuple[int, float, float]:
    """Delete these households, so many a transaction; how many rows went, the seconds that passed,
    and those that processors worked."""
    make_keys_cascade(clone)
    statements = list(deletes_of_history())
    before = rows_of_families(clone)
    worked = of_processors(clone.info.backend_pid)
    seconds, _ = timed(lambda: delete_all(clone, households, size, statements))
    worked = of_processors(clone.info.backend_pid) - worked
    return before - rows_of_families(clone), seconds, worked


def make_keys_cascade(clone: psycopg.Connection) -> None:
    from bench.copies import tables

    names = [model._meta.db_table for model in tables()]
    keys = clone.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'f' AND confrelid = ANY(%s::text[]::regclass[])",
        [names],
    ).fetchall()
    for table, name, words in keys:
        cascading = words.replace(" DEFERRABLE", " ON DELETE CASCADE DEFERRABLE")
        clone.execute(
            f'ALTER TABLE {table} DROP CONSTRAINT "{name}", '
            f'ADD CONSTRAINT "{name}" {cascading} NOT VALID'
        )
    for table in names:
        clone.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')


def deletes_of_history() -> Iterator[tuple[str, bool]]:
    """A statement for each way to a history, and whether it goes by people."""
    from households.models import Household
    from retention.plan import PLAN
    from retention.removal import way

    for step in PLAN:
        history: Any = step.history
        if history is None or step.household == "merged_into_id":
            continue
        table = history._meta.db_table
        if step.people:
            either = " OR ".join(f"h.{path} = ANY(%s)" for path in step.people)
            yield f'DELETE FROM "{table}" h WHERE {either}', True
        else:
            home = way(history, "id" if step.model is Household else step.household, "h")
            using = f" USING {', '.join(home.tables)}" if home.tables else ""
            where = " AND ".join([*home.joins, f"{home.value} = ANY(%s)"])
            yield f'DELETE FROM "{table}" h{using} WHERE {where}', False


def delete_all(
    clone: psycopg.Connection,
    households: Sequence[int],
    size: int,
    statements: Sequence[tuple[str, bool]],
) -> None:
    for batch in batched(households, size):
        homes = list(batch)
        with clone.transaction():
            (people,) = clone.execute(PEOPLE, [homes]).fetchone() or ([],)
            for statement, by_people in statements:
                ids = people if by_people else homes
                clone.execute(statement, [ids] * statement.count("%s"))
            clone.execute("DELETE FROM households_person WHERE id = ANY(%s)", [people])
            clone.execute("DELETE FROM households_household WHERE id = ANY(%s)", [homes])


def rows_of_families(admin: psycopg.Connection) -> int:
    from bench.copies import tables

    return sum(count(admin, f'"{model._meta.db_table}"') for model in tables())
