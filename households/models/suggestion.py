"""Two people who may be one and the same: whoever may see both looks, and merges them or not."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models.person import Person
from households.models.scope import PersonScopedQuerySet


class Likeness(models.TextChoices):
    """What two people have in common."""

    SAME_NAME = "same_name", "Same name"
    NAME_ALIKE = "name_alike", "Name sounds or is spelt alike"
    BORN_SAME_DAY = "born", "Same date of birth"
    BORN_NEARLY = "born_nearly", "Date of birth differs in one part"
    SAME_TELEPHONE = "telephone", "Same telephone number"
    SAME_ADDRESS = "address", "Same address"
    # Each has the code of its kind of identifier.
    SAME_NHS = "nhs", "Same NHS number"
    SAME_NI = "ni", "Same National Insurance number"
    SAME_UPN = "upn", "Same unique pupil number"


class SuggestionState(models.TextChoices):
    OPEN = "open", "To look at"
    DISMISSED = "dismissed", "Two different people"
    MERGED = "merged", "Merged"


class SuggestionQuerySet(PersonScopedQuerySet["Suggestion"]):
    """Seen by who may merge, and may see both: one of them may be in a restricted household."""

    wall: ClassVar[str] = (
        "{council} AND familyhubs_knows({row}.person_id, 'identity') "
        "AND familyhubs_knows({row}.other_id, 'identity')"
    )

    def visible_to(self, user: User) -> Self:
        if user.is_partner or not user.may(Permission.MERGE_RECORDS):
            return self.none()
        people = Person.objects.visible_to(user)
        return self.filter(
            Exists(people.filter(pk=OuterRef("person_id"))),
            Exists(people.filter(pk=OuterRef("other_id"))),
        )

    def open(self) -> Self:
        return self.filter(state=SuggestionState.OPEN)


class Suggestion(Record):
    """That `person` and `other` may be one, why, and what came of it. Each pair once.

    Found by a task after the save and never during it, so that nobody who adds somebody learns,
    by a word or by the time it takes, that a record they may not see is alike.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    likeness = ArrayField(models.CharField(max_length=20, choices=Likeness))
    state = models.CharField(max_length=20, choices=SuggestionState, default=SuggestionState.OPEN)
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[SuggestionQuerySet] = SuggestionQuerySet.as_manager()  # type: ignore[assignment]

    privacy = classified(
        RecordClass.SERVICE,
        link="person other decided_by",
        detail="likeness state",
        event="found_at decided_at",
        technical="id version",
    )

    class Meta:
        ordering = ["-found_at", "-id"]
        verbose_name = "possible duplicate"
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="suggested_once"),
            models.CheckConstraint(
                condition=Q(person__lt=F("other")), name="suggested_in_one_order"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="suggestion_decided_at_and_by",
            ),
        ]
        indexes = [
            models.Index(fields=["-found_at"], condition=Q(state="open"), name="open_suggestions")
        ]

    def __str__(self) -> str:
        return f"Possible duplicate {self.pk}"

    @property
    def alike_in(self) -> list[str]:
        """What they have in common, in words."""
        return [Likeness(code).label for code in self.likeness]


class DuplicateSearch(models.Model):
    """How far the search for duplicates has come: the last person looked at. No personal data."""

    up_to = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "duplicate searches"

    def __str__(self) -> str:
        return f"Up to {self.up_to}"
