"""Exactly which rows a disposal takes, and under whose name each is counted."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from familyhubs.records.privacy import RecordClass
from retention import removal, statements
from retention.lookups import as_array
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
class Removed:
    """What went: how many rows of each table under which name, and by table their ids, in arrays
    that only the database reads."""

    counts: Counts
    ids: dict[str, list[str]]


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
    # People merged into another, each with that other, as whose rows theirs count.
    twins: dict[int, int] = field(default_factory=dict)

    @cached_property
    def arrays(self) -> dict[str, str]:
        """The ids that the statements of the plan are driven by, as PostgreSQL writes them."""
        hub, service = self.hub | self.service, self.service
        ids: dict[str, Collection[int]] = {
            "hub": hub | {pk for pk, kept in self.merged.items() if kept in hub},
            "service": service | {pk for pk, kept in self.merged.items() if kept in service},
            "whole": self.whole,
            "shells": self.new_shells,
            "people": self.people,
            "kept": self.kept,
            "staying": self.kept | self.people.keys(),
        }
        arrays = {name: as_array(each) for name, each in ids.items()}
        # Only of what a shell holds can something go while the shell stays.
        alone = removal.about_them_alone().rows(arrays) if self.protected else ()
        return {**arrays, "alone": as_array(contact for (contact,) in alone)}

    @property
    def whole(self) -> set[int]:
        """The households of which nothing stays, not even a shell."""
        return self.service - self.new_shells

    def gone_with_everybody(self) -> set[int]:
        """The households of which nothing stays, nor anybody who was named in them."""
        stay = {home for pk, homes in self.homes.items() if pk not in self.people for home in homes}
        return self.whole - stay

    def key(self, step: Step, values: Sequence[int]) -> Key:
        """Under what a row is counted."""
        if step.people:
            person = next(value for value in values if value in self.people)
            return self._of_person(person)
        household = self.merged.get(values[0], values[0])
        if household in self.old_shells:
            return self._of_shell(household)
        return Key(household, step.record_class)

    def remaining(self) -> set[int]:
        """The households of which a protected child's own record stays."""
        return self.new_shells | (self.old_shells - self.service)

    def counted(self) -> Counts:
        """How many records of each kind; permissions, joining tables and history not counted."""
        counts = self.nothing_yet()
        for place, *values, number in removal.counting().rows(self.arrays):
            counts[self.key(PLAN[place], values)][PLAN[place].table] += number
        return counts

    def removed(self) -> "Removed":
        """Delete the rows of each step and their history, in the plan's order."""
        removed = Removed(self.nothing_yet(), defaultdict(list))
        places: dict[str, dict[int, Counter[str]]] = defaultdict(dict)
        deleted = statements.each([removal.deletion(step) for step in PLAN], self.arrays)
        for step, found in zip(PLAN, deleted, strict=True):
            table, past_table = step.table, step.history._meta.db_table if step.history else ""
            known = places["people" if step.people else step.record_class]
            for a, b, live, past, ids in found:
                if ids:
                    removed.ids[table].append(ids)
                    continue
                one = a if a in self.people or not step.people else b
                if one not in known:
                    known[one] = removed.counts[self.key(step, (one,))]
                if live:
                    known[one][table] += live
                if past:
                    known[one][past_table] += past
        return removed

    def nothing_yet(self) -> Counts:
        """A line for each service record that goes, whatever is found of it."""
        counts: Counts = defaultdict(Counter)
        for household in self.service - self.old_shells:
            counts[Key(household, RecordClass.SERVICE)] = Counter()
        return counts

    def _of_person(self, person: int) -> Key:
        person = self.twins.get(person, person)
        if person in self.protected:
            return Key(self.people[person], RecordClass.PROTECTED_CHILD, person)
        return Key(self.people[person], RecordClass.SERVICE)

    def _of_shell(self, household: int) -> Key:
        children = [pk for pk in self.protected if household in self.homes[pk]]
        if not children:  # the child was kept by mistake
            return Key(household, RecordClass.SERVICE)
        child = min(children)
        return Key(household, RecordClass.PROTECTED_CHILD, child)
