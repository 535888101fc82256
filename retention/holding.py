"""Which holds stand in the way of which records (reading 3)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Coalesce

from retention import clocks, reasons
from retention.lookups import Named
from retention.models import Hold, HoldReason
from retention.models.schedule import CLASSES
from retention.statements import Statement

LOCK = 5_040_078  # an advisory lock, a number of our own


def as_they_are() -> None:
    """Until the transaction ends, no hold on a class of record is placed: whoever disposes of
    records reads the holds after this, and none of them comes in between.

    A hold that waits for it goes before every later batch, for the database serves in turn.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])


def between_batches() -> None:
    """Wait for the batch that is being disposed of, if one is, and let none begin until the
    transaction ends. A batch takes half a second at most."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@dataclass(frozen=True)
class Held:
    """A hold that stands: why, and on whom or on which class, where it is not on a household."""

    reason: str
    person: int | None = None
    record_class: str = ""

    @property
    def stops(self) -> reasons.Reason:
        """Why what it keeps is not disposed of."""
        because = HoldReason(self.reason).label.lower()
        if self.record_class:
            return reasons.hold_stands(
                because, on=f"every {dict(CLASSES)[self.record_class].lower()}"
            )
        return reasons.hold_stands(because, on="a person" if self.person else "")


@dataclass(frozen=True)
class Standing:
    """The holds on some households, their own and those of whoever is named in them, and the holds
    on classes of record."""

    on: dict[int, tuple[Held, ...]]
    classes: dict[str, tuple[Held, ...]]

    def without(self, held: Held) -> "Standing":
        """The same, had one of these holds been lifted."""
        return Standing({pk: _less(all_, held) for pk, all_ in self.on.items()}, self.classes)


def _less(holds: tuple[Held, ...], lifted: Held) -> tuple[Held, ...]:
    at = holds.index(lifted) if lifted in holds else len(holds)
    return holds[:at] + holds[at + 1 :]


def standing(households: Collection[int]) -> Standing:
    """Every hold that stands in the way of these households, in two queries."""
    found: dict[int, list[Held]] = defaultdict(list)
    classes: dict[str, list[Held]] = defaultdict(list)
    people: dict[int, list[Held]] = defaultdict(list)
    for household, person, record_class, reason in _standing().rows({"ids": households}):
        if household:
            found[household].append(Held(reason))
        elif person:
            people[person].append(Held(reason, person=person))
        else:
            classes[record_class].append(Held(reason, record_class=record_class))
    for person, homes in (clocks.ties(people=people) if people else {}).items():
        for tied in homes.intersection(households):
            found[tied] += people[person]
    return Standing(
        {pk: tuple(held) for pk, held in found.items()},
        {record_class: tuple(held) for record_class, held in classes.items()},
    )


@cache
def _standing() -> Statement:
    ids = Named("ids")
    own = Q(household__any_of=ids) | Q(household__merged_into__any_of=ids)
    rows = Hold.objects.standing().filter(own | Q(household__isnull=True)).order_by("pk")
    home = Coalesce("household__merged_into_id", "household_id")
    return Statement.of(rows.values_list(home, "person_id", "record_class", "reason"))
