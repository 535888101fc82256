"""When each household's and each protected child's clock started, and what stops it.

Read by the database for a whole batch at once; nothing here asks a question per household.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, TruncDate

from familyhubs.records.dates import years_after
from familyhubs.records.privacy import RecordClass
from households.models import (
    Episode,
    Household,
    Membership,
    Merge,
    Person,
    Protection,
    ProtectionKind,
)
from households.models.merge import UNDO_DAYS
from retention import removal
from retention.models import Hold
from retention.plan import PLAN
from retention.schedule import ADULT, Rule, Schedule, Trigger


@dataclass(frozen=True)
class HouseholdClock:
    """A household's clock. `is_shell`: only a protected child's own record is left of it.
    `can_be_parted`: it, or somebody in it, was merged, and that can still be undone."""

    pk: int
    reference: str
    trigger: Trigger
    trigger_on: date
    is_shell: bool
    is_open: bool
    held_for: tuple[str, ...]
    birth_missing: bool
    hub_left: bool
    can_be_parted: bool

    def rule(self, schedule: Schedule, record_class: str) -> Rule:
        return schedule.rule(record_class, self.trigger)

    def due_on(self, schedule: Schedule, record_class: str) -> date:
        return self.rule(schedule, record_class).due_on(self.trigger_on)

    def is_over(self, schedule: Schedule, record_class: str, as_of: date) -> bool:
        """Whether that class's period has run out, if nothing stops it."""
        return self.due_on(schedule, record_class) <= as_of


@dataclass(frozen=True)
class PersonClock:
    """A person's own clock, which only a protected child has (S39)."""

    pk: int
    born: date | None
    died: date | None
    kinds: frozenset[str]

    @property
    def is_protected(self) -> bool:
        return bool(self.kinds)

    @property
    def trigger(self) -> Trigger:
        """The death, for a child who was looked after and died before 18; else the birth."""
        if self.died and self.born and ProtectionKind.LOOKED_AFTER in self.kinds:
            return Trigger.DEATH if self.died < years_after(self.born, ADULT) else Trigger.BIRTH
        return Trigger.BIRTH

    @property
    def trigger_on(self) -> date | None:
        return self.died if self.trigger == Trigger.DEATH else self.born

    def rule(self, schedule: Schedule) -> Rule:
        return schedule.rule(RecordClass.PROTECTED_CHILD, self.trigger)

    def due_on(self, schedule: Schedule) -> date | None:
        """None where the birth date is missing: nobody knows, so it stays."""
        started = self.trigger_on
        return self.rule(schedule).due_on(started) if started else None

    def is_over(self, schedule: Schedule, as_of: date) -> bool:
        due_on = self.due_on(schedule)
        return not self.is_protected or (due_on is not None and due_on <= as_of)


def clocked() -> QuerySet[Any]:
    """Every household with what its clock is made of."""
    episodes = Episode.objects.filter(household=OuterRef("pk")).order_by()
    closed = episodes.filter(closed_on__isnull=False).order_by("-closed_on")
    still_open = episodes.filter(closed_on__isnull=True)
    protected = Membership.objects.filter(
        Exists(Protection.objects.standing().filter(person=OuterRef("person"))),
        household=OuterRef("pk"),
    )
    merged = Household.objects.filter(merged_into=OuterRef("pk")).order_by("-created_at")
    return (
        Household.objects.filter(merged_into__isnull=True)
        .annotate(
            is_open=Exists(still_open),
            last_closed=Subquery(closed.values("closed_on")[:1]),
            # Where support is open for the first time, its opening stands in, for the list alone.
            # Two records made one are as young as the younger: a merge has nothing go early.
            clock=Coalesce(
                "last_closed",
                Subquery(still_open.values("opened_on")[:1]),
                TruncDate(Greatest("created_at", Subquery(merged.values("created_at")[:1]))),
            ),
            held_for=ArraySubquery(
                Hold.objects.standing()
                .filter(Q(household=OuterRef("pk")) | Q(household__merged_into=OuterRef("pk")))
                .values("reason")
            ),
            birth_missing=Exists(protected.filter(person__date_of_birth__isnull=True)),
            # Its name goes with everything else, and a name is otherwise required.
            is_shell=Case(When(Q(name="") & ~Exists(episodes), then=True), default=False),
            hub_left=_any_left(RecordClass.HUB),
        )
        .order_by("pk")
    )


