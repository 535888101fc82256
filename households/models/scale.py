"""Steps towards a goal, and Goal Attainment Scaling where it is used (S56, Standards)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from familyhubs.records.privacy import RecordClass, classified
from households.categories import Category
from households.models.goal import Goal
from households.models.scope import ScopedQuerySet

LOWEST_LEVEL, HIGHEST_LEVEL = -2, 2
FROM_ONE_TO_THREE = [MinValueValidator(1), MaxValueValidator(3)]


def signed(level: int) -> str:
    """A level as people write it: +1, 0, -2."""
    return f"{level:+d}" if level else "0"


class OfGoalQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Seen by whoever sees the household's goals."""

    grant_on: ClassVar[str] = "goal__household_id"
    category: ClassVar[str | None] = Category.HUB_RECORD


class GoalStep(Record):
    """One thing somebody will do towards a goal, by a day."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    words = models.CharField("what will be done", max_length=300)
    who = models.CharField("who will do it", max_length=120)
    by_when = models.DateField("by when")
    done_on = models.DateField(null=True, blank=True)
    dropped = models.BooleanField("no longer needed", default=False)

    objects: ClassVar[OfGoalQuerySet] = OfGoalQuerySet["GoalStep"].as_manager()  # type: ignore[assignment]

    privacy = classified(
        RecordClass.HUB,
        link="goal",
        free_text="words",
        identity="who",
        detail="dropped",
        event="by_when done_on",
        technical="id version",
    )

    class Meta:
        ordering = ["by_when", "id"]
        verbose_name = "step towards a goal"
        verbose_name_plural = "steps towards a goal"

    def __str__(self) -> str:
        return f"Step {self.pk}"


class GoalScale(Record):
    """What each level from -2 to +2 would look like for one goal, and how much it weighs."""

    goal = models.OneToOneField(Goal, on_delete=models.PROTECT, related_name="scale")
    much_less = models.CharField("-2: much less than expected", max_length=300)
    less = models.CharField("-1: less than expected", max_length=300)
    expected = models.CharField("0: the expected outcome", max_length=300)
    better = models.CharField("+1: better than expected", max_length=300)
    much_better = models.CharField("+2: much better than expected", max_length=300)
    importance = models.PositiveSmallIntegerField(default=1, validators=FROM_ONE_TO_THREE)
    difficulty = models.PositiveSmallIntegerField(default=1, validators=FROM_ONE_TO_THREE)

    objects: ClassVar[OfGoalQuerySet] = OfGoalQuerySet["GoalScale"].as_manager()  # type: ignore[assignment]

    privacy = classified(
        RecordClass.HUB,
        link="goal",
        free_text="much_less less expected better much_better",
        detail="importance difficulty",
        technical="id version",
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "goal attainment scale"
        constraints = [
            models.CheckConstraint(
                condition=Q(importance__range=(1, 3), difficulty__range=(1, 3)),
                name="goal_scale_weights",
            )
        ]

    def __str__(self) -> str:
        return f"Scale {self.pk}"

    @property
    def weight(self) -> int:
        return self.importance * self.difficulty


class Attainment(Record):
    """Where a scaled goal stands on a day, from -2 to +2."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="attainments")
    on = models.DateField("rated on")
    level = models.SmallIntegerField(
        validators=[MinValueValidator(LOWEST_LEVEL), MaxValueValidator(HIGHEST_LEVEL)]
    )
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    objects: ClassVar[OfGoalQuerySet] = OfGoalQuerySet["Attainment"].as_manager()  # type: ignore[assignment]

    privacy = classified(
        RecordClass.HUB,
        link="goal recorded_by",
        detail="level",
        event="on",
        technical="id version",
    )

    class Meta:
        ordering = ["on", "id"]
        verbose_name = "goal attainment rating"
        constraints = [
            models.CheckConstraint(
                condition=Q(level__range=(LOWEST_LEVEL, HIGHEST_LEVEL)), name="attainment_level"
            )
        ]

    def __str__(self) -> str:
        return f"Attainment {self.pk}"

    @property
    def signed(self) -> str:
        """The level as people write it: +1, 0, -2."""
        return signed(self.level)
