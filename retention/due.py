"""What is due on a day and why (S38-S40, S43); what stops the rest, `retention.stopping` says.

`assess` answers for a batch of households in a fixed number of queries; `in_batches` walks all of
them. The page, the command and disposal itself ask here, so that none can differ from another.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from familyhubs.records.privacy import RecordClass
from retention import clocks, notices, undestroyed
from retention.holding import Held, Standing, standing
from retention.lines import Line
from retention.notices import TAKEN_AS_RUN, Notices
from retention.of_one import HouseholdClock, PersonClock
from retention.schedule import Schedule, Term, schedule_on
from retention.scope import Key, Scope
from retention.undestroyed import PaperLeft

BATCH = 1000  # households a reading query; disposal takes fewer at a time


@dataclass(frozen=True)
class Assessment:
    """The facts about some households (`asked`), their people, and those people's other homes.

    What may go is all whose day has come; once `held_to_notices`, only what was given notice of and
    approved.
    """

    as_of: date
    schedule: Schedule
    asked: frozenset[int]
    households: dict[int, HouseholdClock]
    people: dict[int, PersonClock]
    homes: dict[int, set[int]]
    holds: Standing
    paper: PaperLeft = field(default_factory=PaperLeft)
    notices: Notices = TAKEN_AS_RUN
    # Duplicates, each with the person it was merged into: what becomes of that one becomes of it.
    twins: dict[int, int] = field(default_factory=dict)
    # Households that were merged into one of these, each with that one.
    merged: dict[int, int] = field(default_factory=dict)

    def held_to_notices(self) -> "Assessment":
        """The same, held to the notices that were given of these households."""
        return replace(self, notices=notices.standing(self.households, self.as_of))

    def may_go(self, household: HouseholdClock, record_class: str) -> bool:
        """Whether that class of the household's record is over and nothing stops it.

        The service record waits for its paper to be destroyed (S47); the hub record does not."""
        waits = record_class == RecordClass.SERVICE and household.pk in self.paper.of_household
        free = not waits and self.is_free(household, record_class)
        return free and not self.notices.wanted_of(household, record_class)

    def is_free(self, household: HouseholdClock, record_class: str) -> bool:
        """The same, whatever paper there is: then that may be destroyed, too."""
        if household.is_open or household.can_be_parted or household.pk in self.holds.on:
            return False
        if household.is_shell:
            return record_class == RecordClass.SERVICE
        if self.class_holds(household, record_class):
            return False
        if record_class == RecordClass.SERVICE and (
            household.birth_missing or household.unconfirmed
        ):
            return False
        # What hangs on the household goes before it does.
        return household.is_over(RecordClass.HUB) and household.is_over(record_class)

    def class_holds(self, household: HouseholdClock, record_class: str) -> tuple[Held, ...]:
        """The holds on classes that keep this class of a household; of a shell, none.

        A hub record hangs on the household: while one that is there is held, so is the rest.
        """
        if household.is_shell:
            return ()
        hub = self.holds.classes.get(RecordClass.HUB, ()) if household.hub_left else ()
        if record_class == RecordClass.HUB:
            return hub
        return hub + self.holds.classes.get(RecordClass.SERVICE, ())

    def is_over(self, person: PersonClock) -> bool:
        """Whether nothing of a person's own keeps them, nor a hold on a class."""
        over = person.is_over and not self.class_holds_of(person)
        return over and not self.notices.wanted_of_person(person, self.homes[person.pk])

    def class_holds_of(self, person: PersonClock) -> tuple[Held, ...]:
        """The holds on classes that keep somebody's own record.

        Of whom a mistake left in a shell, that is listed and goes as a service record, and was a
        protected child's: a hold on either keeps it.
        """
        own = self.holds.classes.get(RecordClass.PROTECTED_CHILD, ())
        if person.is_protected:
            return own
        if person.taken_back and any(self.households[pk].is_shell for pk in self.homes[person.pk]):
            return own + self.holds.classes.get(RecordClass.SERVICE, ())
        return ()

    def scope(self, within: Collection[int]) -> Scope:
        """What may be disposed of of these households, as long as no other holds on to it."""
        service = {pk for pk in within if self.may_go(self.households[pk], RecordClass.SERVICE)}
        shells = {pk for pk in service if self.households[pk].is_shell}
        kept: set[int] = set()
        going: dict[int, int] = {}
        living: dict[int, set[int]] = defaultdict(set)
        for pk, person in self.people.items():
            homes = self.homes[pk]
            if not self.is_over(person) or pk in self.paper.of_child:
                kept.add(pk)
            elif homes <= service and self._may_leave(person, homes & shells):
                going[pk] = min(homes)
                continue
            for home in homes:
                living[home].add(pk)
        left = {home for pk in going for home in self.homes[pk]}
        going |= {pk: going[person] for pk, person in self.twins.items() if person in going}
        kept |= {pk for pk, person in self.twins.items() if person in kept}
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
            protected={pk for pk in going.keys() & self.people if self.people[pk].is_protected},
            kept=kept,
            homes=self.homes,
            twins=self.twins,
            merged={pk: kept for pk, kept in self.merged.items() if kept in within},
        )

    def _may_leave(self, person: PersonClock, shells: set[int]) -> bool:
        """Whoever was added to a shell has no clock; who was kept in it by mistake has the
        household's, as far as what is left of it tells, and needs the shell's notice."""
        if person.is_protected or not shells:
            return True
        return person.taken_back and not any(
            not self.households[home].is_over(RecordClass.SERVICE)
            or self.notices.wanted_of_shell(self.households[home])
            for home in shells
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
        if key.person is None:
            term = household.term(key.record_class)
            due_on = term.due_on
        else:
            own = self.people[key.person].term
            assert own is not None, "Nobody goes whose birth date is missing."
            term, due_on = own, own.due_on
            if not household.is_shell:
                due_on = max(due_on, household.term(RecordClass.SERVICE).due_on)
        rule = term.rule
        return Line(
            household_id=key.household,
            household=household.reference,
            person=key.person,
            record_class=key.record_class,
            trigger=rule.trigger.value,
            trigger_on=term.started,
            due_on=due_on,
            records=records,
            rule=self._rule_in_words(term),
            version=term.schedule.version,
            # Of a shell, only what was a protected child's record is left.
            needs_approval=rule.needs_approval or household.is_shell,
        )

    def _rule_in_words(self, term: Term) -> str:
        """For a certificate, which names the schedule that is in force."""
        words = f"{term.rule.years} years from: {term.rule.trigger.label}"
        promised = f", as promised on {term.schedule.version}"
        return words if term.schedule == self.schedule else words + promised


def assess(
    ids: Collection[int], as_of: date, homes: dict[int, set[int]] | None = None
) -> Assessment:
    """Everything that decides about these households on a day.

    Args: `homes`, every household of each of their people, where that is known already.
    """
    if homes is None:
        homes = clocks.ties(people=clocks.ties(households=ids))
    twins = clocks.twins_among(homes)
    homes = {pk: at for pk, at in homes.items() if pk not in twins}
    every = set(ids).union(*homes.values())
    households = clocks.household_clocks(every, as_of)
    people = clocks.person_clocks(homes, households, as_of)
    protected = {pk for pk, person in people.items() if person.is_protected}
    return Assessment(
        as_of=as_of,
        schedule=schedule_on(as_of),
        asked=frozenset(ids),
        households=households,
        people=people,
        homes=homes,
        holds=standing(every),
        paper=undestroyed.left(every, protected),
        twins=twins,
        merged=clocks.merged_into(every),
    )


def batches(as_of: date, size: Callable[[], int] = lambda: BATCH) -> Iterator[list[int]]:
    """The ids of every household of which something may be due, in order, in batches.

    Args: `size`, asked before each batch.
    """
    ids = _candidates(as_of)
    while batch := list(islice(ids, size())):
        yield batch


def _candidates(as_of: date) -> Iterator[int]:
    """However small the batches are, as many are read at once as a look takes."""
    found = clocks.candidates(as_of)
    last = 0
    while ids := list(found.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        yield from ids
        last = ids[-1]


def in_batches(as_of: date) -> Iterator[Assessment]:
    """Assess every household of which something may be due."""
    for ids in batches(as_of):
        yield assess(ids, as_of)
