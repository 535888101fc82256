"""The nightly sweep, asked for every hour (house rule: every task is safe to run twice)."""

import logging
from datetime import UTC, datetime, timedelta

from celery import shared_task
from django.utils import timezone

from familyhubs.records.dates import today
from retention import sweep
from retention.models import Outcome, SweepRun

logger = logging.getLogger("familyhubs.retention")

ALARM_AFTER = timedelta(hours=26)


@shared_task
def sweep_if_due() -> str:
    """Dispose of what is due, once a night by the ledger's UTC date; a missed night is caught up.

    Returns what it did, for the worker's log.
    """
    now = timezone.now()
    if hours := overdue(now):
        logger.error("No retention sweep has finished for %d hours.", hours)
    if is_done(now):
        return "done already"
    try:
        run = sweep.dispose(today())
    except sweep.AnotherSweep:
        return "another sweep is running"
    logger.info("Sweep %s: %d due, %d disposed of.", run.pk, run.due, run.disposed)
    return f"disposed of {run.disposed}"


def is_done(now: datetime) -> bool:
    """Whether tonight's sweep has finished."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return SweepRun.objects.filter(outcome=Outcome.FINISHED, started_at__gte=midnight).exists()


def overdue(now: datetime) -> int:
    """Hours since the last sweep that finished (else since the first that tried), if over 26."""
    runs = SweepRun.objects.order_by("finished_at")
    last = runs.filter(outcome=Outcome.FINISHED).last()
    first = SweepRun.objects.order_by("started_at").first()
    since = last.finished_at if last else first.started_at if first else None
    if since is None or now - since <= ALARM_AFTER:
        return 0
    return int((now - since) / timedelta(hours=1))
