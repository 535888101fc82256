"""The retention schedule: the rules as data, and the arithmetic of their dates.

The one source of truth. Everything that computes a date reads it here; `retention.published`
copies each version into the database, where it is evidence for the officer and never changes.
To change a period, add a version to SCHEDULES: the versions already there stay as they are.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import models

from familyhubs.records.dates import years_after
from familyhubs.records.privacy import RecordClass

ADULT = 18


class Trigger(models.TextChoices):
    """What starts the clock (reading 2)."""

    SUPPORT_CLOSED = "support_closed", "Support was last closed"
    NEVER_OPENED = "never_opened", "The record was made, and support was never opened"
    BIRTH = "birth", "The child was born"
    DEATH = "death", "The child died before the age of 18, having been looked after"


CLASS_WORDS: dict[str, str] = {
    RecordClass.HUB: (
        "Hub record: who leads, the team, goals, scores, reviews and which partners are involved"
    ),
    RecordClass.SERVICE: (
        "Service record: people, details, addresses, support, contacts, services, agreements to "
        "share, disclosures and paper files"
    ),
    RecordClass.PROTECTED_CHILD: (
        "A child who has been looked after or on a child protection plan: that child's own record"
    ),
}

NOTICE = "Family hubs service area privacy notice, section 5.1"
LEAFLET = "Leaflet: What information do we keep about children and families?"
REGULATIONS = "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50"
HUB_LEVEL = "The records kept at the Hub level are kept for five years."
IN_GENERAL = (
    "Your details will be kept for 6 years in general and 75 years for children who have been "
    "looked after or subject to child protection plans."
)
DIED = (
    "The case record of a looked-after child who dies before the age of 18 is kept for 15 years "
    "from the date of death."
)


@dataclass(frozen=True)
class Rule:
    """One class of record, what starts its clock, for how long, and who promised it."""

    record_class: RecordClass
    trigger: Trigger
    years: int
    sentence: str
    source: str
    needs_approval: bool = False  # whether a second person has to agree before it is disposed of

    def due_on(self, trigger_on: date) -> date:
        """The first day on which it may be disposed of: never early (29 February: 1 March)."""
        return years_after(trigger_on, self.years)

    def cutoff(self, as_of: date) -> date:
        """The latest start whose period is over: `due_on(start) <= as_of` says the same.

        Lets the database compare dates without its own arithmetic, which rounds 29 February down.
        """
        year = max(as_of.year - self.years, 1)
        if as_of.month == 2 and as_of.day == 29 and not _is_leap(year):
            return date(year, 2, 28)
        return as_of.replace(year=year)


@dataclass(frozen=True)
class Schedule:
    """A version of the schedule, in force from a day until the next one's."""

    version: str
    in_force_from: date
    rules: tuple[Rule, ...]

    def __hash__(self) -> int:  # asked for thousands of families a second
        return hash(self.version)

    def rule(self, record_class: str, trigger: str) -> Rule:
        for rule in self.rules:
            if rule.record_class == record_class and rule.trigger == trigger:
                return rule
        raise LookupError(f"{self.version} has no rule for {record_class} from {trigger}")


SCHEDULES = (
    Schedule(
        version="2024-04-23",
        in_force_from=date(2024, 4, 23),
        rules=(
            Rule(RecordClass.HUB, Trigger.SUPPORT_CLOSED, 5, HUB_LEVEL, LEAFLET),
            Rule(RecordClass.HUB, Trigger.NEVER_OPENED, 5, HUB_LEVEL, LEAFLET),
            Rule(RecordClass.SERVICE, Trigger.SUPPORT_CLOSED, 6, IN_GENERAL, NOTICE),
            Rule(RecordClass.SERVICE, Trigger.NEVER_OPENED, 6, IN_GENERAL, NOTICE),
            Rule(
                *(RecordClass.PROTECTED_CHILD, Trigger.BIRTH, 75, IN_GENERAL, NOTICE),
                needs_approval=True,
            ),
            Rule(
                *(RecordClass.PROTECTED_CHILD, Trigger.DEATH, 15, DIED, REGULATIONS),
                needs_approval=True,
            ),
        ),
    ),
)


@dataclass(frozen=True)
class Term:
    """How long something is kept: by which rule of which version, from when, until when."""

    schedule: Schedule
    rule: Rule
    started: date
    due_on: date


def begun(day: date) -> tuple[Schedule, ...]:
    """The versions that have been in force up to a day, the first first; before it, the first."""
    return _begun(SCHEDULES, day)


@lru_cache(1024)
def _begun(schedules: tuple[Schedule, ...], day: date) -> tuple[Schedule, ...]:
    in_order = sorted(schedules, key=lambda schedule: schedule.in_force_from)
    found = tuple(schedule for schedule in in_order if schedule.in_force_from <= day)
    return found or tuple(in_order[:1])


def schedule_on(day: date) -> Schedule:
    """The version in force on a day; before the first one, the first."""
    return begun(day)[-1]


@lru_cache(4096)
def term(versions: frozenset[Schedule], record_class: str, trigger: str, started: date) -> Term:
    """The one by which something is due the earliest (reading 1): a version that keeps it longer
    than a family was promised never does so in silence. Where two say the same day, the newer."""
    terms = []
    for version in versions:
        rule = version.rule(record_class, trigger)
        terms.append(Term(version, rule, started, rule.due_on(started)))
    newest_first = sorted(terms, key=lambda one: one.schedule.in_force_from, reverse=True)
    return min(newest_first, key=lambda one: one.due_on)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
