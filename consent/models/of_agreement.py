"""What hangs on an agreement, and the organisations it names."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from consent.models.agreement import Agreement
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models.scope import ScopedQuerySet

OF_A_SEEN_AGREEMENT = (
    "EXISTS (SELECT FROM consent_agreement a WHERE a.id = {row}.agreement_id OFFSET 0)"
)


class OfAgreementQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of an agreement: seen by whoever sees the agreement; a partner's, its own."""

    grant_on: ClassVar[str] = "agreement__household_id"
    wall: ClassVar[str] = (
        "({council} OR {row}.organisation_id IS NULL OR {row}.organisation_id = {mine}) "
        f"AND {OF_A_SEEN_AGREEMENT}"
    )

    def visible_to(self, user: User) -> Any:
        scoped = super().visible_to(user)
        if not user.is_partner:
            return scoped
        # A withdrawal that names no organisation is for all of them.
        own = Q(organisation=user.organisation) | Q(organisation__isnull=True)
        return scoped.filter(own, agreement__in=Agreement.objects.visible_to(user).values("pk"))


class CouncilsOwnQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of an agreement that no partner sees: who represents somebody, receipts, reviews."""

    grant_on: ClassVar[str] = "agreement__household_id"
    wall: ClassVar[str] = f"{{council}} AND {OF_A_SEEN_AGREEMENT}"

    def visible_to(self, user: User) -> Any:
        return self.none() if user.is_partner else super().visible_to(user)


class AgreementRecipient(Record):
    """One organisation an agreement lets see."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="recipients")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)

    objects: ClassVar[Any] = OfAgreementQuerySet["AgreementRecipient"].as_manager()

    privacy = classified(RecordClass.SERVICE, link="agreement organisation", technical="id version")

    class Meta:
        ordering = ["id"]
        verbose_name = "recipient"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="recipient_once")
        ]

    def __str__(self) -> str:
        return f"Recipient {self.pk}"
