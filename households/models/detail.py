"""Sensitive details (S14 to S17), each with its own rule, sealed and removable."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.privacy import RecordClass, classified
from familyhubs.records.sealed import SealedRecord
from households.categories import Category
from households.models.person import Person
from households.models.scope import PersonScopedQuerySet


class DetailKind(models.TextChoices):
    HEALTH = "health", "Health"
    FINANCE = "finance", "Money"
    ETHNIC_ORIGIN = "ethnic_origin", "Ethnic origin"
    RELIGION = "religion", "Religion or belief"


CATEGORY_OF = {
    DetailKind.HEALTH: Category.HEALTH,
    DetailKind.FINANCE: Category.FINANCE,
    DetailKind.ETHNIC_ORIGIN: Category.BACKGROUND,
    DetailKind.RELIGION: Category.BACKGROUND,
}
# Kept only where the notice's "where relevant" is answered: why it matters to the support.
NEEDS_RELEVANCE = frozenset({DetailKind.HEALTH, DetailKind.FINANCE, DetailKind.RELIGION})


class DetailState(models.TextChoices):
    """It was not asked, and they prefer not to say: two different answers (S16)."""

    NOT_ASKED = "not_asked", "Not asked"
    PREFERS_NOT_TO_SAY = "prefers_not_to_say", "Prefers not to say"
    GIVEN = "given", "Given"


class DetailQuerySet(PersonScopedQuerySet["SensitiveDetail"]):
    """A partner sees each kind by its own category; a role without need, none (S14, S15)."""

    wall: ClassVar[str] = (
        "current_setting('familyhubs.sight', true) <> 'all' AND familyhubs_knows({row}.person_id, "
        "CASE WHEN {row}.kind IN ('health', 'finance') THEN {row}.kind ELSE 'background' END)"
    )

    def visible_to(self, user: User) -> Self:
        if not user.may(Permission.SEE_SENSITIVE):
            return self.none()
        if not user.is_partner:
            return super().visible_to(user)
        if not (user.is_active and user.may(Permission.SEE_HOUSEHOLDS)):
            return self.none()
        seen = Q()
        for kind, category in CATEGORY_OF.items():
            seen |= Q(self._granted(user, category), kind=kind)
        return self.filter(seen)


class SensitiveDetail(SealedRecord):
    """One kind of sensitive detail of one person. Nothing of what it said stays in its history,
    so that what a family has removed is gone."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="details")
    kind = models.CharField(max_length=20, choices=DetailKind)
    state = models.CharField(
        "answer", max_length=20, choices=DetailState, default=DetailState.NOT_ASKED
    )
    # A code of households/answers.py for ethnic origin and religion, words for health and money.
    answer = models.BinaryField(null=True)
    relevance = models.BinaryField(null=True)
    relevant = models.BooleanField(
        "why it matters to the support is recorded", default=False, editable=False
    )
    asked_on = models.DateField(null=True, blank=True)

    objects = DetailQuerySet.as_manager()

    not_in_history = frozenset({"answer", "relevance"})
    privacy = classified(
        RecordClass.SERVICE,
        link="person",
        detail="kind state relevant",
        sealed="answer relevance",
        event="asked_on",
        technical="id version sealed_as",
    )

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="detail_once_a_person"),
            models.CheckConstraint(
                condition=Q(state=DetailState.GIVEN, answer__isnull=False)
                | ~Q(state=DetailState.GIVEN) & Q(answer__isnull=True),
                name="detail_given_with_its_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state=DetailState.GIVEN)
                | Q(kind=DetailKind.ETHNIC_ORIGIN)
                | Q(relevant=True, relevance__isnull=False),
                name="detail_given_only_where_relevant",
            ),
            # Not asked until its relevance is recorded (S17).
            models.CheckConstraint(
                condition=~Q(kind=DetailKind.RELIGION)
                | Q(state=DetailState.NOT_ASKED)
                | Q(relevant=True),
                name="religion_asked_only_where_relevant",
            ),
        ]

    def __str__(self) -> str:
        return f"Sensitive detail {self.pk}"

    @property
    def key_id(self) -> uuid.UUID:
        return self.person.data_key
