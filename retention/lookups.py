"""`__any_of`: a column's value is one of many, sent as one array.

Django's `__in` sends a parameter a value; with the thousands of ids of a batch, making the
statement took longer than running it.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Field, ForeignObject, Lookup


class Named(str):
    """Stands for the array of that name in a query that is put together once, and run with many
    (`retention.statements.Statement.of`)."""

    __slots__ = ()

    @property
    def marker(self) -> str:
        return f"{{named:{self}}}"


MARKER = re.compile(r"'\{named:(\w+)\}'")


@Field.register_lookup
@ForeignObject.register_lookup
class AnyOf(Lookup):
    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, params = self.process_lhs(compiler, connection)
        ids = self.rhs.marker if isinstance(self.rhs, Named) else as_array(self.rhs)
        return f"{column} = ANY(%s::bigint[])", (*params, ids)


def as_array(ids: Iterable[int]) -> str:
    """Ids as PostgreSQL writes an array, in order, which spares each index it goes to a sort; the
    driver's own way looks at each one in turn."""
    return f"{{{','.join(map(str, sorted(ids)))}}}"


def ids_in(array: str) -> list[int]:
    """The ids of an array as PostgreSQL wrote it."""
    return list(map(int, filter(None, array[1:-1].split(","))))
