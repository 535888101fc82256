"""Goals in the family's words, and how they go (S56, S57)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category
from households.models.household import Household
from households.models.scope import ScopedQuerySet
from households.needs import Need

LOWEST, HIGHEST = 1, 10
ON_THE_SCALE = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]


class GoalOutcome(models.TextChoices):
    OPEN = "open", "In progress"
    ACHIEVED = "achieved", "Achieved"
    PARTLY = "partly", "Partly achieved"
    NOT_ACHIEVED = "not_achieved", "Not achieved"
    NOT_WANTED = "not_wanted", "No longer wanted"


class GoalQuerySet(ScopedQuerySet["Goal"]):
    category: ClassVar[str | None] = Category.HUB_RECORD


class Goal(Record):
    """What a family wants to change, from 1 (far from it) to 10 (there)."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="goals")
    words = models.CharField("the goal, in the family's words", max_length=300)
    need = models.CharField("what it is about", max_length=20, choices=Need, blank=True)
    set_on = models.DateField("agreed on")
    baseline = models.PositiveSmallIntegerField("score at the start", validators=ON_THE_SCALE)
    target = models.PositiveSmallIntegerField("score the family aims for", validators=ON_THE_SCALE)
    outcome = models.CharField(max_length=20, choices=GoalOutcome, default=GoalOutcome.OPEN)
    closed_on = models.DateField("closed on", null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    privacy = classified(
        RecordClass.HUB,
        link="household",
        free_text="words",
        detail="need baseline target outcome",
        event="set_on closed_on",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline__range=(LOWEST, HIGHEST), target__range=(LOWEST, HIGHEST)),
                name="goal_on_the_scale",
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", closed_on__isnull=True)
                | ~Q(outcome="open") & Q(closed_on__isnull=False),
                name="goal_closed_with_its_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"Goal {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.outcome == GoalOutcome.OPEN


class ScoredBy(models.TextChoices):
    FAMILY = "family", "Family"
    WORKER = "worker", "Worker"


class ScoreQuerySet(ScopedQuerySet["Score"]):
    grant_on: ClassVar[str] = "goal__household_id"
    category: ClassVar[str | None] = Category.HUB_RECORD


class Score(Record):
    """Where a goal stands on a day, as the family or a worker sees it."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="scores")
    on = models.DateField("scored on")
    scored_by = models.CharField("whose view", max_length=10, choices=ScoredBy)
    value = models.PositiveSmallIntegerField("score", validators=ON_THE_SCALE)
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ScoreQuerySet.as_manager()

    privacy = classified(
        RecordClass.HUB,
        link="goal recorded_by",
        event="on",
        detail="scored_by value",
        free_text="note",
        technical="id version",
    )

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__range=(LOWEST, HIGHEST)), name="score_on_the_scale"
            )
        ]

    def __str__(self) -> str:
        return f"Score {self.pk}"
