"""The search after the deletes, in the same transaction: is anything of those who went left?

It does not go by the plan, which may have forgotten a table, but by the models' own links: every
table, history and joining table included, that points at a household or a person.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from households.models import Household, Person
from retention.removal import AS_ARRAY, key_of
from retention.scope import Scope
from retention.statements import Statement

ARRAYS: dict[Any, str] = {Household: "whole", Person: "people"}


class LeftBehind(Exception):
    """Rows of households or people that were disposed of are still there: in these columns."""


def nothing_is_left(scope: Scope) -> int:
    """Raise LeftBehind if any table still has a row of a household or person that went.

    Returns how many tables were searched. A history may name them where its own row stays with
    somebody else: that two records were once one is that other's history too.
    """
    found = [column for (column,) in search().rows(scope.arrays)]
    if found:
        raise LeftBehind(", ".join(found))
    return len({model._meta.db_table for model, _, _ in links()})


@cache
def search() -> Statement:
    """One question of every table at once; rows of (table.column) where something is left."""
    return Statement(
        " UNION ALL ".join(
            f"SELECT '{model._meta.db_table}.{column}' WHERE EXISTS "
            f'(SELECT FROM "{model._meta.db_table}" t WHERE t."{column}" = '
            f"ANY(%({array})s{AS_ARRAY}){_whose_row_is_gone(model)})"
            for model, column, array in links()
        )
    )


def links() -> Iterator[tuple[type[Model], str, str]]:
    """Every column that holds the id of a household or a person, and the array of those gone."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        own = _original(model) or model
        if own in ARRAYS:
            yield model, "id", ARRAYS[own]
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model in ARRAYS:
                yield model, field.column, ARRAYS[field.related_model]


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
