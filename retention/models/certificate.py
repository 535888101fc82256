"""The certificates of what was disposed of, and the looks through the chain they make (S43)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils import timezone

from retention.models.schedule import CLASSES, ScheduleVersion
from retention.models.sweep import SweepRun


class Certificate(models.Model):
    """That the records of one class of one household were disposed of. No personal data.

    The household is there as a keyed hash of its reference: whoever holds the reference can look
    the certificate up, and nobody can read the reference from it. `marks` are keyed hashes, too:
    of the references and the lines of an import that it, and what was merged into it, came from,
    so that no import brings it back. `named` are those of the random data keys of the households
    and people that went ("kept": of the children who stayed), by which they are found again in a
    backup. Append-only by trigger; `digest` is over everything said here and `previous`, the
    digest of the certificate before it (retention/chain.py).
    """

    number = models.PositiveBigIntegerField("number", unique=True)
    run = models.ForeignKey(SweepRun, on_delete=models.PROTECT, related_name="certificates")
    # One transaction's certificates share it. Those older than batches have none.
    batch = models.UUIDField("batch", null=True, editable=False)
    schedule = models.ForeignKey(ScheduleVersion, on_delete=models.PROTECT, related_name="+")
    record_class = models.CharField("class of record", max_length=20, choices=CLASSES)
    rule = models.TextField("rule")
    # For each child, or the household: [version of the schedule, rule].
    rules = models.JSONField("rule and version, each", default=list)
    subject = models.CharField("keyed hash of the reference", max_length=64, db_index=True)
    records = models.PositiveIntegerField("records disposed of")
    counts = models.JSONField("rows removed, by table")
    keys = models.PositiveIntegerField("data keys given up", default=0)
    searched = models.PositiveIntegerField("tables searched afterwards", default=0)
    child_remains = models.BooleanField("the record of a protected child remains")
    disposed_at = models.DateTimeField(default=timezone.now, db_index=True)
    marks = ArrayField(models.CharField(max_length=64), default=list, editable=False)
    named = models.JSONField(default=dict, editable=False)
    previous = models.CharField("digest of the certificate before", max_length=64)
    digest = models.CharField("digest", max_length=64)
    # Not part of what was certified: the run that put it back after a restore.
    replayed_in = models.ForeignKey(
        SweepRun,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="put back, after a restore, by",
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "subject", "record_class"], name="one_certificate_a_class"
            )
        ]
        indexes = [
            GinIndex(fields=["marks"], name="certificate_marks"),
            models.Index(fields=["record_class", "-number"], name="certificate_by_class"),
        ]

    def __str__(self) -> str:
        return f"Certificate {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("retention:certificate", args=[self.number])


class ChainCheck(models.Model):
    """A look through the whole chain, and what it found. Append-only by trigger."""

    checked_at = models.DateTimeField(default=timezone.now)
    certificates = models.PositiveBigIntegerField("certificates looked at")
    newest = models.CharField("digest of the last", max_length=64)
    broken = models.TextField("what is broken", blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "check of the certificates"
        verbose_name_plural = "checks of the certificates"

    def __str__(self) -> str:
        return f"Check {self.pk}"

    @property
    def words(self) -> str:
        """What was found, and when, in a sentence; nothing that was not looked at."""
        when = timezone.localtime(self.checked_at).strftime("%-d %B %Y at %H:%M")
        if self.broken:
            return f"The chain of certificates was found broken on {when}. {self.broken}"
        return (
            f"The chain of certificates was last proved whole on {when}: "
            f"{self.certificates:,} certificate{'' if self.certificates == 1 else 's'}."
        )
