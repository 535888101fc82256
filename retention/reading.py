"""What the officer's due list shows: the lines, by what happens to them next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Case, Func, QuerySet, TextChoices, Value, When

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.reading.paged import number_of
from retention.models import DueLine
from retention.models.due_line import NO_DAY, DueLineQuerySet
from retention.reasons import Why

SOON = timedelta(days=30)
WEEK = timedelta(days=7)
EVERYTHING = "all"
PAPER_WORDS = "A paper file is not destroyed yet."
COUNTED = 1000  # beyond it, nobody needs the figure


class Next(TextChoices):
    """What happens next; each line of the list is in one of these."""

    GOING = "going", "Goes within 30 days"
    APPROVAL = "approval", "Waits for approval"
    STOPPED = "stopped", "Stopped"
    OVERDUE = "overdue", "Should have gone"
    LATER = "later", "Comes later"


def group(rows: DueLineQuerySet, of: str, on: date) -> DueLineQuerySet:
    """The lines of which this happens next, as seen on a day."""
    return {
        Next.GOING: rows.going(on, on + SOON),
        Next.APPROVAL: rows.waiting_for_approval(),
        Next.STOPPED: rows.stopped(),
        Next.OVERDUE: rows.late(on),
        Next.LATER: rows.later(on + SOON),
    }[Next(of)]


def lines(user: User, answers: Mapping[str, Any], of: str = EVERYTHING) -> DueLineQuerySet:
    """The standing lines of a group that this user may see and that answer to the filters, those
    without a day last: there are thousands while support is open, and the list ends somewhere."""
    rows = DueLine.objects.visible_to(user).standing()
    if of != EVERYTHING:
        rows = group(rows, of, today())
    wanted = {
        "record_class": answers.get("record_class"),
        "household__hub": answers.get("hub"),
        stopped_by(answers): [answers["stopped"]] if answers.get("stopped") else None,
        "due_on__gte": answers.get("since"),
        "due_on__lte": answers.get("until"),
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    no_day_last = Case(When(NO_DAY, then=Value(1)), default=Value(0))
    rows = rows.select_related("household__hub", "put_forward_by")
    return rows.order_by(no_day_last, "due_on", "pk")


def stopped_by(answers: Mapping[str, Any]) -> str:
    """How a reason is asked for: by its code, or by its words."""
    is_code = answers.get("stopped") in set(Why)
    return "stopped_codes__contains" if is_code else "stopped__contains"


@dataclass(frozen=True)
class Month:
    """The lines of a page that are due in one month, or have no day."""

    name: str
    lines: list[DueLine]


def by_month(rows: Iterable[DueLine], on: date) -> list[Month]:
    """The lines, which are in the order of `lines`, under the months they are due in; what was due
    before the month of a day is together, and what has no day."""
    first = on.replace(day=1)

    def name(line: DueLine) -> str:
        if line.has_no_day:
            return "No day yet"
        past = line.due_on < first
        return f"Due before {first:%B %Y}" if past else f"Due in {line.due_on:%B %Y}"

    return [Month(words, list(of_month)) for words, of_month in groupby(rows, key=name)]


def counts(user: User, answers: Mapping[str, Any]) -> dict[str, str]:
    """How many lines are in each group, in figures that end at "1,000+"."""
    return {of: in_figures(lines(user, answers, of)) for of in (*Next.values, EVERYTHING)}


def in_figures(rows: QuerySet[DueLine]) -> str:
    """A count that goes no further than it has to."""
    number = number_of(rows, COUNTED)
    return f"{COUNTED:,}+" if number > COUNTED else f"{number:,}"


def reasons(user: User) -> list[tuple[str, str]]:
    """Everything that stops a line of the list now: what is asked by, and its words. Each paper
    file has a sentence of its own, and all of them are one reason, asked by its code."""
    rows = DueLine.objects.visible_to(user).stopped().order_by()
    each = rows.annotate(
        why=Func("stopped_codes", function="unnest"), reason=Func("stopped", function="unnest")
    )
    found = each.values_list("why", "reason").distinct()
    paper = (Why.PAPER_LEFT.value, PAPER_WORDS)
    each_once = {paper if why == Why.PAPER_LEFT else (words, words) for why, words in found}
    return sorted(each_once, key=lambda reason: reason[1])


def for_my_approval(user: User) -> DueLineQuerySet:
    """What somebody else put forward, and this user may approve or refuse."""
    rows = DueLine.objects.visible_to(user).waiting_for_approval()
    waiting = rows.filter(put_forward_at__isnull=False, refused_at__isnull=True)
    return waiting.exclude(put_forward_by=user)


def to_put_forward(user: User) -> DueLineQuerySet:
    """What the officer has not put forward yet, or somebody refused."""
    rows = DueLine.objects.visible_to(user).waiting_for_approval()
    return rows.exclude(put_forward_at__isnull=False, refused_at__isnull=True)


def ending_this_week(user: User) -> DueLineQuerySet:
    """What goes by itself within seven days."""
    return DueLine.objects.visible_to(user).going(today(), today() + WEEK)
