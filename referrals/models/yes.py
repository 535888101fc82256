"""How a family said yes to a referral that asked for no agreement of its own (S19, S24)."""

from typing import ClassVar, Self

from django.db import models

from consent.models import Evidence
from consent.models.agreement import Manner
from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from referrals.models.referral import Referral
from referrals.models.referral_parts import OfReferralQuerySet


class YesToReferralQuerySet(OfReferralQuerySet["YesToReferral"]):
    """The council's: whom it was sent to is not told who represents somebody."""

    wall: ClassVar[str] = (
        "{council} AND "
        "EXISTS (SELECT FROM referrals_referral r WHERE r.id = {row}.referral_id OFFSET 0)"
    )

    def visible_to(self, user: User) -> Self:
        return self.none() if user.is_partner else super().visible_to(user)


class YesToReferral(Record):
    """Their word to a referral which stands on what they agreed to before, or is to a service of
    the council's own; by whom and when stands on the referral. Else the agreement that was made for
    it says all of this. Evidence: rows are only added.
    """

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="yes")
    manner = models.CharField("how they said it", max_length=20, choices=Manner)
    # Empty where nobody had to represent them.
    name = models.CharField("legal representative", max_length=160, blank=True)
    relation = models.CharField("what they are to them", max_length=100, blank=True)
    evidence = models.CharField(
        "evidence of authority", max_length=30, choices=Evidence, blank=True
    )
    reference = models.CharField("its reference", max_length=100, blank=True)
    seen_on = models.DateField("seen on", null=True)

    objects = YesToReferralQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="referral",
        identity="name",
        detail="manner evidence",
        free_text="relation reference",
        event="seen_on",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "family's yes to a referral"
        verbose_name_plural = "families' yes to referrals"

    def __str__(self) -> str:
        return f"Yes {self.pk} to a referral"
