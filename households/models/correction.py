"""A correction reaches the organisations that could see the old value (S18)."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from familyhubs.organisations.models import Organisation, User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category
from households.models.household import Household
from households.models.person import Person
from households.models.scope import PersonInHouseholdQuerySet

WORDS = {
    "given_name": "first name",
    "family_name": "last name",
    "preferred_name": "what they are known as",
    "died_on": "date of death",
    "finance": "money",
    "contact_warning": "whether it is safe to contact them",
}


class CorrectionQuerySet(PersonInHouseholdQuerySet["Correction"]):
    """An organisation sees what it is told, while it may see the person."""

    category = Category.IDENTITY
    wall: ClassVar[str] = (
        "familyhubs_knows({row}.person_id, 'identity', {row}.household_id) "
        "AND ({council} OR {row}.organisation_id = {mine})"
    )

    def visible_to(self, user: User) -> Self:
        scoped = super().visible_to(user)
        return scoped.filter(organisation=user.organisation) if user.is_partner else scoped

    def unread(self) -> Self:
        return self.filter(noted_at__isnull=True)


class Correction(Record):
    """Which details of a person changed, told to one organisation until somebody there noted it.

    Holds the fields' names, never their values.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    fields = ArrayField(models.CharField(max_length=40))
    told_at = models.DateTimeField(default=timezone.now, editable=False)
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household person organisation noted_by",
        detail="fields",
        event="told_at noted_at",
        technical="id version",
    )

    class Meta:
        ordering = ["-told_at", "-id"]
        verbose_name = "correction passed on"
        verbose_name_plural = "corrections passed on"
        constraints = [
            models.CheckConstraint(
                condition=Q(noted_at__isnull=True, noted_by__isnull=True)
                | Q(noted_at__isnull=False, noted_by__isnull=False),
                name="correction_noted_by_somebody",
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation"],
                condition=Q(noted_at__isnull=True),
                name="unread_corrections",
            )
        ]

    def __str__(self) -> str:
        return f"Correction {self.pk}"

    @property
    def fields_in_words(self) -> str:
        """What changed, never to what: "First name, telephone"."""
        said = ", ".join(WORDS.get(name, name.replace("_", " ")) for name in self.fields)
        return said[:1].upper() + said[1:]
