"""Emergency access: a partner's worker opened one household that nobody shares with them, for an
hour, because somebody may be at risk; the council reviews each one.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models import Household
from households.models.scope import ScopedQuerySet


class Outcome(models.TextChoices):
    """What the review came to."""

    JUSTIFIED = "justified", "Justified"
    NOT_JUSTIFIED = "not_justified", "Not justified"


class EmergencyAccessQuerySet(ScopedQuerySet["EmergencyAccess"]):
    """The council's alone: the partner's worker is told on the household's pages."""

    wall: ClassVar[str] = "{council} AND familyhubs_sees({row}.household_id)"

    def visible_to(self, user: User) -> Self:
        scoped = super().visible_to(user)
        return scoped.none() if user.is_partner else scoped

    def in_order_of_review(self) -> Self:
        """Those nobody has reviewed, the one due first at the top; then the newest."""
        waits = Case(When(reviewed_at__isnull=True, then=F("review_by")))
        return self.order_by(waits.asc(nulls_last=True), "-opened_at", "-pk")


class EmergencyAccess(Record):
    """One hour for one worker: the reason they gave, and what the review said of it."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("why it was needed")
    at_risk = models.CharField("who is at risk", max_length=200)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_at = models.DateTimeField(editable=False)
    review_by = models.DateField("to be reviewed by")
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    what_was_done = models.TextField("what was done about it", blank=True)
    reviewed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    objects = EmergencyAccessQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household opened_by organisation reviewed_by",
        free_text="reason at_risk what_was_done",
        detail="outcome",
        event="opened_at ends_at review_by reviewed_at",
        technical="id version",
    )

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name = "emergency access"
        verbose_name_plural = "emergency accesses"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", reviewed_by__isnull=True, reviewed_at__isnull=True)
                | ~Q(outcome="") & Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="emergency_reviewed_with_an_outcome",
            ),
            # Nobody reviews what they opened themselves.
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("opened_by")),
                name="emergency_reviewed_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["review_by"],
                condition=Q(reviewed_at__isnull=True),
                name="emergencies_to_review",
            )
        ]

    def __str__(self) -> str:
        return f"Emergency access {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.ends_at > timezone.now()

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been reviewed by now."""
        return self.reviewed_at is None and self.review_by < today()
