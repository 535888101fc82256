"""Rows of any table and of its history in one statement, and ids ahead of them.

The rows go as one JSON text that PostgreSQL takes apart by the table's own types, so there is one
statement for every table, the row-level policies hold, and both rows of a record are the same.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone
from psycopg import sql

from familyhubs.organisations.models import User
from familyhubs.records.models import history_of

WHY = "Imported"
Columns = dict[str, Any]
AHEAD = 500  # ids taken from a sequence at a time


class Ids:
    """The next ids of each table, taken from its sequence."""

    def __init__(self) -> None:
        self._next: dict[type[Model], Iterator[int]] = defaultdict(lambda: iter(()))

    def next(self, model: type[Model]) -> int:
        found = next(self._next[model], None)
        if found is None:
            self._next[model] = chain(self._take(model))
            found = next(self._next[model])
        return found

    def _take(self, model: type[Model]) -> Iterator[int]:
        table = sql.Identifier(model._meta.db_table).as_string()
        with connection.cursor() as cursor:
            cursor.execute(
                # The sequence is looked up once, and not for each of its numbers.
                "WITH of AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, %s)::regclass AS ids) "
                "SELECT nextval(ids) FROM of, generate_series(1, %s)",
                [table, model._meta.pk.column, AHEAD],
            )
            return iter([number for (number,) in cursor.fetchall()])


def columns(model: type[Model], **values: Any) -> Columns:
    """A row without an object for it: these values, and the defaults of the other columns."""
    given, made = defaults_of(model)
    row = {**given, **{name: make() for name, make in made}, **values}
    # PostgreSQL would leave a column it does not know out, and say nothing.
    assert len(row) == len(columns_of(model)), f"{model.__name__} has no such column: {values}"
    return row


def insert(model: type[Model], rows: Sequence[Model | Columns], by: User | None) -> None:
    """Add these rows, and where the table has a history, their first entry in it."""
    given = json.dumps(
        [row if isinstance(row, dict) else _columns_of_object(row) for row in rows],
        default=_plain,
        ensure_ascii=False,
    )
    with connection.cursor() as cursor:
        if history_of(model) is None:
            cursor.execute(statement(model), [given])
        else:
            said: list[Any] = [timezone.now(), "+", by.pk if by else None, WHY]
            cursor.execute(statement(model), [given, *said])


@cache
def columns_of(model: type[Model]) -> list[tuple[str, str]]:
    """Each column that is written, and the attribute it is written from."""
    return [
        (str(field.column), field.attname)
        for field in model._meta.concrete_fields
        if not getattr(field, "generated", False)
    ]


@cache
def defaults_of(model: type[Model]) -> tuple[Columns, list[tuple[str, Callable[[], Any]]]]:
    """What a column holds where nothing is said: always the same, or made for each row."""
    fields = {str(field.column): field for field in model._meta.concrete_fields}
    made = {name for name, field in fields.items() if callable(field.default)}
    same = {name: fields[name].get_default() for name, _ in columns_of(model) if name not in made}
    return same, [(str(name), fields[name].get_default) for name in made]


@cache
def statement(model: type[Model]) -> sql.Composed:
    """`INSERT` into the table, and into its history the same rows."""
    named = [name for name, _ in columns_of(model)]
    live = sql.SQL(
        "WITH given AS MATERIALIZED (SELECT * FROM json_populate_recordset(NULL::{table}, %s)), "
        "live AS (INSERT INTO {table} ({columns}) SELECT {columns} FROM given) "
    ).format(table=sql.Identifier(model._meta.db_table), columns=_listed(named))
    history = history_of(model)
    if history is None:
        return live + sql.SQL("SELECT 1")
    tracked = {str(field.column) for field in history._meta.concrete_fields}
    kept = [name for name in named if name in tracked]
    return live + sql.SQL(
        "INSERT INTO {history} ({columns}, history_date, history_type, history_user_id, "
        "history_change_reason) SELECT {columns}, %s, %s, %s, %s FROM given"
    ).format(history=sql.Identifier(history._meta.db_table), columns=_listed(kept))


def _columns_of_object(row: Model) -> Columns:
    return {name: getattr(row, attribute) for name, attribute in columns_of(type(row))}


def _listed(names: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)


def _plain(value: Any) -> str:
    """Dates, times and ids as PostgreSQL reads them; bytes as it writes them."""
    return f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)
