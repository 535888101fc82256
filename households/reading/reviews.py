"""Review meetings of a household: what is ahead, what was decided, what is missing (S55)."""

from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from familyhubs.records.dates import today
from households.loader import OpenHousehold
from households.models import Person, Review, TeamMember
from households.models.team import REVIEW_WITHIN
from households.reading.once import once
from households.reading.support import latest_episode


@once
def planned_review(case: OpenHousehold) -> Review | None:
    """The one that is ahead, or overdue."""
    return _reviews(case).filter(held_on__isnull=True).first()


def held_reviews(case: OpenHousehold) -> QuerySet[Review]:
    """Those that were held, the last one first, with whom of the family this user may name."""
    user = case.user
    named = Person.objects.visible_to(user).named_in(case.household, user)
    team = TeamMember.objects.visible_to(user).select_related("worker", "organisation")
    return (
        _reviews(case)
        .filter(held_on__isnull=False)
        .order_by("-held_on", "-pk")
        .select_related("recorded_by")
        .prefetch_related(Prefetch("members", queryset=team))
        .prefetch_related(Prefetch("family", queryset=named))
    )


@once
def last_held_on(case: OpenHousehold) -> date | None:
    """The day of the last review."""
    rows = _reviews(case).filter(held_on__isnull=False).order_by("-held_on")
    return rows.values_list("held_on", flat=True).first()


def review_is_overdue(case: OpenHousehold) -> bool:
    """Planned for a day before today and not held; of closed support, none is."""
    planned, episode = planned_review(case), latest_episode(case)
    if planned is None or episode is None or episode.closed_on is not None:
        return False
    return planned.planned_for < today()


def no_review_since(case: OpenHousehold) -> date | None:
    """Since when support has gone without a review ahead, where that is too long; else None."""
    episode = latest_episode(case)
    if episode is None or episode.closed_on is not None or planned_review(case):
        return None
    since = max(episode.opened_on, last_held_on(case) or episode.opened_on)
    return since if since <= today() - timedelta(days=REVIEW_WITHIN) else None


def _reviews(case: OpenHousehold) -> QuerySet[Review]:
    return Review.objects.visible_to(case.user).filter(household=case.household)
