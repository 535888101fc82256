"""Statements of SQL driven by arrays of ids, and planned once where many like them follow.

Written with `%(name)s` for an array of ids. As a page asks, a statement goes as it is. Within
`planned_once` the database keeps its plan for the session, made for any arrays: making it anew for
each batch takes longer than running it. No page may do that: between a page and the database a
pooler may stand, which hands each transaction another session.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection, transaction
from django.db.models import QuerySet

from retention.lookups import MARKER, as_array

Arrays = Mapping[str, Collection[int] | str]  # text, where the database wrote it

PLANNED = (
    "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off; "
    "SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off"
)
_ARRAY = re.compile(r"%\((\w+)\)s")
_planning_once: ContextVar[bool] = ContextVar("planning_once", default=False)
_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


@contextmanager
def planned_once() -> Iterator[None]:
    """One transaction, in which statements keep their plans. Needs a session of its own.

    Without reading whole tables: a plan made while they were small is kept as they grow. By one
    process, without compiling: to begin either takes longer than a batch's statement runs.
    """
    token = _planning_once.set(True)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(PLANNED)
            yield
    finally:
        _planning_once.reset(token)


@contextmanager
def unguarded() -> Iterator[None]:
    """No trigger runs, no foreign key is checked row by row: whoever uses it checks them at once.

    Within a transaction. Where the login may not say so, everything runs and is checked as ever.
    Leaves nothing switched off: after an error, the transaction is rolled back.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('session_replication_role', 'replica', true) WHERE "
            "has_parameter_privilege(current_user, 'session_replication_role', 'SET')"
        )
        may = cursor.fetchone() is not None
        yield
        if may:
            cursor.execute("SELECT set_config('session_replication_role', 'origin', true)")


def _as_array(ids: Collection[int] | str) -> str:
    return ids if isinstance(ids, str) else as_array(ids)


@dataclass(frozen=True)
class Statement:
    """One statement, with `%(name)s::bigint[]` where an array of ids goes."""

    sql: str

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> "Statement":
        """A query of Django's, put together once: `__any_of=Named("households")` is the array of
        that name. Values come as the database gives them: of `values_list`, never of a model."""
        operations: Any = connection.ops
        sql = operations.compose_sql(*rows.query.sql_with_params()).replace("%", "%%")
        return cls(MARKER.sub(r"%(\1)s", sql))

    def rows(self, arrays: Arrays) -> list[tuple[Any, ...]]:
        """Run it with these arrays, which may be more than it names; what came of it."""
        if _planning_once.get():
            (rows,) = _planned([self], arrays)
            return rows
        given = {name: _as_array(arrays[name]) for name in self.names}
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            return list(cursor.fetchall())

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_ARRAY.findall(self.sql)))

    @cached_property
    def _name(self) -> str:
        return f"retention_{sha256(self.sql.encode()).hexdigest()[:32]}"

    @property
    def is_planned(self) -> bool:
        """Whether this session keeps its plan already."""
        return self._name in _known.setdefault(connection.connection, set())

    def prepare(self, cursor: Any) -> str:
        """Have the session keep its plan, where it does not yet; how it is run from then on."""
        if not self.is_planned:
            types = f"({', '.join(['bigint[]'] * len(self.names))})" if self.names else ""
            text = _ARRAY.sub(lambda found: f"${self.names.index(found[1]) + 1}", self.sql)
            cursor.execute(f"PREPARE {self._name} {types} AS {text.replace('%%', '%')}")
            _known[connection.connection].add(self._name)
        places = f"({', '.join(['%s'] * len(self.names))})" if self.names else ""
        return f"EXECUTE {self._name} {places}"


def each(statements: Sequence[Statement], arrays: Arrays) -> Iterator[list[tuple[Any, ...]]]:
    """Run them in their order with the same arrays; what came of each. Where their plans are kept,
    they are sent together; the first time one by one, for to plan one locks what it writes to."""
    if _planning_once.get() and all(statement.is_planned for statement in statements):
        yield from _planned(statements, arrays)
    else:
        yield from (statement.rows(arrays) for statement in statements)


def _planned(statements: Sequence[Statement], arrays: Arrays) -> Iterator[list[tuple[Any, ...]]]:
    connection.ensure_connection()
    with connection.cursor() as cursor:
        said = "; ".join([statement.prepare(cursor) for statement in statements])
        names = [name for statement in statements for name in statement.names]
        texts = {name: _as_array(arrays[name]) for name in dict.fromkeys(names)}
        cursor.execute(said, [texts[name] for name in names])
        yield list(cursor.fetchall())
        for _ in statements[1:]:
            cursor.nextset()
            yield list(cursor.fetchall())
