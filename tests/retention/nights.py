"""The nights before the one a test is about."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from familyhubs.records.dates import today
from familyhubs.records.privacy import RecordClass
from households.models import Household
from retention import due_list, sweep
from retention.actions import approvals, due_lines
from retention.models import DueLine, ScheduleVersion, SweepRun
from retention.models.due_line import NOTICE
from retention.reasons import Reason
from retention.schedule import Trigger
from tests.cast import Cast
from tests.retention.families import TokenFamily, at


def notice_given(on: date) -> int:
    """What the sweep of a night gives notice of, on that night."""
    with at(on):
        listed = due_list.bring_up_to_date(on)
    listed.end()
    return listed.noticed


def approved_by_two(cast: Cast) -> None:
    """Whatever waits for it: by the officer, then by the hub's manager."""
    for line in DueLine.objects.waiting_for_approval():
        approvals.put_forward(line=line, by=cast.dana)
        approvals.approve(line=line, by=cast.henry)


def dispose_after_notice(day: date, approving: Cast | None = None) -> SweepRun:
    """Dispose of what is due on a day, the notice of which was given 30 days before; where the cast
    is there, two of it approve what has to be approved."""
    notice_given(day - NOTICE)
    if approving:
        approved_by_two(approving)
    return sweep.dispose(day)


def line_of(family: TokenFamily, record_class: str = RecordClass.SERVICE) -> DueLine:
    return DueLine.objects.standing().get(household=family.household, record_class=record_class)


def a_line(household: Household, *, stopped_by: Sequence[Reason] = (), **facts: Any) -> DueLine:
    """A line of the list, noticed today and due in a fortnight, unless `facts` say otherwise."""
    on = today()
    given_on = facts.setdefault("given_on", on)
    if facts.get("put_forward_by"):
        facts.setdefault("put_forward_at", timezone.now())
    line = DueLine(
        household=household,
        schedule=ScheduleVersion.objects.earliest("in_force_from"),
        **{
            "record_class": RecordClass.SERVICE,
            "trigger": Trigger.SUPPORT_CLOSED,
            "trigger_on": date(2013, 7, 3),
            "due_on": on + timedelta(days=14),
            "rule": "6 years from: Support was last closed",
            "listed_on": on,
            "may_go_from": given_on + NOTICE if given_on else None,
            **facts,
        },
    )
    line.stop_for(stopped_by)
    line.keep(by=None, why="Notice given")
    return line


def a_disposal_that_was_refused(family: TokenFamily) -> None:
    """DueLine: support had been closed by mistake, long before."""
    line, by = a_line(family.household, needs_approval=True), family.cast.dana
    approvals.put_forward(line=line, by=by)
    refused = approvals.refuse(line=line, because=family.word("wrong"), by=by)
    refused.left_on, refused.left_because = today(), due_lines.REOPENED
    refused.keep(by=None, why=due_lines.REOPENED)