def candidates(schedule: Schedule, as_of: date) -> QuerySet[Any]:
    """Households of which something may be due on a day, or would be if nothing stopped it."""
    members = Membership.objects.filter(household=OuterRef("pk"))
    protected = members.filter(
        Exists(Protection.objects.standing().filter(person=OuterRef("person")))
    )
    grown_old = schedule.rule(RecordClass.PROTECTED_CHILD, Trigger.BIRTH).cutoff(as_of)
    long_dead = schedule.rule(RecordClass.PROTECTED_CHILD, Trigger.DEATH).cutoff(as_of)
    over_or_unknown = protected.filter(
        Q(person__date_of_birth__isnull=True)
        | Q(person__date_of_birth__lte=grown_old)
        | Q(person__died_on__lte=long_dead)
    )
    return clocked().filter(
        Q(Exists(over_or_unknown), is_shell=True)
        | Q(_over(schedule, RecordClass.SERVICE, as_of), is_shell=False)
        | Q(_over(schedule, RecordClass.HUB, as_of), is_shell=False, hub_left=True)
    )


def household_clocks(ids: Collection[int], as_of: date) -> dict[int, HouseholdClock]:
    names = (
        *("pk", "reference", "last_closed", "is_open", "clock", "is_shell", "held_for"),
        *("birth_missing", "hub_left", "can_be_parted"),
    )
    found = clocked().filter(pk__any_of=ids).annotate(can_be_parted=_can_be_parted(as_of))
    return {
        row["pk"]: HouseholdClock(
            pk=row["pk"],
            reference=row["reference"],
            trigger=Trigger.SUPPORT_CLOSED if row["last_closed"] else Trigger.NEVER_OPENED,
            trigger_on=row["clock"],
            is_shell=row["is_shell"],
            is_open=row["is_open"],
            held_for=tuple(row["held_for"]),
            birth_missing=row["birth_missing"],
            hub_left=row["hub_left"],
            can_be_parted=row["can_be_parted"],
        )
        for row in found.values(*names)
    }


def person_clocks(ids: Collection[int]) -> dict[int, PersonClock]:
    kinds = Protection.objects.standing().filter(person=OuterRef("pk")).order_by().values("kind")
    rows = Person.objects.filter(pk__any_of=ids).annotate(kinds=ArraySubquery(kinds))
    return {
        pk: PersonClock(pk, born, died, frozenset(kinds))
        for pk, born, died, kinds in rows.values_list("pk", "date_of_birth", "died_on", "kinds")
    }


def ties(*, households: Iterable[int] = (), people: Iterable[int] = ()) -> dict[int, set[int]]:
    """Which people are named in which households' rows, in any table, from either side.

    What is left with a household that was merged into another counts as that other's.
    """
    found: dict[int, set[int]] = defaultdict(set)
    if households:
        pairs = removal.named_in_households().rows({"households": list(households)})
    elif people:
        pairs = removal.homes_of_people().rows({"people": list(people)})
    else:
        return found
    for person_id, household_id in pairs:
        found[person_id].add(household_id)
    return found


def merged_into(households: Iterable[int]) -> dict[int, int]:
    """The households that were merged into one of these, each with that one."""
    rows = Household.objects.filter(merged_into__any_of=households).order_by()
    return dict(rows.values_list("pk", "merged_into_id"))


def _over(schedule: Schedule, record_class: str, as_of: date) -> Q:
    closed = schedule.rule(record_class, Trigger.SUPPORT_CLOSED).cutoff(as_of)
    never = schedule.rule(record_class, Trigger.NEVER_OPENED).cutoff(as_of)
    return Q(last_closed__isnull=False, clock__lte=closed) | Q(
        last_closed__isnull=True, clock__lte=never
    )


def _can_be_parted(as_of: date) -> Case:
    """Whether a merge of the household, or of somebody who is in it, can be undone on a day.

    By the whole day: never sooner than `Merge.objects.undoable()` lets go of it.
    """
    since = as_of - timedelta(days=UNDO_DAYS)
    merges = Merge.objects.filter(undone_at__isnull=True, merged_at__date__gte=since).order_by()
    homes = Membership.objects.filter(
        Q(person__in=merges.values("kept_person")) | Q(person__in=merges.values("merged_person"))
    )
    touched = Q(pk__in=merges.values("household")) | Q(pk__in=homes.values("household"))
    return Case(When(touched, then=Value(True)), default=Value(False))


def _any_left(record_class: str) -> Any:
    """Whether a household has rows of a class that hang on it directly."""
    exists = [
        When(
            Exists(step.model._base_manager.filter(**{step.household: OuterRef("pk")})),
            then=Value(True),
        )
        for step in PLAN
        if step.record_class == record_class and step.household and "__" not in step.household
    ]
    return Case(*exists, default=Value(False))
