"""Goals and how they go."""

from django.db.models import Max, OuterRef, QuerySet, Subquery

from familyhubs.organisations.models import User
from households.loader import OpenHousehold
from households.models import Goal, Score, ScoredBy
from households.reading.once import once


@once
def goals(case: OpenHousehold) -> list[Goal]:
    """Goals with their latest score by the family and by the worker."""
    scores = Score.objects.visible_to(case.user)

    def latest(view: str) -> Subquery:
        rows = scores.filter(goal=OuterRef("pk"), scored_by=view).order_by("-on", "-pk")
        return Subquery(rows.values("value")[:1])

    rows = Goal.objects.visible_to(case.user).filter(household=case.household)
    return list(
        rows.annotate(
            family_score=latest(ScoredBy.FAMILY),
            worker_score=latest(ScoredBy.WORKER),
            last_scored=Max("scores__on"),
        ).order_by("closed_on", "pk")
    )


def scores(goal: Goal, user: User) -> QuerySet[Score]:
    """A goal's scores, oldest first."""
    return Score.objects.visible_to(user).filter(goal=goal).select_related("recorded_by")
