"""What is due on a day and why, and what stops the rest (S38-S40, S43).

`assess` answers for a batch of households in a fixed number of queries; `in_batches` walks all of
them. The page, the command and disposal itself ask here, so that none can differ from another.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from familyhubs.records.privacy import RecordClass
from retention import clocks, undestroyed
from retention.clocks import HouseholdClock, PersonClock
from retention.models import HoldReason
from retention.models.schedule import CLASSES
from retention.schedule import Schedule, Trigger, schedule_on
from retention.scope import Key, Scope
from retention.undestroyed import PaperLeft

BATCH = 1000  # households a reading query; disposal takes fewer at a time

SUPPORT_OPEN = "Support is open."
BIRTH_MISSING = (
    "The birth date of a child who was looked after or on a child protection plan is missing."
)
CAN_BE_PARTED = "Two records were merged here, and for 30 days that can be undone."
LIVES_ELSEWHERE = "This person also belongs to a household that is not due."


@dataclass(frozen=True)
class Line:
    """One class of one household's record that is due, or a protected child's own."""

    household_id: int
    household: str
    person: int | None
    record_class: RecordClass
    trigger: str
    trigger_on: date
    due_on: date
    records: int
    rule: str

    @property
    def class_words(self) -> str:
        return dict(CLASSES)[self.record_class]

    @property
    def trigger_words(self) -> str:
        return str(Trigger(self.trigger).label)

    def as_json(self) -> dict[str, Any]:
        return {
            "household": self.household,
            "person": self.person,
            "class": str(self.record_class),
            "trigger": self.trigger,
            "trigger_on": self.trigger_on.isoformat(),
            "due_on": self.due_on.isoformat(),
            "records": self.records,
        }


@dataclass(frozen=True)
class Block:
    """What would be due if it were not for `reason`."""

    household_id: int
    household: str
    person: int | None
    reason: str

    def as_json(self) -> dict[str, Any]:
        return {"household": self.household, "person": self.person, "reason": self.reason}


@dataclass(frozen=True)
class Assessment:
    """The facts about some households (`asked`), their people, and those people's other homes."""

    as_of: date
    schedule: Schedule
    asked: frozenset[int]
    households: dict[int, HouseholdClock]
    people: dict[int, PersonClock]
    homes: dict[int, set[int]]
    paper: PaperLeft = field(default_factory=PaperLeft)

    def may_go(self, household: HouseholdClock, record_class: str) -> bool:
        """Whether that class of the household's record is over and nothing stops it.

        The service record waits for its paper to be destroyed (S47); the hub record does not."""
        waits = record_class == RecordClass.SERVICE and household.pk in self.paper.of_household
        return not waits and self.is_free(household, record_class)

    def is_free(self, household: HouseholdClock, record_class: str) -> bool:
        """The same, whatever paper there is: then that may be destroyed, too."""
        if household.is_open or household.held_for or household.can_be_parted:
            return False
        if household.is_shell:
            return record_class == RecordClass.SERVICE
        if household.birth_missing and record_class == RecordClass.SERVICE:
            return False
        # What hangs on the household goes before it does.
        return household.is_over(self.schedule, RecordClass.HUB, self.as_of) and household.is_over(
            self.schedule, record_class, self.as_of
        )

    def scope(self, within: Collection[int]) -> Scope:
        """What may be disposed of of these households, as long as no other holds on to it."""
        service = {pk for pk in within if self.may_go(self.households[pk], RecordClass.SERVICE)}
        shells = {pk for pk in service if self.households[pk].is_shell}
        kept: set[int] = set()
        going: dict[int, int] = {}
        living: dict[int, set[int]] = defaultdict(set)
        for pk, person in self.people.items():
            homes = self.homes[pk]
            if not person.is_over(self.schedule, self.as_of) or pk in self.paper.of_child:
                kept.add(pk)
            elif homes <= service and (person.is_protected or not homes & shells):
                going[pk] = min(homes)
                continue
            for home in homes:
                living[home].add(pk)
        left = {home for pk in going for home in self.homes[pk]}
        return Scope(
            hub={
                pk
                for pk in within
                if not self.households[pk].is_shell
                and self.may_go(self.households[pk], RecordClass.HUB)
            },
            service={pk for pk in service if pk not in shells or (pk in left and not living[pk])},
            old_shells=shells,
            new_shells={pk for pk in service - shells if living[pk] & kept},
            people=going,
            protected={pk for pk in going if self.people[pk].is_protected},
            kept=kept,
            homes=self.homes,
            merged=clocks.merged_into(within),
        )

    def lines(self) -> list[Line]:
        """What is due of the households asked about, with the number of records."""
        scope = self.scope(self.households)
        counted = scope.counted()
        return [
            self.line(key, sum(counts.values()))
            for key, counts in sorted(counted.items(), key=lambda item: item[0].order)
            if key.household in self.asked
        ]

    def line(self, key: Key, records: int) -> Line:
        """A due line, with what started its clock."""
        household = self.households[key.household]
        trigger, trigger_on = household.trigger, household.trigger_on
        if key.person is None:
            rule = household.rule(self.schedule, key.record_class)
            due_on = rule.due_on(trigger_on)
        else:
            person = self.people[key.person]
            rule = person.rule(self.schedule)
            trigger, trigger_on = person.trigger, person.trigger_on or date.max
            due_on = rule.due_on(trigger_on)
            if not household.is_shell:
                due_on = max(due_on, household.due_on(self.schedule, RecordClass.SERVICE))
        return Line(
            household_id=key.household,
            household=household.reference,
            person=key.person,
            record_class=key.record_class,
            trigger=trigger.value,
            trigger_on=trigger_on,
            due_on=due_on,
            records=records,
            rule=f"{rule.years} years from: {rule.trigger.label}",
        )

    def blocks(self) -> list[Block]:
        """What is stopped, of the households asked about, and by what."""
        living: dict[int, list[PersonClock]] = defaultdict(list)
        for pk, homes in sorted(self.homes.items()):
            for home in homes:
                living[home].append(self.people[pk])
        return [
            Block(pk, self.households[pk].reference, person, reason)
            for pk in sorted(self.asked)
            for person, reason in self._reasons(self.households[pk], living[pk])
        ]

    def _reasons(
        self, household: HouseholdClock, people: list[PersonClock]
    ) -> Iterator[tuple[int | None, str]]:
        hub_over = household.hub_left and household.is_over(
            self.schedule, RecordClass.HUB, self.as_of
        )
        service_over = household.is_shell or household.is_over(
            self.schedule, RecordClass.SERVICE, self.as_of
        )
        if not (hub_over or service_over):
            return
        if household.is_open:
            yield None, SUPPORT_OPEN
            return
        for reason in household.held_for:
            yield None, f"A hold stands: {HoldReason(reason).label.lower()}."
        if household.can_be_parted:
            yield None, CAN_BE_PARTED
        if household.held_for or household.can_be_parted or not service_over:
            return
        for words in self.paper.of_household.get(household.pk, ()):
            yield None, words
        for person in people:
            for words in self._reasons_of(person, household):
                yield person.pk, words

    def _reasons_of(self, person: PersonClock, household: HouseholdClock) -> list[str]:
        if person.is_protected and person.born is None:
            return [BIRTH_MISSING]
        if person.pk in self.paper.of_child and person.is_over(self.schedule, self.as_of):
            return self.paper.of_child[person.pk]
        elsewhere = self.may_go(household, RecordClass.SERVICE) and self._held_elsewhere(person)
        return [LIVES_ELSEWHERE] if elsewhere else []

    def _held_elsewhere(self, person: PersonClock) -> bool:
        """Whether the person would go, if it were not for another household."""
        return person.is_over(self.schedule, self.as_of) and not all(
            self.may_go(self.households[home], RecordClass.SERVICE)
            for home in self.homes[person.pk]
        )


