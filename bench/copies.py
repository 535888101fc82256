"""Many households from few: rows copied inside the database, with every id moved along."""

from typing import Any

import psycopg
from django.db.models import ForeignKey, Model

from retention.plan import PLAN

STRIDE = 1_000_000  # more than any id of the families that are copied


def tables() -> list[type[Model]]:
    """Every table of a family and its history, in an order that foreign keys allow."""
    found: dict[type[Model], None] = {}
    for step in reversed(PLAN):
        for model in filter(None, [step.model, step.history]):
            found[model] = None
    return list(found)


def copy_households(admin: psycopg.Connection, times: int) -> None:
    """Copy every household, and all that hangs on it, so many times."""
    planned = {step.model for step in PLAN}
    with admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")  # foreign keys hold by design
        for model in tables():
            columns = [f'"{field.column}"' for field in model._meta.concrete_fields]
            chosen = [_moved(field, model, planned) for field in model._meta.concrete_fields]
            admin.execute(
                f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) '
                f'SELECT {", ".join(chosen)} FROM "{model._meta.db_table}" t, '
                "generate_series(1, %s) AS copy",
                [times],
            )
    admin.execute("VACUUM ANALYZE")


def _moved(field: Any, model: type[Model], planned: set[type[Model]]) -> str:
    column = f't."{field.column}"'
    own_id = field.primary_key or field.column == "id" or field.name == "source_id"
    if own_id or (isinstance(field, ForeignKey) and field.related_model in planned):
        return f"{column} + copy * {STRIDE}"
    if field.name == "reference":
        return "upper(substr('FH-' || md5(t.id::text || '-' || copy::text), 1, 20))"
    return column
