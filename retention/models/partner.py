"""Which organisations keep records of their own about a family: that they do, never what (S36)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from familyhubs.organisations.models import Organisation, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models import Household
from households.models.scope import ScopedQuerySet


class HowKnown(models.TextChoices):
    INVOLVED = "involved", "It is or was involved with the family"
    FAMILY = "family", "The family told us"
    ITSELF = "itself", "It told us"


class PartnerRecordQuerySet(ScopedQuerySet["PartnerRecord"]):
    """The council's alone: who else knows a family is not for every partner to know, nor for the
    one that is pointed to, whose work may be secret from the others."""

    wall: ClassVar[str] = "{council} AND familyhubs_sees({row}.household_id)"

    def visible_to(self, user: User) -> Self:
        """The council's people who see what the record is; no partner."""
        if user.is_partner or not user.may(Permission.SEE_RECORD):
            return self.none()
        return super().visible_to(user)

    def standing(self) -> Self:
        """Those that were not recorded by mistake."""
        return self.filter(in_error=False)


class PartnerRecord(Record):
    """A pointer: this organisation keeps records of its own about this household, or did."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    how_known = models.CharField("how we know", max_length=20, choices=HowKnown)
    gone_on = models.DateField("it told us that it keeps none since", null=True, blank=True)
    in_error = models.BooleanField("recorded by mistake", default=False)

    objects = PartnerRecordQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household organisation",
        detail="how_known in_error",
        event="gone_on",
        technical="id version",
    )

    class Meta:
        ordering = ["organisation__name", "id"]
        verbose_name = "pointer to a partner's own records"
        verbose_name_plural = "pointers to partners' own records"
        constraints = [
            models.UniqueConstraint(
                fields=["household", "organisation"],
                condition=Q(in_error=False),
                name="one_pointer_an_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"Pointer {self.pk}"
