"""Why a record is kept until when, in words a family can be shown (S38-S40)."""

from dataclasses import dataclass
from datetime import date

from familyhubs.records.privacy import RecordClass
from households.models import Household
from retention.clocks import HouseholdClock, PersonClock
from retention.due import BIRTH_MISSING, CAN_BE_PARTED, SUPPORT_OPEN, Assessment, assess
from retention.models import HoldReason
from retention.schedule import CLASS_WORDS, Rule, Trigger


@dataclass(frozen=True)
class Explanation:
    """One class of a record: what it is, what started the clock, the date, and the working.

    `due_on` is None where no date can be given; `person` is a protected child's id.
    """

    record_class: RecordClass
    words: str
    trigger: str
    trigger_on: date | None
    due_on: date | None
    working: str
    source: str
    person: int | None = None


@dataclass(frozen=True)
class Explained:
    """A household's record: each class, then each protected child's own; and what stops
    disposal now, whatever the dates say."""

    classes: list[Explanation]
    stopped: list[str]

    @property
    def children(self) -> list[int]:
        """The ids of the protected children."""
        return [each.person for each in self.classes if each.person is not None]


def explain(household: Household, as_of: date) -> Explained:
    """Everything there is to say about how long a household's record is kept."""
    found = assess([household.pk], as_of)
    clock = found.households[household.pk]
    return Explained(_classes(found, clock), _stopped(found, clock))


def _classes(found: Assessment, clock: HouseholdClock) -> list[Explanation]:
    classes = [] if clock.is_shell else [RecordClass.HUB, RecordClass.SERVICE]
    children = [person for person in found.people.values() if person.is_protected]
    return [
        *(_of_household(found, clock, record_class) for record_class in classes),
        *(_of_child(found, clock, child) for child in sorted(children, key=lambda one: one.pk)),
    ]


def stopped_by(clock: HouseholdClock) -> list[str]:
    """What stops disposal of a household's record, but for its paper, whatever the dates say."""
    reasons = [SUPPORT_OPEN] if clock.is_open else []
    reasons += [f"A hold stands: {HoldReason(name).label.lower()}." for name in clock.held_for]
    reasons += [CAN_BE_PARTED] if clock.can_be_parted else []
    return reasons + ([BIRTH_MISSING] if clock.birth_missing else [])


def _stopped(found: Assessment, clock: HouseholdClock) -> list[str]:
    # Long before its time there is no paper to destroy, and nothing to say of it.
    over = clock.is_shell or clock.is_over(found.schedule, RecordClass.SERVICE, found.as_of)
    return stopped_by(clock) + (found.paper.of_household.get(clock.pk, []) if over else [])


def _of_household(
    found: Assessment, clock: HouseholdClock, record_class: RecordClass
) -> Explanation:
    rule = clock.rule(found.schedule, record_class)
    shared = (record_class, CLASS_WORDS[record_class])
    if clock.is_open:
        return Explanation(
            *shared,
            trigger="Support is open",
            trigger_on=None,
            due_on=None,
            working=f"The clock starts when support is closed: {_years(rule)} from that day.",
            source=rule.source,
        )
    due_on = rule.due_on(clock.trigger_on)
    return Explanation(
        *shared,
        trigger=rule.trigger.label,
        trigger_on=clock.trigger_on,
        due_on=due_on,
        working=_working(rule, clock.trigger_on, due_on),
        source=rule.source,
    )


def _of_child(found: Assessment, clock: HouseholdClock, child: PersonClock) -> Explanation:
    record_class = RecordClass.PROTECTED_CHILD
    rule = child.rule(found.schedule)
    started, own = child.trigger_on, child.due_on(found.schedule)
    due_on, working = own, BIRTH_MISSING
    if started and own:
        working = _working(rule, started, own)
        if clock.is_open:
            working += " Nothing is disposed of while support is open."
        elif not clock.is_shell:
            due_on = max(own, clock.due_on(found.schedule, RecordClass.SERVICE))
            if due_on > own:
                working += (
                    f" The service record it is part of is kept longer, until {_day(due_on)}."
                )
    return Explanation(
        record_class,
        CLASS_WORDS[record_class],
        trigger=rule.trigger.label,
        trigger_on=started,
        due_on=due_on,
        working=working,
        source=rule.source,
        person=child.pk,
    )


def _working(rule: Rule, started: date, due_on: date) -> str:
    words = f"{_day(started)} and {_years(rule)} is {_day(due_on)}."
    if (started.month, started.day) != (due_on.month, due_on.day):
        words += f" There is no 29 February in {due_on.year}, so it falls on the day after."
    if rule.trigger == Trigger.SUPPORT_CLOSED:
        words += " If support is opened again, the clock stops, and starts anew when it is closed."
    return words


def _years(rule: Rule) -> str:
    return f"{rule.years} years"


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
