"""Many rows written by one parameter: making a statement with one a value takes Django longer than
PostgreSQL takes to write them."""

import json
from collections.abc import Sequence

from django.db import connection
from django.db.models import Model


def insert(objects: Sequence[Model]) -> None:
    """Write new rows of one model, as `bulk_create` does, but for their own ids, which it leaves
    unknown. Every value is one that JSON has, or that PostgreSQL reads from its text."""
    if not objects:
        return
    meta = objects[0]._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    names = [(field.column, field.attname) for field in fields]
    rows = [{column: each.__dict__[name] for column, name in names} for each in objects]
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{meta.db_table}" ({columns}) SELECT {columns} '
            f'FROM json_populate_recordset(NULL::"{meta.db_table}", %s)',
            [json.dumps(rows, default=str)],
        )
