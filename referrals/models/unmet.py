"""Need that no support met (S5): what for, where, why, in which month. Nobody's data."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from familyhubs.organisations.models import Hub
from familyhubs.records.dates import today
from households.needs import Need
from referrals.states import Because


class UnmetReason(models.TextChoices):
    """Why it was not met: those of the reasons why a referral comes to nothing that say so."""

    NOT_OFFERED = Because.NOT_OFFERED.value, Because.NOT_OFFERED.label
    FULL = Because.FULL.value, Because.FULL.label
    NOT_ELIGIBLE = Because.NOT_ELIGIBLE.value, Because.NOT_ELIGIBLE.label
    TOO_FAR = Because.TOO_FAR.value, Because.TOO_FAR.label
    BY_THE_FAMILY = Because.BY_THE_FAMILY.value, Because.BY_THE_FAMILY.label


def this_month() -> date:
    """The first day of the month it is."""
    return today().replace(day=1)


class UnmetNeed(models.Model):
    """One need that was not met.

    It names no family, no worker and no day, and is numbered at random, so that nothing leads from
    it to whom it was about: it stays when they are disposed of. What may be shown of it,
    `reporting.unmet` decides.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    need = models.CharField(max_length=20, choices=Need)
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="+")
    area = models.CharField("first part of the postcode", max_length=4, blank=True)
    reason = models.CharField(max_length=20, choices=UnmetReason)
    month = models.DateField("month, its first day", default=this_month)

    class Meta:
        verbose_name = "unmet need"
        verbose_name_plural = "unmet needs"
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="unmet_by_whole_months"),
            models.CheckConstraint(
                condition=Q(area="") | Q(area__regex=r"^[A-Z]{1,2}\d[A-Z\d]?$"),
                name="unmet_in_no_more_than_an_area",
            ),
        ]
        indexes = [models.Index(fields=["month"], name="unmet_needs_by_month")]

    def __str__(self) -> str:
        return f"Unmet need in {self.month:%B %Y}"


class UnmetCounted(models.Model):
    """That something was counted as an unmet need, so that it is not counted twice.

    A keyed hash of what it was, beside none of the needs: neither says which of the other it is.
    It goes once nothing is held against it any more, long before the referral does.
    """

    mark = models.CharField(max_length=64, primary_key=True, editable=False)
    month = models.DateField("month, its first day", default=this_month, editable=False)

    class Meta:
        verbose_name = "mark that an unmet need was counted"
        verbose_name_plural = "marks that unmet needs were counted"

    def __str__(self) -> str:
        return "Mark of an unmet need"
