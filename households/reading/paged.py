"""Lists across households: found by the first wall alone, shown through both."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet

from familyhubs.database.identity import whole_record
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


def paged[M: Model](rows: QuerySet[M]) -> Paged[M]:
    """A list of what `visible_to` gave, to be paged.

    The second wall asks each row some questions of its own. Asked of all that a partner may see to
    find 25 of them they take half a second; asked of the 25 they take none.
    """
    return Paged(rows, _ids(rows, PAGED))


def number_of(rows: QuerySet[Any], most: int = COUNTED) -> int:
    """How many of what `visible_to` gave there are, counted no further than one beyond `most`."""
    ids = _ids(rows.order_by(), most + 1)
    if not ids:
        return 0
    return rows.order_by().filter(pk__in=ids).count()


def _ids(rows: QuerySet[Any], most: int) -> list[int]:
    with whole_record():
        return list(rows.values_list("pk", flat=True)[:most])
