"""A request for the schedule that did not come by the website (S42). Nothing says who asked."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from familyhubs.organisations.models import User
from retention.models.schedule import ScheduleVersion


class AskedWay(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    TELEPHONE = "telephone", "By telephone"
    LETTER = "letter", "By letter"
    EMAIL = "email", "By email"


class GivenWay(models.TextChoices):
    HANDED = "handed", "Handed over on paper"
    POST = "post", "Sent by post"
    EMAIL = "email", "Sent by email"
    READ_OUT = "read_out", "Read out or explained"
    WEBSITE = "website", "Shown where it is on the website"


class ScheduleRequestQuerySet(models.QuerySet["ScheduleRequest"]):
    def standing(self) -> Self:
        """Without what was recorded by mistake."""
        return self.filter(mistake_at__isnull=True)


class ScheduleRequest(models.Model):
    """That somebody asked for the schedule, on which day, and how it was given to them."""

    asked_on = models.DateField("asked for on")
    way = models.CharField("how it was asked for", max_length=20, choices=AskedWay)
    schedule = models.ForeignKey(
        ScheduleVersion, on_delete=models.PROTECT, related_name="+", verbose_name="version given"
    )
    given = models.CharField("how it was given", max_length=20, choices=GivenWay)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    mistake_at = models.DateTimeField("recorded by mistake", null=True, editable=False)
    mistake_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    objects = ScheduleRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-pk"]
        verbose_name = "request for the retention schedule"
        verbose_name_plural = "requests for the retention schedule"
        constraints = [
            models.CheckConstraint(
                condition=Q(mistake_at__isnull=True, mistake_by__isnull=True)
                | Q(mistake_at__isnull=False, mistake_by__isnull=False),
                name="schedule_request_mistake_at_and_by",
            )
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"
