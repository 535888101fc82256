"""Goals and how they go."""

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.attainment import Rated
from households.loader import OpenHousehold
from households.models import Attainment, Goal, GoalOutcome, GoalScale, GoalStep, Score, ScoredBy
from households.reading.once import once


@once
def goals(case: OpenHousehold) -> list[Goal]:
    """Goals with their latest score by the family and by the worker, and their overdue steps."""
    scores = Score.objects.visible_to(case.user)

    def latest(view: str) -> Subquery:
        rows = scores.filter(goal=OuterRef("pk"), scored_by=view).order_by("-on", "-pk")
        return Subquery(rows.values("value")[:1])

    rows = Goal.objects.visible_to(case.user).filter(household=case.household)
    late = Q(steps__done_on__isnull=True, steps__dropped=False, steps__by_when__lt=today())
    return list(
        rows.annotate(
            family_score=latest(ScoredBy.FAMILY),
            worker_score=latest(ScoredBy.WORKER),
            last_scored=Subquery(
                scores.filter(goal=OuterRef("pk"))
                .order_by()
                .values("goal")
                .annotate(last=Max("on"))
                .values("last")
            ),
            steps_overdue=Count("steps", filter=late, distinct=True),
        ).order_by("closed_on", "pk")
    )


def scores(goal: Goal, user: User) -> QuerySet[Score]:
    """A goal's scores, oldest first."""
    return Score.objects.visible_to(user).filter(goal=goal).select_related("recorded_by")


def scores_of_all(case: OpenHousehold) -> QuerySet[Score]:
    """The scores of every goal of the household, oldest first: one query for the whole picture."""
    return Score.objects.visible_to(case.user).filter(goal__household=case.household)


def steps(goal: Goal, user: User) -> list[GoalStep]:
    """A goal's steps: what is to be done by the day it is due, then what is done or dropped."""
    rows = GoalStep.objects.visible_to(user).filter(goal=goal)
    found = sorted(rows, key=lambda row: (bool(row.done_on or row.dropped), row.by_when, row.pk))
    for row in found:
        unfinished = goal.is_open and not row.done_on and not row.dropped
        row.overdue = unfinished and row.by_when < today()  # type: ignore[attr-defined]
    return found


def step(goal: Goal, step_id: int, user: User) -> GoalStep | None:
    """One step of this goal."""
    rows = GoalStep.objects.visible_to(user).filter(goal=goal, pk=step_id)
    return rows.select_related("goal").first()


def scale(goal: Goal, user: User) -> GoalScale | None:
    """The five levels of a goal, where Goal Attainment Scaling is used for it."""
    return GoalScale.objects.visible_to(user).filter(goal=goal).first()


def levels(scale: GoalScale) -> list[tuple[int, str]]:
    """The levels in words, the best first."""
    words = (scale.much_better, scale.better, scale.expected, scale.less, scale.much_less)
    return list(zip(range(2, -3, -1), words, strict=True))


def attainments(goal: Goal, user: User) -> QuerySet[Attainment]:
    """Where a scaled goal stood, oldest first."""
    return Attainment.objects.visible_to(user).filter(goal=goal).select_related("recorded_by")


def ratings(case: OpenHousehold) -> list[Rated]:
    """Every rating of the household's scaled goals, oldest first, with what each goal weighs.

    A goal the family no longer wants says nothing about how the support went.
    """
    rows = (
        Attainment.objects.visible_to(case.user)
        .filter(goal__household=case.household)
        .exclude(goal__outcome=GoalOutcome.NOT_WANTED)
        .select_related("goal__scale")
        .order_by("on", "pk")
    )
    return [Rated(row.goal_id, row.goal.scale.weight, row.level, row.on) for row in rows]
