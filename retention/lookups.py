"""`__any_of`: a column's value is one of many, sent as one array.

Django's `__in` sends a parameter a value; with the thousands of ids of a batch, making the
statement took longer than running it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Field, ForeignObject, Lookup


@Field.register_lookup
@ForeignObject.register_lookup
class AnyOf(Lookup):
    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", (*params, as_array(self.rhs))


def as_array(ids: Iterable[int]) -> str:
    """Ids as PostgreSQL writes an array; the driver's own way looks at each one in turn."""
    return f"{{{','.join(map(str, ids))}}}"
