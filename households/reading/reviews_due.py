"""Reviews of many households: those that are overdue, those ahead, and where none is planned."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Greatest

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.models import Episode, Household, Review
from households.models.team import REVIEW_WITHIN
from households.reading.lists import with_lead

OVERDUE, AHEAD, NONE = "", "ahead", "none"


def reviews_due(user: User, show: str = OVERDUE, hub: str = "") -> QuerySet[Any]:
    """Rows with `household` (and its `title`), `when`, and `household.leading`; most urgent first.

    Args: `show`, which of the three; `hub`, the key of one hub, every hub where it is empty.
    """
    rows: Any = _without_one(user) if show == NONE else _planned(user, ahead=show == AHEAD)
    if hub.isdecimal():
        rows = rows.filter(household__hub_id=int(hub[:9]))
    named = Household.objects.visible_to(user).titled_for(user).select_related("hub")
    return (
        rows.filter(Exists(Household.objects.visible_to(user).filter(pk=OuterRef("household_id"))))
        .prefetch_related(Prefetch("household", queryset=with_lead(named, user)))
        .order_by("when", "pk")
    )


def _planned(user: User, *, ahead: bool) -> QuerySet[Any]:
    rows = Review.objects.visible_to(user).of_those_involved(user)
    if not ahead:
        return rows.overdue().annotate(when=F("planned_for"))
    supported = Episode.objects.visible_to(user).filter(
        household=OuterRef("household_id"), closed_on__isnull=True
    )
    waiting = rows.filter(Exists(supported), held_on__isnull=True, planned_for__gte=today())
    return waiting.annotate(when=F("planned_for"))


def _without_one(user: User) -> QuerySet[Any]:
    """Support that has gone too long without a review held, and has none ahead."""
    since = today() - timedelta(days=REVIEW_WITHIN)
    reviews = Review.objects.visible_to(user).filter(household=OuterRef("household_id"))
    planned, lately = reviews.filter(held_on__isnull=True), reviews.filter(held_on__gt=since)
    last = reviews.filter(held_on__isnull=False).order_by("-held_on").values("held_on")[:1]
    return (
        Episode.objects.visible_to(user)
        .of_those_involved(user)
        .filter(closed_on__isnull=True, opened_on__lte=since)
        .exclude(Exists(planned))
        .exclude(Exists(lately))
        .annotate(when=Greatest("opened_on", Subquery(last)))
    )
