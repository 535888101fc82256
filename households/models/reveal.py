"""Why somebody asked to see what is kept from every page: a hidden address, a number (S10)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models.household import Address, Household
from households.models.person import Person
from households.models.scope import ScopedQuerySet


class RevealKind(models.TextChoices):
    ADDRESS = "address", "Hidden address"
    NHS = "nhs", "NHS number"
    NI = "ni", "National Insurance number"
    UPN = "upn", "Unique pupil number"
    UPRN = "uprn", "Unique property reference number"


class RevealQuerySet(ScopedQuerySet["Reveal"]):
    """The council's alone."""

    wall: ClassVar[str] = "{council} AND familyhubs_sees({row}.household_id)"

    def visible_to(self, user: User) -> Self:
        scoped = super().visible_to(user)
        return scoped.none() if user.is_partner else scoped


class Reveal(Record):
    """One time that something kept hidden was shown: what, to whom, and the reason they gave.

    The reason stands here and not in the access log, which holds no free text (house rule 7).
    Append-only, by trigger; it goes with the household's record.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.ForeignKey(Address, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField("what was shown", max_length=10, choices=RevealKind)
    reason = models.CharField("why it was needed", max_length=300)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="shown to"
    )
    at = models.DateTimeField("shown at", default=timezone.now, editable=False)

    objects = RevealQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household person address by",
        detail="what",
        free_text="reason",
        event="at",
        technical="id version",
    )

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "showing of what is kept hidden"
        verbose_name_plural = "showings of what is kept hidden"
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, address__isnull=True)
                | Q(person__isnull=True, address__isnull=False),
                name="reveal_of_a_person_or_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"Reveal {self.pk}"