def assess(
    ids: Collection[int], as_of: date, homes: dict[int, set[int]] | None = None
) -> Assessment:
    """Everything that decides about these households on a day.

    Args: `homes`, every household of each of their people, where that is known already.
    """
    if homes is None:
        homes = clocks.ties(people=clocks.ties(households=ids))
    every = set(ids).union(*homes.values())
    persons = clocks.person_clocks(homes)
    protected = {pk for pk, person in persons.items() if person.is_protected}
    return Assessment(
        as_of=as_of,
        schedule=schedule_on(as_of),
        asked=frozenset(ids),
        households=clocks.household_clocks(every, as_of),
        people=persons,
        homes=homes,
        paper=undestroyed.left(every, protected),
    )


def batches(as_of: date, size: Callable[[], int] = lambda: BATCH) -> Iterator[list[int]]:
    """The ids of every household of which something may be due, in order, in batches.

    Args: `size`, asked before each batch.
    """
    found = clocks.candidates(schedule_on(as_of), as_of)
    last = 0
    while ids := list(found.filter(pk__gt=last).values_list("pk", flat=True)[: size()]):
        yield ids
        last = ids[-1]


def in_batches(as_of: date) -> Iterator[Assessment]:
    """Assess every household of which something may be due."""
    for ids in batches(as_of):
        yield assess(ids, as_of)
