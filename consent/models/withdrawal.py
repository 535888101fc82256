"""What a family takes back of an agreement (S50), and who is told of it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.models.agreement import Agreement
from consent.models.of_agreement import OfAgreementQuerySet
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category
from households.models import Person
from households.models.scope import ScopedQuerySet


class Withdrawal(Record):
    """The family's word that it no longer agrees: for all recipients or one, to all of it, to one
    category of detail, or to what is about one person. Where nobody asked for it, what they agreed
    to is over."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="withdrawals")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    category = models.CharField("which details", max_length=30, choices=Category, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="asked for by"
    )
    reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = OfAgreementQuerySet["Withdrawal"].as_manager()

    # Who asked for it, and of whom, where whoever reads may know; set by `consent.reading`.
    asker: str = ""
    about: str = ""
    receipt_id: int | None = None

    privacy = classified(
        RecordClass.SERVICE,
        link="agreement organisation person withdrawn_by asked_by",
        detail="category",
        event="withdrawn_at",
        free_text="reason",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            # Of one person more than one may stand: two records of somebody become one.
            models.UniqueConstraint(
                fields=["agreement", "organisation", "category"],
                condition=Q(person__isnull=True),
                name="withdrawn_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(category="") | Q(person__isnull=True),
                name="withdrawn_of_details_or_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Withdrawal {self.pk}"

    @property
    def asked_for(self) -> bool:
        """Whether the family took it back, and it did not end with what it was for."""
        return self.asked_by_id is not None

    @property
    def is_whole(self) -> bool:
        """Whether it takes back all that the agreement lets be seen."""
        return not self.category and self.person_id is None


class StopNoticeQuerySet(ScopedQuerySet["StopNotice"]):
    """An organisation sees what it is told, though it sees the family no longer."""

    grant_on: ClassVar[str] = "withdrawal__agreement__household_id"
    wall: ClassVar[str] = (
        "{row}.organisation_id = {mine} OR {council} AND EXISTS "
        "(SELECT FROM consent_withdrawal w WHERE w.id = {row}.withdrawal_id OFFSET 0)"
    )

    def visible_to(self, user: User) -> Any:
        if not user.is_partner:
            return super().visible_to(user)
        return self.filter(organisation=user.organisation) if user.is_active else self.none()

    def unread(self) -> Any:
        return self.filter(noted_at__isnull=True)


class StopNotice(Record):
    """That sharing stopped, told to one recipient, or where none is named to the data protection
    officer, until somebody there noted it.

    Holds what a recipient may know once it sees the family no longer: reference, day, what
    stopped; no name and no detail.
    """

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reference = models.CharField(max_length=40)
    stopped = models.CharField("what stopped", max_length=200)
    told_at = models.DateTimeField(default=timezone.now, editable=False)
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = StopNoticeQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="withdrawal organisation noted_by",
        identity="reference",
        detail="stopped",
        event="told_at noted_at",
        technical="id version",
    )

    class Meta:
        ordering = ["-told_at", "-id"]
        verbose_name = "notice that sharing stopped"
        verbose_name_plural = "notices that sharing stopped"
        constraints = [
            models.CheckConstraint(
                condition=Q(noted_at__isnull=True, noted_by__isnull=True)
                | Q(noted_at__isnull=False, noted_by__isnull=False),
                name="stop_noted_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["withdrawal", "organisation"],
                name="told_once_that_it_stopped",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation"],
                condition=Q(noted_at__isnull=True),
                name="unread_stop_notices",
            )
        ]

    def __str__(self) -> str:
        return f"Notice {self.pk} that sharing stopped"
