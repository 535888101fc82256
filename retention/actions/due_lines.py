"""Keeping the due list true, and giving notice of what is on it (S43): for many families at once.

The sweep asks for it each night before it disposes of anything; a demo, for nights gone by.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.db import connection

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.models import Household
from retention import due, due_soon
from retention.demo_mark import is_demo
from retention.due_soon import Coming
from retention.models import DueLine, ScheduleVersion
from retention.models.due_line import NOTICE, NOTICED
from retention.notices import Place, told_before

LISTED = timedelta(days=90)  # how long before its day a line is on the list
FOLLOWS = ("due_on", "schedule_id", "rule", "needs_approval", "stopped", "stopped_codes")

LOCK = 5_040_077  # an advisory lock, a number of our own

REOPENED = "Support was opened again."
MOVED = "Its clock starts on another day now."
TAKEN_BACK = "A status that kept a child was recorded by mistake."
AHEAD = "Its notice was given on a day that had not come: a clock was ahead."
NOT_COMING = "It is not coming up any more."
MERGED = "The household was merged into another."


@action
def bring_up_to_date(*, households: Collection[int], as_of: date, by: User | None = None) -> int:
    """List what comes up of these households, take off what does not any more, and give notice of
    what is due within 37 days and stopped by nothing. Returns how many notices were given.

    A notice once given stands: while a hold stops the line, too, and if its date moves with the
    schedule. It is withdrawn when support is opened again or the clock starts on another day, and
    whoever comes up again after that has 30 days anew.

    A day gone by is taken as today, but in a demo database: no notice is given before it is given.
    """
    if not households:
        return 0
    as_of = as_of if is_demo() else max(as_of, today())
    _one_at_a_time()
    merged = Household.objects.filter(pk__in=households, merged_into__isnull=False).order_by()
    gone = set(merged.values_list("pk", flat=True))
    assessed = due.assess(set(households) - gone, as_of + LISTED)
    found = due_soon.lines(assessed)
    versions = dict(ScheduleVersion.objects.values_list("version", "pk"))
    standing = {
        line.place: line
        for line in DueLine.objects.standing()
        .filter(household__in=households)
        .order_by("pk")
        .select_for_update()
    }
    left = {place: _left(line, found.get(place), gone, as_of) for place, line in standing.items()}
    _take_off([(standing[place], why) for place, why in left.items() if why], as_of, by)
    kept = {place: line for place, line in standing.items() if not left[place]}
    new = [_new(place, each, as_of) for place, each in found.items() if place not in kept]
    changed = {place for place, line in kept.items() if _follow(line, found[place], versions)}
    for line in new:
        _follow(line, found[line.place], versions)
    free = [line for line in [*new, *kept.values()] if found[line.place].may_be_noticed(as_of)]
    noticed = _give_notice(free, as_of)
    changed.update(line.place for line in noticed if line.place in kept)
    _insert(new, by)
    _update([kept[place] for place in changed], by)
    _tell(by, noticed, "give_notice")
    return len(noticed)


def _one_at_a_time() -> None:
    """Until the transaction ends: a page and the sweep never list the same line twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _left(line: DueLine, found: Coming | None, merged: Collection[int], as_of: date) -> str:
    """Why a line comes off the list; "" where it stays."""
    if line.household_id in merged:
        return MERGED
    if found is None:
        return NOT_COMING
    if found.is_open and line.given_on:
        return REOPENED
    if line.given_on and line.given_on > as_of:
        return AHEAD
    if told_before(line, found.taken_back_on):
        return TAKEN_BACK
    same = (line.trigger, line.trigger_on) == (found.line.trigger, found.line.trigger_on)
    return "" if same else MOVED


def _new(place: Place, found: Coming, as_of: date) -> DueLine:
    household, record_class, person = place
    return DueLine(
        household_id=household,
        record_class=record_class,
        person_id=person,
        trigger=found.line.trigger,
        trigger_on=found.line.trigger_on,
        listed_on=as_of,
    )


def _follow(line: DueLine, found: Coming, versions: dict[str, int]) -> bool:
    """Have a line say what holds now. Returns whether that is something else than before."""
    before = [getattr(line, name) for name in FOLLOWS]
    line.due_on, line.rule = found.line.due_on, found.line.rule
    line.schedule_id = versions[found.line.version]
    line.needs_approval = found.line.needs_approval
    line.stop_for(found.stopped)
    return before != [getattr(line, name) for name in FOLLOWS]


def _give_notice(lines: Iterable[DueLine], as_of: date) -> list[DueLine]:
    noticed = []
    for line in lines:
        if line.given_on is None and line.due_on <= as_of + NOTICED:
            line.given_on, line.may_go_from = as_of, as_of + NOTICE
            line._change_reason = "Notice given"
            noticed.append(line)
    return noticed


def _take_off(lines: list[tuple[DueLine, str]], as_of: date, by: User | None) -> None:
    for line, why in lines:
        line.left_on, line.left_because, line._change_reason = as_of, why, why
    _update([line for line, _ in lines], by)
    _tell(by, [line for line, _ in lines if line.given_on], "withdraw_notice")


def _tell(by: User | None, lines: Collection[DueLine], verb: str) -> None:
    """One event for all of them, that names none: their history says which."""
    if lines:
        log.wrote(by, "household", "", action=f"due_lines.{verb}")


def _insert(lines: list[DueLine], by: User | None) -> None:
    DueLine.objects.bulk_create(lines)
    _remember(lines, by, "On the due list")


def _update(lines: Collection[DueLine], by: User | None) -> None:
    if not lines:
        return
    for line in lines:
        line.version += 1
    names = ("version", "given_on", "may_go_from", "left_on", "left_because", *FOLLOWS)
    DueLine.objects.bulk_update(lines, names)
    _remember(lines, by, "The due list follows the record", update=True)


def _remember(
    lines: Collection[DueLine], by: User | None, why: str, *, update: bool = False
) -> None:
    history: Any = DueLine.history
    history.bulk_history_create(lines, update=update, default_user=by, default_change_reason=why)
