"""Why a record is kept until when, in words a family can be shown (S38-S40)."""

from dataclasses import dataclass
from datetime import date

from familyhubs.design.dates import spoken
from familyhubs.records.privacy import RecordClass
from households.models import Household
from retention.due import Assessment, assess
from retention.of_one import HouseholdClock, PersonClock
from retention.reasons import BIRTH_MISSING
from retention.schedule import CLASS_WORDS, Rule, Schedule, Term, Trigger
from retention.stopping import Stopped, children_of, left_by_mistake, of_anything


@dataclass(frozen=True)
class Explanation:
    """One class of a record: what it is, what started the clock, the date, and the working.

    `due_on` is None where no date can be given; `person` is a protected child's id; `promise`
    says by which version of the schedule it goes, and why that one.
    """

    record_class: RecordClass
    words: str
    trigger: str
    trigger_on: date | None
    due_on: date | None
    working: str
    source: str
    promise: str
    needs_approval: bool
    person: int | None = None
    is_gone: bool = False  # its time is over, and nothing of it is left

    @property
    def due_words(self) -> str:
        """The date, or why there is none."""
        if self.is_gone:
            return "Disposed of: nothing of it is left"
        return spoken(self.due_on) if self.due_on else "No date yet"


@dataclass(frozen=True)
class Explained:
    """A household's record: each class, then each protected child's own; and what stops it."""

    classes: list[Explanation]
    stopped: list[Stopped]
    named: frozenset[int]  # everybody who is named in it

    @property
    def people(self) -> set[int]:
        """The ids of everybody it speaks of."""
        named = [each.person for each in self.classes] + [each.person for each in self.stopped]
        return {person for person in named if person is not None}


def explain(household: Household, as_of: date) -> Explained:
    """Everything there is to say about how long a household's record is kept."""
    found = assess([household.pk], as_of)
    clock = found.households[household.pk]
    children = children_of(found, clock)
    classes = [] if clock.is_shell else [RecordClass.HUB, RecordClass.SERVICE]
    if left_by_mistake(found, clock):
        classes = [RecordClass.SERVICE]
    return Explained(
        [
            *(_of_household(found, clock, record_class) for record_class in classes),
            *(_of_child(found, clock, child) for child in children),
        ],
        list(of_anything(found, clock)),
        frozenset({*found.people, *found.twins}),
    )


def _of_household(
    found: Assessment, clock: HouseholdClock, record_class: RecordClass
) -> Explanation:
    term = clock.term(record_class)
    rule, shared = term.rule, (record_class, CLASS_WORDS[record_class])
    if clock.is_open:
        return Explanation(
            *shared,
            trigger="Support is open",
            trigger_on=None,
            due_on=None,
            working=f"The clock starts when support is closed: {_years(rule)} from that day.",
            source=rule.source,
            promise=_promise(found, clock.promised, bool(clock.given), None),
            needs_approval=rule.needs_approval,
        )
    return Explanation(
        *shared,
        trigger=rule.trigger.label,
        trigger_on=term.started,
        due_on=term.due_on,
        working=_working(term),
        source=rule.source,
        promise=_promise(found, clock.promised, bool(clock.given), term),
        # Of a shell, only what was a protected child's record is left.
        needs_approval=rule.needs_approval or clock.is_shell,
        is_gone=record_class == RecordClass.HUB
        and not clock.hub_left
        and clock.is_over(record_class),
    )


def _of_child(found: Assessment, clock: HouseholdClock, child: PersonClock) -> Explanation:
    term, record_class = child.term, RecordClass.PROTECTED_CHILD
    rule = found.schedule.rule(record_class, child.trigger) if term is None else term.rule
    due_on, working = None, BIRTH_MISSING.words
    if term is not None:
        due_on, working = term.due_on, _working(term)
        family = clock.term(RecordClass.SERVICE).due_on
        if clock.is_open:
            working += " Nothing is disposed of while support is open."
        elif family > due_on and not clock.is_shell:
            due_on = family
            working += f" The service record it is part of is kept longer, until {spoken(due_on)}."
    given = any(found.households[home].given for home in found.homes[child.pk])
    return Explanation(
        record_class,
        CLASS_WORDS[record_class],
        trigger=rule.trigger.label,
        trigger_on=child.trigger_on,
        due_on=due_on,
        working=working,
        source=rule.source,
        promise=_promise(found, child.promised, given, term),
        needs_approval=rule.needs_approval,
        person=child.pk,
    )


def _working(term: Term) -> str:
    started, due_on = term.started, term.due_on
    words = f"{spoken(started)} and {_years(term.rule)} is {spoken(due_on)}."
    if (started.month, started.day) != (due_on.month, due_on.day):
        words += f" There is no 29 February in {due_on.year}, so it falls on the day after."
    if term.rule.trigger == Trigger.SUPPORT_CLOSED:
        words += " If support is opened again, the clock stops, and starts anew when it is closed."
    return words


def _promise(
    found: Assessment, promised: frozenset[Schedule], given: bool, term: Term | None
) -> str:
    """By which version it goes, what they were promised, and whether that made a difference."""
    versions = sorted(promised, key=lambda version: version.in_force_from)
    days = " and ".join(spoken(version.in_force_from) for version in versions)
    how = "They were given" if given else "Nobody was given a notice, so they were promised"
    words = f"{how} the schedule of {days}."
    if promised == {found.schedule}:
        return f"{words} It is in force today."
    if term is None:
        today = spoken(found.schedule.in_force_from)
        return f"{words} That of {today} is in force today: whichever is the shorter holds."
    if term.schedule == found.schedule:
        why = "it does not keep this longer than they were promised."
    else:
        why = "it would keep this longer than they were promised."
    by = spoken(term.schedule.in_force_from)
    newer = spoken(found.schedule.in_force_from)
    return f"{words} That of {newer} is in force today: {why} This goes by that of {by}."


def _years(rule: Rule) -> str:
    return f"{rule.years} years"
