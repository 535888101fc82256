"""The nights before the one a test is about."""

from datetime import date

from familyhubs.records.dates import today
from familyhubs.records.privacy import RecordClass
from retention import due_list, sweep
from retention.actions import approvals, due_lines
from retention.models import DueLine, ScheduleVersion, SweepRun
from retention.models.due_line import NOTICE
from retention.schedule import Trigger
from tests.cast import Cast
from tests.retention.families import TokenFamily, at


def notice_given(on: date) -> int:
    """What the sweep of a night gives notice of, on that night."""
    with at(on):
        return due_list.bring_up_to_date(on)


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


def a_disposal_that_was_refused(family: TokenFamily) -> None:
    """DueLine: support had been closed by mistake, long before."""
    on = today()
    line = DueLine(
        household=family.household,
        record_class=RecordClass.SERVICE,
        trigger=Trigger.SUPPORT_CLOSED,
        trigger_on=date(2013, 7, 3),
        due_on=on + NOTICE,
        schedule=ScheduleVersion.objects.earliest("in_force_from"),
        rule="6 years",
        needs_approval=True,
        listed_on=on,
        given_on=on,
        may_go_from=on + NOTICE,
    )
    line.keep(by=None, why="Notice given")
    by = family.cast.dana
    approvals.put_forward(line=line, by=by)
    refused = approvals.refuse(line=line, because=family.word("wrong"), by=by)
    refused.left_on, refused.left_because = on, due_lines.REOPENED
    refused.keep(by=None, why=due_lines.REOPENED)
