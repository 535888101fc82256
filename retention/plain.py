"""The schedule in the words of a parent who reads it: for the public page and its paper (S42).

The figures and the dates of the examples are worked out from the rules, never typed here.
"""

from dataclasses import dataclass
from datetime import date

from familyhubs.design.dates import spoken
from familyhubs.records.privacy import RecordClass
from households.models.merge import UNDO_DAYS
from retention.models import HoldReason
from retention.models.due_line import NOTICE
from retention.schedule import SCHEDULES, Rule, Schedule, Trigger

KINDS: dict[str, tuple[str, str]] = {
    RecordClass.HUB: (
        "How your support went",
        "Who led it, your goals and scores, your meetings, and which partners took part.",
    ),
    RecordClass.SERVICE: (
        "Your family's record",
        (
            "Names, birth dates and addresses, what you asked for, calls, visits and letters, the "
            "services you used, and what you agreed to share."
        ),
    ),
    RecordClass.PROTECTED_CHILD: (
        "A child who was ever looked after or on a child protection plan",
        (
            "That child's own record. The records of brothers, sisters and parents are kept like "
            "everybody else's."
        ),
    ),
}
# What starts the clock, and an example: what happened, with the day in it.
STARTS: dict[str, tuple[str, str]] = {
    Trigger.SUPPORT_CLOSED: (
        "the day your support was last closed",
        "Your support is closed on {day}.",
    ),
    Trigger.NEVER_OPENED: (
        "the day we made the record, if support was never opened",
        "We make a record on {day}, and no support follows.",
    ),
    Trigger.BIRTH: ("the day the child was born", "A child is born on {day}."),
    Trigger.DEATH: (
        "the day of the death, where a child who was looked after died before the age of 18",
        "A child who was looked after dies on {day}.",
    ),
}
EXAMPLE = (6, 14)  # 14 June, of the year the schedule begins
DELAYS = (
    "Your support is open. If it is opened again, the time starts anew when it is closed again.",
    (
        "A hold stands, for one of these reasons: {reasons}. We write down who decided it and "
        "when it is looked at again."
    ),
    "We do not know the birth date of a child who was looked after or on a child protection plan.",
    (
        "We have not yet confirmed with children's social care that a child was looked after or on "
        "a child protection plan."
    ),
    "There is a paper file of your family that has not been destroyed yet.",
    (
        "Its time is over, and the {notice} days are running for which it first stands on the list "
        "of what we are about to dispose of."
    ),
    (
        "A second person has not approved it yet. Where the schedule asks for that, as it does for "
        "a child who was looked after or on a child protection plan, nothing goes without it."
    ),
    "Two records of your family were joined in the last {undo} days, which can still be undone.",
    (
        "Somebody also belongs to another household whose time is not over: then that person's "
        "own details stay."
    ),
)
AT_THE_END = (
    (
        "We dispose of the record securely, with the letters and files that belong to it. Copies "
        "in our backups run out later."
    ),
    (
        "If a later schedule keeps records for longer, yours goes when we promised it in the "
        "notice you were given."
    ),
    (
        "We never dispose of anything early: a day that does not exist, such as 29 February in "
        "most years, counts as the day after."
    ),
    (
        "A certificate stays. It says what kind of record went and when, and holds no personal "
        "details. With the reference of your family's record you can ask us whether it is gone."
    ),
    (
        "Each partner keeps the records of its own work by its own rules. Ask the person who "
        "supports you which partners these are."
    ),
)


@dataclass(frozen=True)
class Time:
    """How long, from when, examples, and where it was promised: rules that differ in nothing but
    what starts the clock are told together."""

    how_long: str
    from_when: str
    examples: str
    sentence: str
    source: str


@dataclass(frozen=True)
class Kind:
    """One kind of record, and the times it is kept for."""

    title: str
    what: str
    times: list[Time]


def kinds(schedule: Schedule) -> list[Kind]:
    """Each kind of record with its times, in the schedule's own order."""
    found: dict[str, dict[tuple[int, str, str], list[Rule]]] = {}
    for rule in schedule.rules:
        alike = found.setdefault(rule.record_class, {})
        alike.setdefault((rule.years, rule.sentence, rule.source), []).append(rule)
    return [
        Kind(*KINDS[name], [_time(rules, schedule) for rules in alike.values()])
        for name, alike in found.items()
    ]


def delays() -> list[str]:
    """What can stop a record from going when its time is over."""
    labels = [str(label)[:1].lower() + str(label)[1:] for label in HoldReason.labels]
    reasons = f"{', '.join(labels[:-1])} or {labels[-1]}"
    return [words.format(reasons=reasons, undo=UNDO_DAYS, notice=NOTICE.days) for words in DELAYS]


def begun(day: date) -> list[Schedule]:
    """Every version that is or was in force, the newest first."""
    found = [schedule for schedule in SCHEDULES if schedule.in_force_from <= day]
    return sorted(found, key=lambda schedule: schedule.in_force_from, reverse=True)


def version(name: str, day: date) -> Schedule | None:
    """The version of a name, once it has begun."""
    return next((schedule for schedule in begun(day) if schedule.version == name), None)


def _time(rules: list[Rule], schedule: Schedule) -> Time:
    rule = rules[0]
    return Time(
        how_long=f"{rule.years} years",
        from_when="; or from ".join(STARTS[one.trigger][0] for one in rules),
        examples="\n".join(_example(one, schedule) for one in rules),
        sentence=rule.sentence,
        source=rule.source,
    )


def _example(rule: Rule, schedule: Schedule) -> str:
    start = date(schedule.in_force_from.year, *EXAMPLE)
    happened = STARTS[rule.trigger][1].format(day=spoken(start))
    return f"{happened} We keep it until {spoken(rule.due_on(start))}."
