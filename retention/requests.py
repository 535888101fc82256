"""Requests for the schedule (S42): each leaves its event, and how many came, by month and way.

Nobody is told apart: no user, no address, no cookie. So that whoever asks without end cannot fill
the log, the whole site leaves so many events a minute and a day; what is over is said once in the
process's own log. The page and the paper are given all the same.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth
from redis.exceptions import RedisError

from familyhubs.audit import log
from familyhubs.audit.models import Event
from familyhubs.records.bounds import A_FEW, is_within
from retention.models import AskedWay, ScheduleRequest, ScheduleVersion
from retention.schedule import Schedule

logger = logging.getLogger("familyhubs.retention")

SUBJECT = "schedule"
PAGE, PAPER = "schedule:page", "schedule:paper"
# How many events at most: 730,000 rows a year, whatever anybody does.
BOUNDS = A_FEW
WAYS = [(PAGE, "Read on the website"), (PAPER, "PDF from the website"), *AskedWay.choices]


@dataclass(frozen=True)
class Month:
    """How many asked in one month, by way, in the order of WAYS."""

    begins: date
    numbers: list[int]

    @property
    def total(self) -> int:
        return sum(self.numbers)

    @property
    def told(self) -> list[tuple[str, int]]:
        """Each way that somebody asked by, with how often: what a telephone has room for."""
        ways = zip(WAYS, self.numbers, strict=True)
        return [(words, number) for (_way, words), number in ways if number]


def note(schedule: Schedule, way: str) -> None:
    """Leave the event of one request on the website, within the bounds."""
    if _is_within():
        log.asked(SUBJECT, schedule.version, action=way)


def by_month(since: date) -> list[Month]:
    """How many requests each month had since a day, the newest first; none without any."""
    versions = ScheduleVersion.objects.values_list("version", flat=True)
    events = log.events_about(SUBJECT, *versions).filter(event=Event.ASKED, at__date__gte=since)
    recorded = ScheduleRequest.objects.standing().filter(asked_on__gte=since)
    counted: Counter[tuple[date, str]] = Counter()
    for rows, when, way in ((events, "at", "action"), (recorded, "asked_on", "way")):
        grouped = rows.order_by().annotate(month=TruncMonth(when)).values_list("month", way)
        for month, name, number in grouped.annotate(number=Count("pk")):
            counted[date(month.year, month.month, 1), name] += number
    months = sorted({month for month, _ in counted}, reverse=True)
    return [Month(month, [counted[month, way] for way, _ in WAYS]) for month in months]


def _is_within() -> bool:
    """Whether one more event may be written now. Counts it; none is written without the cache."""
    try:
        return is_within("requests for the schedule", BOUNDS)
    except RedisError:
        logger.warning("The cache is away: a request for the schedule is not in the access log.")
        return False
