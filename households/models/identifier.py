"""Numbers that other services know somebody, or their home, by (S10)."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.privacy import RecordClass, classified
from familyhubs.records.sealed import SealedRecord
from households.categories import Category
from households.models.household import Address
from households.models.person import Membership, Person
from households.models.scope import PersonScopedQuerySet


class IdentifierKind(models.TextChoices):
    NHS = "nhs", "NHS number"
    NI = "ni", "National Insurance number"
    UPN = "upn", "Unique pupil number"
    UPRN = "uprn", "Unique property reference number"


class IdentifierQuerySet(PersonScopedQuerySet["Identifier"]):
    """A person's with the category "identifiers"; an address's where the address is seen and
    somebody's identifiers there are shared."""

    category: ClassVar[str | None] = Category.IDENTIFIERS
    wall: ClassVar[str] = (
        "familyhubs_knows({row}.person_id, 'identifiers') OR EXISTS ("
        "SELECT FROM households_address a WHERE a.id = {row}.address_id AND ({council} "
        "OR familyhubs_knows_somebody(a.household_id, 'identifiers')) OFFSET 0)"
    )

    def visible_to(self, user: User) -> Self:
        if not (user.is_active and user.may(Permission.SEE_HOUSEHOLDS)):
            return self.none()
        of_people = super().visible_to(user).filter(person__isnull=False)
        addresses = Address.objects.visible_to(user).filter(pk=OuterRef("address_id"))
        if user.is_partner:
            known = Membership.objects.shared_there(
                OuterRef("household_id"), user, Category.IDENTIFIERS
            )
            addresses = addresses.filter(Exists(known))
        return self.filter(Q(pk__in=of_people.values("pk")) | Exists(addresses))


class Identifier(SealedRecord):
    """One number, sealed; `lookup` finds it again by its exact value and tells nothing else."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="identifiers"
    )
    address = models.ForeignKey(
        Address, on_delete=models.PROTECT, null=True, blank=True, related_name="identifiers"
    )
    kind = models.CharField(max_length=10, choices=IdentifierKind)
    value = models.BinaryField(null=True)
    lookup = models.CharField(max_length=64, blank=True, editable=False)

    objects = IdentifierQuerySet.as_manager()

    not_in_history = frozenset({"value", "lookup"})
    privacy = classified(
        RecordClass.SERVICE,
        link="person address",
        detail="kind",
        sealed="value",
        technical="id version lookup sealed_as",
    )

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, address__isnull=True)
                & ~Q(kind=IdentifierKind.UPRN)
                | Q(person__isnull=True, address__isnull=False, kind=IdentifierKind.UPRN),
                name="identifier_of_a_person_or_an_address",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(person__isnull=False),
                name="identifier_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["address"], condition=Q(address__isnull=False), name="one_uprn"
            ),
        ]
        indexes = [
            models.Index(fields=["lookup"], condition=~Q(lookup=""), name="identifier_lookup")
        ]

    def __str__(self) -> str:
        return f"Identifier {self.pk}"

    @property
    def key_id(self) -> uuid.UUID:
        if self.person is not None:
            return self.person.data_key
        assert self.address is not None
        return self.address.household.data_key
