"""What comes up for disposal by a day, stopped or not: what the officer's due list is made of."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from familyhubs.records.privacy import RecordClass
from retention import clocks, due_but_waiting, stopping
from retention.due import BATCH, Assessment
from retention.lines import Block, Line
from retention.models import DueLine
from retention.notices import Place
from retention.reasons import SOMETHING_ELSE, Reason
from retention.schedule import Trigger
from retention.scope import Key
from retention.undestroyed import PaperLeft


@dataclass(frozen=True)
class Coming:
    """A line that is due by the day asked about, what stops it, and whether support is open.

    `is_free`: nothing stops it, or only paper that is still to be destroyed: notice is given.
    `taken_back_on`: of a shell's, when the last confirmed status in it was said to be a mistake.
    """

    line: Line
    stopped: list[Reason]
    is_free: bool
    is_open: bool
    taken_back_on: date | None = None

    def may_be_noticed(self, on: date) -> bool:
        """On the day on which a status was taken back notice would say nothing of it."""
        return self.is_free and not (self.taken_back_on and self.taken_back_on >= on)


def lines(assessed: Assessment) -> dict[Place, Coming]:
    """Everything of the households asked about whose time is over on the day of the assessment."""
    going = due_but_waiting.places(assessed, assessed.households)
    free = due_but_waiting.places(replace(assessed, paper=PaperLeft()), assessed.households)
    blocks: dict[int, list[Block]] = defaultdict(list)
    for block in stopping.blocks(assessed):
        blocks[block.household_id].append(block)
    found = {}
    for key in _keys(assessed):
        line = _line(assessed, key)
        place = (key.household, str(key.record_class), key.person)
        if line.due_on <= assessed.as_of:
            stopped = [] if place in going else _reasons(key, blocks[key.household])
            is_open = assessed.households[key.household].is_open
            taken_back_on = _taken_back_on(assessed, key)
            found[place] = Coming(line, stopped, place in free, is_open, taken_back_on)
    return found


def _taken_back_on(assessed: Assessment, key: Key) -> date | None:
    if key.person:
        return None
    here = stopping.left_by_mistake(assessed, assessed.households[key.household])
    return max((each.taken_back_on for each in here if each.taken_back_on), default=None)


def batches(until: date, size: int = BATCH) -> Iterator[set[int]]:
    """The ids of every household of which something may come up by a day, or is listed already."""
    candidates = clocks.candidates(until)
    listed = DueLine._base_manager.filter(left_on__isnull=True).order_by("household")
    last = 0
    while True:
        found = {*candidates.filter(pk__gt=last).values_list("pk", flat=True)[:size]}
        pks = listed.filter(household__gt=last).values_list("household", flat=True).distinct()
        if not (ids := sorted(found.union(pks[:size]))[:size]):
            return
        yield set(ids)
        last = ids[-1]


def _keys(assessed: Assessment) -> Iterator[Key]:
    by_mistake = {pk for pk, person in assessed.people.items() if person.taken_back}
    left_in = {home for pk in by_mistake for home in assessed.homes[pk]}
    for pk in sorted(assessed.asked & assessed.households.keys()):
        household = assessed.households[pk]
        if household.hub_left and not household.is_shell:
            yield Key(pk, RecordClass.HUB)
        if not household.is_shell or pk in left_in:
            yield Key(pk, RecordClass.SERVICE)
    for pk, person in sorted(assessed.people.items()):
        home = min(assessed.homes[pk])
        # Without a birth date, a family's line says what stops it; a shell has the child's alone.
        known = person.term or assessed.households[home].is_shell
        if home in assessed.asked and person.is_protected and known:
            yield Key(home, RecordClass.PROTECTED_CHILD, pk)


def _line(assessed: Assessment, key: Key) -> Line:
    """Where nobody knows the day, it is listed all the same, from when the record was made, so that
    somebody finds the date."""
    if key.person is None or assessed.people[key.person].term:
        return assessed.line(key, 0)
    shell = assessed.line(Key(key.household, RecordClass.SERVICE), 0)
    rule = assessed.schedule.rule(RecordClass.PROTECTED_CHILD, Trigger.BIRTH)
    return replace(
        shell,
        person=key.person,
        record_class=RecordClass.PROTECTED_CHILD,
        due_on=shell.trigger_on,
        rule=f"{rule.years} years from: {rule.trigger.label}",
        version=assessed.schedule.version,
    )


def _reasons(key: Key, blocks: Collection[Block]) -> list[Reason]:
    own = {block.reason for block in blocks if block.person in (None, key.person)}
    found = own or {block.reason for block in blocks}
    return sorted(found, key=lambda reason: reason.words) or [SOMETHING_ELSE]
