"""A hold stops the disposal of a household's record until somebody lifts it (reading 3)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models import Household
from households.models.scope import ScopedQuerySet


class HoldReason(models.TextChoices):
    COPY_REQUEST = "copy_request", "Request for a copy"
    COMPLAINT = "complaint", "Complaint"
    LITIGATION = "litigation", "Litigation"
    POLICE = "police", "Police investigation"
    COURT_ORDER = "court_order", "Court order"
    SAFEGUARDING_REVIEW = "safeguarding_review", "Safeguarding practice review"
    STATUTORY_INQUIRY = "statutory_inquiry", "Statutory inquiry"


class HoldQuerySet(ScopedQuerySet["Hold"]):
    wall: ClassVar[str] = "{council} AND familyhubs_sees({row}.household_id)"

    def visible_to(self, user: User) -> Self:
        """The council's people who see the record's retention; no partner."""
        if user.is_partner or not user.may(Permission.SEE_RECORD):
            return self.none()
        return super().visible_to(user)

    def standing(self) -> Self:
        return self.filter(lifted_at__isnull=True)


class Hold(Record):
    """Who stopped disposal, why, when that is looked at again, and who lifted it."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=30, choices=HoldReason)
    note = models.CharField("what it is about", max_length=300, blank=True)
    review_on = models.DateField("looked at again on")
    placed_at = models.DateTimeField(default=timezone.now, editable=False)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = HoldQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household placed_by lifted_by",
        detail="reason",
        free_text="note",
        event="review_on placed_at lifted_at",
        technical="id version",
    )

    class Meta:
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="hold_lifted_at_and_by",
            ),
            models.UniqueConstraint(
                fields=["household", "reason"],
                condition=Q(lifted_at__isnull=True),
                name="one_standing_hold_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk}"
