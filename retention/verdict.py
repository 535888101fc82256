"""The search after the deletes, in the same transaction: does anything point at what went?

It does not go by the plan, which may have forgotten a table, but by the models' own links: every
table, history and joining table included, that points at a household, at a person, or at any row
that went with them. It stands for the foreign keys, which the deletes ran without: it sees what is
committed by now, and whoever adds a row that points at one of these waits for this transaction,
and then finds that there is nothing to point at.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from django.apps import apps
from django.db.models import ForeignKey, Model

from familyhubs.records.models import history_of
from households.models import Household, Person
from retention.lookups import as_array, ids_in
from retention.plan import PLAN
from retention.removal import AS_ARRAY, key_of
from retention.scope import Scope
from retention.statements import Statement


class LeftBehind(Exception):
    """Rows that point at what was disposed of are still there: in these columns."""


def nothing_is_left(scope: Scope, gone: Mapping[str, Sequence[str]]) -> int:
    """Raise LeftBehind if any table still has or names a household, a person or a row that went,
    or a shell, or what was merged into it, still has a name or a history.

    Args: `gone`, the ids of the rows by table, in arrays as the database wrote them. Returns how
    many tables were searched. A history may name what went where its own row stays with somebody
    else: that two records were once one is that other's history too.
    """
    arrays = {table: list(gone.get(table, ())) for table in targets()}
    for model, named in ((Household, scope.whole), (Person, scope.people)):
        arrays[model._meta.db_table] = [_with(named, gone.get(model._meta.db_table, ()))]
    found = search().rows({table: _joined(parts) for table, parts in arrays.items()})
    if scope.new_shells:
        found += names_of_shells().rows({"shells": scope.new_shells})
    if found:
        raise LeftBehind(", ".join(column for (column,) in found))
    return tables_searched()


@cache
def tables_searched() -> int:
    return len({model._meta.db_table for model, _, _ in links()})


@cache
def search() -> Statement:
    """One question of every table at once; rows of (table.column) where something is left."""
    return Statement(
        " UNION ALL ".join(
            f"SELECT '{model._meta.db_table}.{column}' WHERE EXISTS "
            f'(SELECT FROM "{model._meta.db_table}" t WHERE t."{column}" = '
            f"ANY(%({table})s{AS_ARRAY}){_whose_row_is_gone(model)})"
            for model, column, table in links()
        )
    )


@cache
def names_of_shells() -> Statement:
    """Whether the family's name still stands in a shell, or in what was merged into one."""
    history = history_of(Household)
    assert history is not None
    table, past = Household._meta.db_table, history._meta.db_table
    shells = f"ANY(%(shells)s{AS_ARRAY})"
    of_shells = f'SELECT id, name FROM "{table}" WHERE id = {shells} OR merged_into_id = {shells}'
    return Statement(
        f"WITH shells AS MATERIALIZED ({of_shells}) "
        f"SELECT '{table}.name' WHERE EXISTS (SELECT FROM shells WHERE name <> '') UNION ALL "
        f"SELECT '{past}.id' WHERE EXISTS (SELECT FROM \"{past}\" h JOIN shells USING (id))"
    )


def links() -> Iterator[tuple[type[Model], str, str]]:
    """Every column that holds the id of what may go: its table, itself, and whose id it is."""
    for model in apps.get_models(include_auto_created=True):
        own = _original(model)
        if model in (Household, Person):
            yield model, key_of(model), model._meta.db_table
        elif own and own._meta.db_table in targets():
            yield model, "id", own._meta.db_table
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and _table_of(field) in targets():
                yield model, field.column, _table_of(field)


@cache
def targets() -> frozenset[str]:
    """The tables of which rows go."""
    return frozenset(step.table for step in PLAN)


def _table_of(link: ForeignKey) -> str:
    return str(link.related_model._meta.db_table)


def _with(ids: Iterable[int], arrays: Sequence[str]) -> str:
    """These and those of the arrays, each once."""
    return as_array({*ids, *(pk for array in arrays for pk in ids_in(array))})


def _joined(arrays: Sequence[str]) -> str:
    """Arrays in text made one."""
    return f"{{{','.join(filter(None, (array[1:-1] for array in arrays)))}}}"


def _whose_row_is_gone(model: type[Model]) -> str:
    original = _original(model)
    if original is None:
        return ""
    table = original._meta.db_table
    return f' AND NOT EXISTS (SELECT FROM "{table}" r WHERE r."{key_of(original)}" = t."id")'


def _original(model: type[Model]) -> type[Model] | None:
    """What a history is of."""
    found: type[Model] | None = getattr(model, "instance_type", None)
    return found
