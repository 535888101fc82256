"""Sharing without agreement (S29, S34, S64, S65): what was sent to whom, on what ground."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from familyhubs.organisations.models import Organisation, User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category
from households.models import Household, Person
from households.models.scope import ScopedQuerySet


class Occasion(models.TextChoices):
    """The occasions the notice lists (S29), with the two of N4 that name an authority (S34)."""

    HEALTH_AND_SAFETY = "health_and_safety", "Health and safety of others"
    CHILD_SAFEGUARDING = "child_safeguarding", "Safeguarding of a child"
    ADULT_SAFEGUARDING = "adult_safeguarding", "Safeguarding of a vulnerable adult"
    LEGAL_REQUIREMENT = "legal_requirement", "A legal requirement"
    CRIME_PREVENTION = "crime_prevention", "Preventing or detecting crime"
    NATIONAL_FRAUD_INITIATIVE = "national_fraud_initiative", "National Fraud Initiative"
    INFECTIOUS_DISEASE = "infectious_disease", "Infectious disease"
    COURT_ORDER = "court_order", "Court order"


class DisclosureQuerySet(ScopedQuerySet["Disclosure"]):
    """The council's alone: a recipient keeps what it was sent in its own records."""

    wall: ClassVar[str] = "{council} AND familyhubs_sees({row}.household_id)"

    def visible_to(self, user: User) -> Self:
        scoped = super().visible_to(user)
        return scoped.none() if user.is_partner else scoped


class Disclosure(Record):
    """What was sent to an organisation on a day, without the family's agreement."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="disclosures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    people = models.ManyToManyField(Person, related_name="+", verbose_name="about whom")
    categories = ArrayField(
        models.CharField(max_length=30, choices=Category), verbose_name="what was sent"
    )
    on = models.DateField("sent on")
    occasion = models.CharField(max_length=30, choices=Occasion)
    person_at_risk = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    risk = models.CharField("the risk", max_length=300, blank=True)
    reasoning = models.TextField(blank=True)
    authorised_by = models.CharField(max_length=120)
    authority = models.CharField("on whose authority", max_length=200, blank=True)
    authority_reference = models.CharField("its reference", max_length=80, blank=True)
    sent = models.TextField("what exactly was sent", blank=True)
    explained_on = models.DateField("explained to the family on", null=True, blank=True)
    not_explained_why = models.CharField("why not", max_length=300, blank=True)
    look_again_on = models.DateField(null=True, blank=True)

    objects = DisclosureQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="household organisation people person_at_risk",
        detail="categories occasion",
        free_text="risk reasoning authority authority_reference sent not_explained_why",
        identity="authorised_by",
        event="on explained_on look_again_on",
        technical="id version",
    )

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = "disclosure without agreement"
        verbose_name_plural = "disclosures without agreement"
        constraints = [
            models.CheckConstraint(
                condition=~Q(occasion__in=[Occasion.COURT_ORDER, Occasion.INFECTIOUS_DISEASE])
                | ~Q(authority=""),
                name="disclosure_names_its_authority",
            )
        ]

    def __str__(self) -> str:
        return f"Disclosure {self.pk}"
