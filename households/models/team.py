"""The team around the family, and its review meetings (S55, S58)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category
from households.models.household import Household
from households.models.person import Person
from households.models.scope import ScopedQuerySet

LEADS = "Lead practitioner"
REVIEW_WITHIN = 90  # days that support may go without a review ahead before it is asked for


class TeamMemberQuerySet(ScopedQuerySet["TeamMember"]):
    category: ClassVar[str | None] = Category.HUB_RECORD

    def present(self) -> Self:
        """Those in the team today."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=today()), since__lte=today())


class TeamMember(Record):
    """Somebody who works with the family: whom they work for, as what, from when until when.

    Being in the team lets nobody see anything: only an agreement does.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="team")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    worker = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # For somebody without an account here.
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField("role in the team", max_length=120)
    since = models.DateField("from")
    until = models.DateField("until, not including", null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    privacy = classified(
        RecordClass.HUB,
        link="household organisation worker",
        identity="name",
        detail="role",
        event="since until",
        technical="id version",
    )

    class Meta:
        ordering = ["since", "id"]
        verbose_name = "member of the team"
        verbose_name_plural = "members of the team"
        constraints = [
            models.CheckConstraint(
                condition=Q(worker__isnull=False) | ~Q(name=""), name="team_member_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="team_member_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"Team member {self.pk}"

    @property
    def who(self) -> str:
        """Their name, as the team knows it."""
        return str(self.worker) if self.worker else self.name

    in_words = who


class ReviewQuerySet(ScopedQuerySet["Review"]):
    category: ClassVar[str | None] = Category.HUB_RECORD

    def overdue(self) -> Self:
        """Planned for a day before today and not held, while support is open."""
        from households.models.episode import Episode

        supported = Episode.objects.filter(
            household=OuterRef("household_id"), closed_on__isnull=True
        )
        return self.filter(Exists(supported), held_on__isnull=True, planned_for__lt=today())


class Review(Record):
    """A review meeting: planned for a day, then held with who came and what was decided."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="reviews")
    planned_for = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    members = models.ManyToManyField(TeamMember, related_name="+", verbose_name="who came")
    family = models.ManyToManyField(Person, related_name="+", verbose_name="who of the family came")
    apologies = models.CharField(max_length=300, blank=True)
    decisions = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = ReviewQuerySet.as_manager()

    privacy = classified(
        RecordClass.HUB,
        link="household members family recorded_by",
        free_text="apologies decisions",
        event="planned_for held_on",
        technical="id version",
    )

    class Meta:
        ordering = ["-planned_for", "-id"]
        verbose_name = "review meeting"
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | ~Q(decisions=""),
                name="review_held_with_its_decisions",
            ),
            models.UniqueConstraint(
                fields=["household"], condition=Q(held_on__isnull=True), name="one_review_planned"
            ),
        ]
        indexes = [
            models.Index(
                fields=["planned_for"], condition=Q(held_on__isnull=True), name="reviews_planned"
            )
        ]

    def __str__(self) -> str:
        return f"Review {self.pk}"
