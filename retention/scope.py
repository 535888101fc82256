"""Exactly which rows a disposal takes, and under whose name each is counted."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from familyhubs.records.privacy import RecordClass
from households.models import Contact, Household
from retention.plan import PLAN, Step

ORDER = [RecordClass.HUB, RecordClass.SERVICE, RecordClass.PROTECTED_CHILD]


@dataclass(frozen=True)
class Key:
    """What a row is counted under: a class of a household, or a protected child's own record."""

    household: int
    record_class: RecordClass
    person: int | None = None

    @property
    def order(self) -> tuple[int, int, int]:
        return self.household, ORDER.index(self.record_class), self.person or 0


Counts = dict[Key, Counter[str]]


@dataclass(frozen=True)
class Scope:
    """Households and people by what becomes of them.

    hub, service: households whose class goes. old_shells: those of which only a protected child
    was left; in `service`, the child goes too. new_shells: those whose row stays, its name and
    history gone, because a protected child of theirs stays (`kept`). people: who goes, and the
    household each is counted under; `protected` are those with a class of their own.
    """

    hub: set[int]
    service: set[int]
    old_shells: set[int]
    new_shells: set[int]
    people: dict[int, int]
    protected: set[int]
    kept: set[int]
    homes: dict[int, set[int]]
    # Households merged into another: what could not move goes with that other.
    merged: dict[int, int] = field(default_factory=dict)

    def rows(self, step: Step) -> QuerySet[Any]:
        """The live rows a step takes."""
        rows = step.model._base_manager.filter(self._reached(step)).order_by()
        if step.about:
            return self._about_people(step)
        if step.stays_with:
            rows = rows.exclude(**{f"{step.stays_with}__any_of": self.kept | self.people.keys()})
        return rows

    def _about_people(self, step: Step) -> QuerySet[Any]:
        """Rows about several people: none of them stays as a protected child, or all of them go."""
        about = Contact.people.through.objects.filter(contact_id=OuterRef(step.about))
        kept, going = (
            Exists(about.filter(person_id__any_of=who)) for who in (self.kept, self.people)
        )
        others = Exists(about.exclude(person_id__any_of=self.people))
        rows = step.model._base_manager.order_by()
        return rows.filter(self._reached(step) & ~kept | Q(going) & ~others)

    def past(self, step: Step, pks: Collection[int]) -> list[QuerySet[Any]]:
        """The history a step takes, once `pks` are gone: of those rows, and of any that went
        before them without it; never of a row that is still there. Two queries, because no
        index serves "this row's, or that household's" at once."""
        history: Any = step.history
        if step.model is Household:
            gone = self.service if step.household == "id" else pks
            return [history.objects.filter(id__any_of=gone).order_by()]
        alive = step.model._base_manager.filter(pk=OuterRef("id"))
        orphans = history.objects.filter(self._reached(step)).exclude(Exists(alive))
        return [history.objects.filter(id__any_of=pks).order_by(), orphans.order_by()]

    def keys(self, step: Step) -> tuple[str, ...]:
        """The paths of a row's values that `key` needs."""
        return step.people or (step.household,)

    def key(self, step: Step, values: Sequence[int]) -> Key:
        """Under what a row is counted."""
        if step.people:
            person = next(value for value in values if value in self.people)
            return self._of_person(person)
        (household,) = values
        household = self.merged.get(household, household)
        if household in self.old_shells:
            return self._of_shell(household)
        return Key(household, step.record_class)

    def remaining(self) -> set[int]:
        """The households of which a protected child's own record stays."""
        return self.new_shells | (self.old_shells - self.service)

    def counted(self) -> Counts:
        """How many records of each kind; permissions, joining tables and history not counted."""
        counts: Counts = defaultdict(Counter)
        for household in self.service - self.old_shells:
            counts[Key(household, RecordClass.SERVICE)] = Counter()
        for step in PLAN:
            if step.is_record:
                grouped = self.rows(step).values_list(*self.keys(step)).annotate(Count("pk"))
                for *values, number in grouped:
                    counts[self.key(step, values)][step.table] += number
        return counts

    def _reached(self, step: Step) -> Q:
        if step.people:
            reached = Q()
            for field in step.people:
                reached |= Q(**{f"{field}__any_of": self.people})
            return reached
        return Q(**{f"{step.household}__any_of": self._households(step)})

    def _households(self, step: Step) -> set[int]:
        if step.model is Household:
            return self.service - self.new_shells
        found = self.hub | self.service if step.record_class == RecordClass.HUB else self.service
        return found | {pk for pk, kept in self.merged.items() if kept in found}

    def _of_person(self, person: int) -> Key:
        if person in self.protected:
            return Key(self.people[person], RecordClass.PROTECTED_CHILD, person)
        return Key(self.people[person], RecordClass.SERVICE)

    def _of_shell(self, household: int) -> Key:
        child = min(pk for pk in self.protected if household in self.homes[pk])
        return Key(household, RecordClass.PROTECTED_CHILD, child)
