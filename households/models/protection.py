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


class Confirmation(models.TextChoices):
    """How it is known that the status is right: from children's social care, whose it is."""

    RECORD = "record", "The child's record in children's social care's system"
    WRITTEN = "written", "Children's social care confirmed it in writing"
    PAPERS = "papers", "The plan, the care order or the placement agreement itself"
    IMPORTED = "imported", "The council's own system, which it was taken over from"


class ProtectionQuerySet(PersonScopedQuerySet["Protection"]):
    """The council's alone: no category that a family can agree to share speaks of it."""

    wall: ClassVar[str] = "{council} AND familyhubs_knows({row}.person_id, 'identity')"

    def visible_to(self, user: User) -> Self:
        scoped = super().visible_to(user)
        return scoped.none() if user.is_partner else scoped

    def standing(self) -> Self:
        """Those that were not recorded by mistake."""
        return self.filter(in_error=False)

    def unconfirmed(self) -> Self:
        """Those that nobody has compared with children's social care's records yet."""
        return self.standing().filter(confirmed_at__isnull=True)


class Protection(Record):
    """A child was looked after or on a child protection plan: 75 years for that child (S39).

    Until somebody confirms it, the household's service record is not disposed of (reading 2).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="protections")
    kind = models.CharField(max_length=30, choices=ProtectionKind)
    since = models.DateField("from")
    until = models.DateField(null=True, blank=True)
    in_error = models.BooleanField("recorded by mistake", default=False)
    confirmed_from = models.CharField(
        "confirmed by", max_length=20, choices=Confirmation, blank=True, editable=False
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )

    objects = ProtectionQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="person confirmed_by",
        detail="kind since until in_error confirmed_from",
        event="confirmed_at",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "protection status"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="protection_until_after_since",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True, confirmed_from="")
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(confirmed_from=""),
                name="protection_confirmed_at_by_and_from",
            ),
        ]
        indexes = [
            # Few: what is on a manager's list, longest waiting first.
            models.Index(
                fields=["id"],
                condition=Q(confirmed_at__isnull=True, in_error=False),
                name="protections_to_confirm",
            )
        ]

    def __str__(self) -> str:
        return f"Protection {self.pk}"
