"""What proves an agreement: who represented somebody, its receipts, and its reviews."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from consent.models.agreement import Agreement
from consent.models.of_agreement import CouncilsOwnQuerySet
from consent.models.withdrawal import Withdrawal
from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified


class Evidence(models.TextChoices):
    """On what a legal representative's authority stands (S24)."""

    COURT_ORDER = "court_order", "Court order"
    GUARDIANSHIP = "special_guardianship", "Special guardianship order"
    POWER_OF_ATTORNEY = "power_of_attorney", "Lasting power of attorney"
    DEPUTY = "deputy", "Order of the Court of Protection"
    TESTAMENTARY = "guardian", "Appointment as a child's guardian"


class Representation(Record):
    """The legal representative who answered for somebody, and the evidence that was seen (S24)."""

    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, related_name="representation"
    )
    name = models.CharField("legal representative", max_length=160)
    relation = models.CharField("what they are to them", max_length=100)
    evidence = models.CharField("evidence of authority", max_length=30, choices=Evidence)
    reference = models.CharField("its reference", max_length=100)
    seen_on = models.DateField("seen on")

    objects: ClassVar[Any] = CouncilsOwnQuerySet["Representation"].as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="agreement",
        identity="name",
        detail="evidence",
        free_text="relation reference",
        event="seen_on",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "legal representative"

    def __str__(self) -> str:
        return f"Representation {self.pk}"


class Receipt(Record):
    """A receipt the family was given of an answer, or of a withdrawal.

    Its code is worked out from the secret key and kept nowhere; `lookup` is a keyed hash of it.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="receipts")
    withdrawal = models.OneToOneField(
        Withdrawal, on_delete=models.PROTECT, null=True, related_name="receipt"
    )
    lookup = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True, editable=False)

    objects: ClassVar[Any] = CouncilsOwnQuerySet["Receipt"].as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="agreement withdrawal",
        event="made_at",
        technical="id version lookup",
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Receipt {self.pk}"

    @classmethod
    def with_code(cls, lookup: str) -> "Receipt | None":
        """The receipt of a code, by its keyed hash, whoever asks."""
        rows = cls.objects.select_related("agreement", "withdrawal")
        found: Receipt | None = rows.filter(lookup=lookup).first()
        return found

    @property
    def day(self) -> date:
        """When the answer was given, or the agreement withdrawn."""
        if self.withdrawal:
            return timezone.localdate(self.withdrawal.withdrawn_at)
        return self.agreement.given_on

    @property
    def holds(self) -> bool:
        """Whether what it is of still stands: a withdrawal does, an agreement while it shares
        something, a no until the same person answered again."""
        if self.withdrawal_id:
            return True
        if not self.agreement.decided_no:
            return self.agreement.is_in_force
        later = Agreement.objects.filter(
            household=self.agreement.household_id,
            given_by=self.agreement.given_by_id,
            pk__gt=self.agreement_id,
        )
        return not later.exists()


class AgreementReview(Record):
    """The family was asked whether an agreement without an end goes on, and said yes."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField("asked on")
    next_on = models.DateField("looked at again on")
    note = models.CharField("what they said", max_length=300, blank=True)
    held_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = CouncilsOwnQuerySet["AgreementReview"].as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="agreement held_by",
        event="held_on next_on",
        free_text="note",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "review of an agreement"
        verbose_name_plural = "reviews of agreements"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_on__gt=models.F("held_on")),
                name="agreement_reviewed_again_later",
            )
        ]

    def __str__(self) -> str:
        return f"Review {self.pk} of an agreement"
