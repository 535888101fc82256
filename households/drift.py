"""Whether the two walls agree: guardian's permissions, which the first asks, are what the
involvements say, which the second asks.

They are written in one transaction; this finds what went round that. Only what holds today or
later is compared: what has ended lets nobody see anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from familyhubs.database.identity import whole_record
from familyhubs.records.dates import today
from households.actions.involvement import grants_for, permissions
from households.models import HouseholdGrant, Involvement, PersonGrant

BATCH = 1000  # involvements compared at a time
ALIKE = ("group_id", "permission_id", "content_object_id")
UNTIL = ("valid_from", "valid_until", "only_for_id", "ends_at")
SAID = {HouseholdGrant: (*ALIKE, *UNTIL), PersonGrant: (*ALIKE, "household_id", *UNTIL)}
Said = tuple[Any, ...]


@dataclass(frozen=True)
class Drift:
    """One involvement of which the first wall shows less or more than the second."""

    involvement: int
    missing: int  # permissions it should stand for, and does not
    too_much: int  # and those that nothing stands behind


def drifted() -> Iterator[Drift]:
    """Every involvement of which the walls disagree, today."""
    with whole_record():
        codes = permissions()
        for batch in _batches(Involvement.objects.filter(_holding("until")).order_by("pk")):
            yield from _compared(batch, codes)
        yield from _behind_nothing()


def _compared(batch: Sequence[Involvement], codes: dict[str, int]) -> Iterator[Drift]:
    found = _found(Q(involvement__in=[row.pk for row in batch]))
    for row in batch:
        wanted = {
            _said(grant)
            for grants in grants_for(row, list(row.people.all()), codes)
            for grant in grants
        }
        here = found.get(row.pk, set())
        if wanted != here:
            yield Drift(row.pk, missing=len(wanted - here), too_much=len(here - wanted))


def _behind_nothing() -> Iterator[Drift]:
    """Permissions that hold although their involvement has ended."""
    ended = ~Q(involvement__in=Involvement.objects.filter(_holding("until")).values("pk"))
    for involvement, rows in sorted(_found(ended).items()):
        yield Drift(involvement, missing=0, too_much=len(rows))


def _found(which: Q) -> dict[int, set[Said]]:
    by_involvement: dict[int, set[Said]] = defaultdict(set)
    for model, names in SAID.items():
        rows = model.objects.filter(which, _holding("valid_until"))
        for involvement, *said in rows.values_list("involvement_id", *names):
            by_involvement[involvement].add((model.__name__, *said))
    return by_involvement


def _said(grant: HouseholdGrant | PersonGrant) -> Said:
    return (type(grant).__name__, *(getattr(grant, name) for name in SAID[type(grant)]))


def _holding(until: str) -> Q:
    """Today or later; an emergency until its moment."""
    open_end = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": today()})
    return open_end | Q(ends_at__gt=timezone.now())


def _batches(rows: Any) -> Iterable[Sequence[Involvement]]:
    last = 0
    while batch := list(
        rows.filter(pk__gt=last)
        .select_related("organisation", "household")
        .prefetch_related("people")[:BATCH]
    ):
        yield batch
        last = batch[-1].pk
