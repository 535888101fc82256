"""The nightly sweep, asked for every hour (house rule: every task is safe to run twice)."""

import logging
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import partial

from celery import shared_task
from django.db.models import Model
from django.utils import timezone

from familyhubs.audit import aliases
from familyhubs.files import outbox
from familyhubs.records.dates import today
from retention import chain, copies, returned, sweep
from retention.models import Outcome, SweepRun
from retention.plan import PLAN

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


@shared_task
def sweep_orphaned_files() -> int:
    """Remove files that no row names: what rolled-back uploads left. Returns how many."""
    removed = outbox.sweep_orphans(_named)
    if removed:
        logger.info("%d orphaned files removed.", removed)
    return removed


@shared_task
def forget_strays() -> int:
    """Forget whose aliases those of the access log are that a page made in the very moment in
    which its record was disposed of. Returns how many."""
    logged = {step.logged_as: step.model for step in PLAN if step.logged_as}
    return sum(aliases.forget_gone(subject, partial(_there, logged[subject])) for subject in logged)


def _there(model: type[Model], ids: Collection[int]) -> set[int]:
    return set(model._base_manager.filter(pk__any_of=ids).values_list("pk", flat=True))


@shared_task
def copy_certificates() -> int:
    """Copy into the keys database what a sweep that was killed left. Returns how many."""
    return copies.deliver()


@shared_task
def destroy_returned_keys() -> int:
    """Destroy again the keys that an older dump of the keys database brought back. Returns how
    many."""
    destroyed = returned.destroy_again()
    if destroyed:
        logger.error("%d keys were back from an older dump, and are destroyed again.", destroyed)
    return destroyed


@shared_task
def check_certificates() -> str:
    """Prove the chain of certificates, for the register. Returns what is broken, for the log."""
    broken = chain.check().broken
    if broken:
        logger.error("The chain of certificates is broken. %s", broken)
    return broken


def _named(names: Collection[str]) -> set[str]:
    """Those of these files that a row still names."""
    found: set[str] = set()
    for step in PLAN:
        if step.file:
            rows = step.model._base_manager.filter(**{f"{step.file}__in": names})
            found.update(rows.values_list(step.file, flat=True))
    return found


def is_done(now: datetime) -> bool:
    """Whether tonight's sweep has finished: one as of today, and none from a day to come, which a
    clock that was ahead has left."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    tonight = SweepRun.objects.filter(outcome=Outcome.FINISHED, started_at__range=(midnight, now))
    # In the last hour of a summer's day by UTC it is tomorrow already where the council is.
    return tonight.filter(as_of__range=(midnight.date(), timezone.localdate(now))).exists()


def last_finished(now: datetime) -> datetime | None:
    """When the last sweep finished; one that says it did after now does not count."""
    run = last_run(now)
    return run.finished_at if run else None


def last_run(now: datetime) -> SweepRun | None:
    """That sweep itself."""
    finished = SweepRun.objects.filter(outcome=Outcome.FINISHED, finished_at__lte=now)
    return finished.order_by("finished_at").last()


def overdue(now: datetime) -> int:
    """Hours since the last sweep that finished (else since the first that tried), if over 26."""
    tried = SweepRun.objects.filter(started_at__lte=now).order_by("started_at")
    since = last_finished(now) or tried.values_list("started_at", flat=True).first()
    if since is None or now - since <= ALARM_AFTER:
        return 0
    return int((now - since) / timedelta(hours=1))
