"""The ledger of sweeps, and the certificates of what each disposed of (S43)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from retention.models.schedule import CLASSES, ScheduleVersion


class Outcome(models.TextChoices):
    RUNNING = "running", "Running"
    FINISHED = "finished", "Finished"
    FAILED = "failed", "Failed"
    INTERRUPTED = "interrupted", "Interrupted"


class SweepRun(models.Model):
    """One run that disposed, or would have. A finished run never changes: a trigger sees to it."""

    as_of = models.DateField("disposed of what was due on")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.RUNNING)
    schedule = models.ForeignKey(ScheduleVersion, on_delete=models.PROTECT, related_name="+")
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


class Certificate(models.Model):
    """That the records of one class of one household were disposed of. No personal data.

    The household is there as a keyed hash of its reference: whoever holds the reference can look
    the certificate up, and nobody can read the reference from it. `marks` are keyed hashes, too:
    of the references and the lines of an import that it, and what was merged into it, came from,
    so that no import brings it back. Append-only by trigger.
    """

    run = models.ForeignKey(SweepRun, on_delete=models.PROTECT, related_name="certificates")
    schedule = models.ForeignKey(ScheduleVersion, on_delete=models.PROTECT, related_name="+")
    record_class = models.CharField("class of record", max_length=20, choices=CLASSES)
    rule = models.CharField("rule", max_length=1000)
    subject = models.CharField("keyed hash of the reference", max_length=64, db_index=True)
    records = models.PositiveIntegerField("records disposed of")
    counts = models.JSONField("rows removed, by table")
    child_remains = models.BooleanField("the record of a protected child remains")
    disposed_at = models.DateTimeField(default=timezone.now, db_index=True)
    marks = ArrayField(models.CharField(max_length=64), default=list, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "subject", "record_class"], name="one_certificate_a_class"
            )
        ]
        indexes = [GinIndex(fields=["marks"], name="certificate_marks")]

    def __str__(self) -> str:
        return f"Certificate {self.pk}"
