"""The ledger of sweeps (S43)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from retention.models.schedule import ScheduleVersion


class Outcome(models.TextChoices):
    RUNNING = "running", "Running"
    FINISHED = "finished", "Finished"
    FAILED = "failed", "Failed"
    INTERRUPTED = "interrupted", "Interrupted"
    # After a restore: the run that disposed again, and those whose certificates it put back.
    REPLAYED = "replayed", "Disposed again, after a restore"
    PUT_BACK = "put_back", "Put back with its certificates, after a restore"


class SweepRun(models.Model):
    """One run that disposed, or would have. A finished run never changes: a trigger sees to it."""

    as_of = models.DateField("disposed of what was due on")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.RUNNING)
    schedule = models.ForeignKey(ScheduleVersion, on_delete=models.PROTECT, related_name="+")
    noticed = models.PositiveIntegerField("notices given", default=0)
    due = models.PositiveIntegerField("found due", default=0)
    blocked = models.PositiveIntegerField("found stopped", default=0)
    disposed = models.PositiveIntegerField("disposed of", default=0)

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = "sweep"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="running", finished_at__isnull=True)
                | ~Q(outcome="running") & Q(finished_at__isnull=False),
                name="sweep_finished_with_its_outcome",
            )
        ]
        indexes = [models.Index(fields=["outcome", "-finished_at"], name="sweep_last_finished")]

    def __str__(self) -> str:
        return f"Sweep {self.pk}"
