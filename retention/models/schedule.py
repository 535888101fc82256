"""The versions of the schedule as rows: evidence, never changed, written by `published`."""

from django.db import models

from familyhubs.records.privacy import RecordClass
from retention.schedule import Trigger

CLASSES = [
    (RecordClass.HUB.value, "Hub record"),
    (RecordClass.SERVICE.value, "Service record"),
    (RecordClass.PROTECTED_CHILD.value, "Protected child's own record"),
]


class ScheduleVersion(models.Model):
    version = models.CharField(max_length=20, unique=True)
    in_force_from = models.DateField()

    class Meta:
        ordering = ["-in_force_from"]
        verbose_name = "version of the retention schedule"
        verbose_name_plural = "versions of the retention schedule"

    def __str__(self) -> str:
        return f"Schedule {self.version}"


class ScheduleRule(models.Model):
    version = models.ForeignKey(ScheduleVersion, on_delete=models.PROTECT, related_name="rules")
    record_class = models.CharField("class of record", max_length=20, choices=CLASSES)
    trigger = models.CharField("what starts the clock", max_length=20, choices=Trigger)
    years = models.PositiveSmallIntegerField("kept for (years)")
    sentence = models.TextField("as promised")
    source = models.CharField("where it is promised", max_length=200)
    needs_approval = models.BooleanField("a second person has to approve", default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "rule"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "record_class", "trigger"], name="one_rule_a_trigger"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_record_class_display()}, {self.years} years"
