"""How people are related, told from both sides, and who holds parental responsibility (S7)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category
from households.models.person import Person
from households.models.scope import PersonScopedQuerySet


class RelationshipKind(models.TextChoices):
    """What the first person is to the second."""

    PARENT = "parent", "Parent"
    STEP_PARENT = "step_parent", "Step-parent"
    GRANDPARENT = "grandparent", "Grandparent"
    CARER = "carer", "Carer"
    PARTNER = "partner", "Partner"
    SIBLING = "sibling", "Brother or sister"
    OTHER = "other", "Other relationship"


# The same bond told from the other side.
CONVERSE = {
    RelationshipKind.PARENT: "Child",
    RelationshipKind.STEP_PARENT: "Step-child",
    RelationshipKind.GRANDPARENT: "Grandchild",
    RelationshipKind.CARER: "Cared for",
    RelationshipKind.PARTNER: "Partner",
    RelationshipKind.SIBLING: "Brother or sister",
    RelationshipKind.OTHER: "Other relationship",
}


# By birth, by agreement or by a court's order (Children Act 1989, sections 2 to 4A and 12).
MAY_HOLD_RESPONSIBILITY = frozenset(
    {
        RelationshipKind.PARENT,
        RelationshipKind.STEP_PARENT,
        RelationshipKind.GRANDPARENT,
        RelationshipKind.CARER,
        RelationshipKind.OTHER,
    }
)


class ParentalResponsibility(models.TextChoices):
    """Whether the first person holds it for the second (Children Act 1989, section 3)."""

    NOT_KNOWN = "", "Not known"
    HOLDS = "holds", "Holds parental responsibility"
    DOES_NOT_HOLD = "does_not_hold", "Does not hold parental responsibility"


class RelationshipQuerySet(PersonScopedQuerySet["Relationship"]):
    """Seen by whoever may see both people."""

    category: ClassVar[str | None] = Category.IDENTITY
    wall: ClassVar[str] = (
        "familyhubs_knows({row}.person_id, 'identity') "
        "AND familyhubs_knows({row}.other_id, 'identity')"
    )

    def standing(self) -> Self:
        """Those that were not recorded by mistake."""
        return self.filter(in_error=False)

    def visible_to(self, user: User) -> Self:
        people = Person.objects.visible_to(user).values("pk")
        return super().visible_to(user).filter(other__in=people)


class Relationship(Record):
    """`person` is `kind` of `other`; shown from both sides."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships_to")
    kind = models.CharField("relationship", max_length=20, choices=RelationshipKind)
    parental_responsibility = models.CharField(
        max_length=20,
        choices=ParentalResponsibility,
        blank=True,
        default=ParentalResponsibility.NOT_KNOWN,
    )
    in_error = models.BooleanField("recorded by mistake", default=False)

    objects = RelationshipQuerySet.as_manager()

    privacy = classified(
        RecordClass.SERVICE,
        link="person other",
        detail="kind parental_responsibility in_error",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "other", "kind"],
                condition=Q(in_error=False),
                name="related_once",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("other")), name="nobody_is_related_to_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"Relationship {self.pk}"

    @property
    def converse(self) -> str:
        """What `other` is to `person`."""
        return CONVERSE[RelationshipKind(self.kind)]
