"""Lists across households: found by the first wall alone, shown through both."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

from familyhubs.database.identity import whole_record
from familyhubs.database.planning import walked_in_order
from familyhubs.organisations.waiting import COUNTED

PAGED = 1000  # rows a list has pages of: beyond them, one searches or works from the top


class Paged[M: Model](Sequence[M]):
    """Rows whose ids are known, loaded a page at a time under the second wall, in their order."""

    def __init__(self, rows: QuerySet[M], ids: Sequence[int]) -> None:
        self._rows, self._ids = rows, ids

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        return list(self._rows.filter(pk__in=self._ids[place]))


def paged[M: Model](rows: QuerySet[M], *, indexed: bool = False, most: int = PAGED) -> Paged[M]:
    """A list of what `visible_to` gave, to be paged as far as `most` rows; `indexed` where an index
    has its order.

    The second wall asks each row some questions of its own. Asked of all that a partner may see to
    find 25 of them they take half a second; asked of the 25 they take none.
    """
    return Paged(rows, _ids(rows, most, indexed))


def number_of(rows: QuerySet[Any], most: int = COUNTED) -> int:
    """How many of what `visible_to` gave there are, counted no further than one beyond `most`."""
    ids = _ids(rows.order_by(), most + 1)
    if not ids:
        return 0
    return rows.order_by().filter(pk__in=ids).count()


def numbers_of[K](
    lists: Mapping[K, QuerySet[Any]], most: int = COUNTED, *, indexed: bool = False
) -> dict[K, int]:
    """The same of several lists, by one statement and by the first wall alone: for figures that
    stand beside each other. `indexed` where each has the order of an index, and is to be counted by
    that: where few are found among many, another way is quicker."""
    asked: dict[K, tuple[str, tuple[Any, ...]]] = {}
    for key, rows in lists.items():
        counted: Any = rows.values("pk")[: most + 1].query
        with suppress(EmptyResultSet):  # of these there can be none
            asked[key] = counted.sql_with_params()
    numbers = dict.fromkeys(lists, 0)
    if not asked:
        return numbers
    # Django's own statements, whose values stand apart.
    counts = ", ".join(f"(SELECT count(*) FROM ({sql}) AS counted)" for sql, _ in asked.values())  # noqa: S608
    given = [value for _, values in asked.values() for value in values]
    walked = walked_in_order() if indexed else nullcontext()
    with whole_record(), walked, connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", given)
        return numbers | dict(zip(asked, cursor.fetchone(), strict=True))


def _ids(rows: QuerySet[Any], most: int, indexed: bool = False) -> list[int]:
    with whole_record(), walked_in_order() if indexed else nullcontext():
        return list(rows.values_list("pk", flat=True)[:most])
