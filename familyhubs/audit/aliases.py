"""The alias under which the log speaks of a family, and forgetting whose it was (S43).

Events are sealed and stay for ever; the families they are about do not. So an event about a record
of a family holds a random alias in place of the record's id, made at the first event. One small
table says whose alias it is. Disposal deletes that row, and nothing in the database leads from the
events to the family any more.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import connection
from django.db.models import CharField, Func, QuerySet, Value

from familyhubs.audit.models import Alias

# What disposal ends the life of. Users, organisations, services and notices are no family's.
OF_FAMILIES = frozenset({"household", "person", "supportrequest"})
BATCH = 5000


class _Alias(Func):
    function = "familyhubs_alias"
    output_field = CharField()


def of(subject: str, subject_id: Any) -> Any:
    """What an event about this record holds: the id itself, or what the database makes of it.

    The database finds the alias, or makes it, while it writes the event: no question more, and two
    at once get the same one.
    """
    name = str(subject_id)
    if not name or subject not in OF_FAMILIES:
        return name
    return _Alias(Value(subject), Value(name))


def known(subject: str, ids: Iterable[Any]) -> Any:
    """Under what the events of these records stand, for a filter."""
    names = [str(one) for one in ids]
    if subject not in OF_FAMILIES:
        return names
    return Alias.objects.filter(subject=subject, subject_id__in=names).values("alias")


def of_id(name: str) -> list[str]:
    """The aliases of whichever records of families have this id."""
    return list(Alias.objects.filter(subject_id=name).values_list("alias", flat=True))


def forget(subject: str, ids: Iterable[Any]) -> int:
    """Delete whose these aliases are; return how many were known. Needs the worker's rights."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM audit_alias WHERE subject = %s AND subject_id = ANY(%s::text[])",
            [subject, [str(one) for one in ids]],
        )
        return int(cursor.rowcount)


def forgetting(subject: str, ids: str) -> str:
    """The same as a part of a larger statement, for the ids (as text) that a query gives."""
    return f"DELETE FROM audit_alias WHERE subject = '{subject}' AND subject_id IN ({ids})"  # noqa: S608


def forget_gone(subject: str, still_there: Callable[[Collection[int]], Collection[int]]) -> int:
    """Forget the aliases of records that are gone: a page may write its event, and so make an
    alias, in the moment after the record it has just read was disposed of.

    Args: `still_there`, called with some ids, answers with those that are records today. Returns
    how many were forgotten. A record and its first event are committed together, and aliases are
    read first: none is taken for gone that is only new.
    """
    forgotten = after = 0
    while rows := list(_after(subject, after)):
        names = {name for _, name in rows}
        there = still_there({int(name) for name in names if name.isdecimal()})
        forgotten += forget(subject, names.difference(map(str, there)))
        after = rows[-1][0]
    return forgotten


def _after(subject: str, pk: int) -> QuerySet[Alias, tuple[int, str]]:
    rows = Alias.objects.filter(subject=subject, pk__gt=pk).order_by("pk")
    return rows.values_list("pk", "subject_id")[:BATCH]
