"""What becomes free once a hold is lifted, and when the sweep may take it (reading 3)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from familyhubs.design.dates import spoken
from familyhubs.organisations.models import User
from familyhubs.records.privacy import RecordClass
from households.models import Household
from retention.due import Assessment, assess
from retention.due_but_waiting import wanted_of_shell
from retention.holding import Held
from retention.models import DueLine, Hold
from retention.models.due_line import NOTICE
from retention.models.schedule import CLASSES
from retention.of_one import HouseholdClock
from retention.reasons import NOT_GIVEN, Reason
from retention.stopping import children_of, left_by_mistake, of_record


@dataclass(frozen=True)
class Freed:
    """`classes`: each class with when it may go; `stopped`: what stops it all the same."""

    classes: list[str]
    stopped: list[Reason]


def freed(household: Household, hold: Hold, as_of: date) -> Freed:
    """What lifting a hold on a household, or on somebody in it, leaves of that household."""
    held = Held(hold.reason, person=hold.person_id)
    found = assess([household.pk], as_of)
    found = replace(found, holds=found.holds.without(held)).held_to_notices()
    clock = found.households[household.pk]
    reasons = dict.fromkeys(each.reason for each in of_record(found, clock))
    return Freed(list(_classes(found, clock)), list(reasons))


def lines_stopped_by(user: User, hold: Hold) -> int:
    """How many lines of the due list a hold on a class stops."""
    words = Held(hold.reason, record_class=hold.record_class).stops.words
    rows = DueLine.objects.visible_to(user).standing()
    return rows.filter(stopped__contains=[words]).count()


def _classes(found: Assessment, clock: HouseholdClock) -> Iterator[str]:
    for record_class in (RecordClass.HUB, RecordClass.SERVICE):
        if clock.is_shell or (record_class == RecordClass.HUB and not clock.hub_left):
            continue
        due_on = None if clock.is_open else clock.term(record_class).due_on
        wanted = found.notices.wanted_of(clock, record_class)
        yield _when(record_class, due_on, found.as_of, wanted)
    if left_by_mistake(found, clock):
        due_on, wanted = clock.term(RecordClass.SERVICE).due_on, wanted_of_shell(found, clock)
        yield _when(RecordClass.SERVICE, due_on, found.as_of, wanted)
    for child in children_of(found, clock):
        due_on = child.term.due_on if child.term and not clock.is_open else None
        if due_on and not clock.is_shell:
            due_on = max(due_on, clock.term(RecordClass.SERVICE).due_on)
        wanted = found.notices.wanted_of_person(child, found.homes[child.pk])
        yield _when(RecordClass.PROTECTED_CHILD, due_on, found.as_of, wanted)


def _when(record_class: str, due_on: date | None, as_of: date, wanted: list[Reason]) -> str:
    label = dict(CLASSES)[record_class]
    if due_on is None:
        return f"{label}: no date yet."
    if due_on > as_of:
        return f"{label}: not before {spoken(due_on)}."
    if not wanted:
        return f"{label}: due since {spoken(due_on)}. The next sweep, tonight, may dispose of it."
    first = f"The next sweep gives notice, and it goes on {spoken(as_of + NOTICE)} at the earliest."
    words = " ".join(first if each == NOT_GIVEN else each.words for each in wanted)
    return f"{label}: due since {spoken(due_on)}. {words}"
