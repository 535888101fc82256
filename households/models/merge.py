"""Two records of the same person or household made one, and what is needed to undo it."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.models.household import Household
from households.models.person import Person
from households.models.scope import ScopedQuerySet

UNDO_DAYS = 30


class MergeQuerySet(ScopedQuerySet["Merge"]):
    """The council's alone."""

    wall: ClassVar[str] = "{council} AND familyhubs_sees({row}.household_id)"

    def visible_to(self, user: User) -> Self:
        scoped = super().visible_to(user)
        return scoped.none() if user.is_partner else scoped

    def undoable(self) -> Self:
        since = timezone.now() - timedelta(days=UNDO_DAYS)
        return self.filter(undone_at__isnull=True, merged_at__gte=since)


class Merge(Record):
    """One merge, of two people of `household` or of `merged_household` into `household`.

    `moves` lists each row that was moved and each field that was taken over, by table and id,
    with what stood there before; it is emptied once it cannot be undone any more. Once it is undone
    its links are, too: only the history says what was parted, and it ties nobody to anybody.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    merged_household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kept_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    merged_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    moves = models.JSONField(default=list, editable=False)
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MergeQuerySet.as_manager()

    not_in_history = frozenset({"moves"})
    privacy = classified(
        RecordClass.SERVICE,
        link="household merged_household kept_person merged_person merged_by undone_by",
        free_text="moves",
        event="merged_at undone_at",
        technical="id version",
    )

    class Meta:
        ordering = ["-merged_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    undone_at__isnull=True,
                    merged_household__isnull=True,
                    kept_person__isnull=False,
                    merged_person__isnull=False,
                )
                | Q(
                    undone_at__isnull=True,
                    merged_household__isnull=False,
                    kept_person__isnull=True,
                    merged_person__isnull=True,
                )
                | Q(
                    undone_at__isnull=False,
                    merged_household__isnull=True,
                    kept_person__isnull=True,
                    merged_person__isnull=True,
                ),
                name="merge_of_people_or_of_households",
            )
        ]

    def __str__(self) -> str:
        return f"Merge {self.pk}"
