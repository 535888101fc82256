"""Who is or was looked after, or on a child protection plan (S39)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models.person import Person
from households.models.scope import PersonScopedQuerySet


class ProtectionKind(models.TextChoices):
    LOOKED_AFTER = "looked_after", "Looked after"
    CHILD_PROTECTION_PLAN = "child_protection_plan", "Child protection plan"


class ProtectionQuerySet(PersonScopedQuerySet["Protection"]):
    """The council's alone: no category that a family can agree to share speaks of it."""

    wall: ClassVar[str] = "{council} AND familyhubs_knows({row}.person_id, 'identity')"

    def visible_to(self, user: User) -> Self:
        scoped = super().visible_to(user)
        return scoped.none() if user.is_partner else scoped

    def standing(self) -> Self:
        """Those that were not recorded by mistake."""
        return self.filter(in_error=False)


class Protection(Record):
    """A child was looked after or on a child protection plan: 75 years for that child (S39)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="protections")
    kind = models.CharField(max_length=30, choices=ProtectionKind)
    since = models.DateField("from")
    until = models.DateField(null=True, blank=True)
    in_error = models.BooleanField("recorded by mistake", default=False)

    objects = ProtectionQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="person",
        detail="kind since until in_error",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "protection status"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="protection_until_after_since",
            )
        ]

    def __str__(self) -> str:
        return f"Protection {self.pk}"
