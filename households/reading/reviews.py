"""Review meetings of a household: what is ahead, what was decided, what is missing (S55)."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.loader import OpenHousehold
from households.models import Person, Review, TeamMember
from households.models.team import REVIEW_WITHIN
from households.reading.once import once
from households.reading.support import latest_episode, lead
from households.reading.team import Colleague, former_team, lately_left, team


def may_keep_reviews(case: OpenHousehold) -> bool:
    """Whether this user plans and records its reviews: the council, and the partner that leads."""
    user = case.user
    if not user.may(Permission.KEEP_REVIEWS):
        return False
    leading = lead(case) if user.is_partner else None
    return not user.is_partner or bool(leading and leading.organisation_id == user.organisation_id)


@once
def planned_review(case: OpenHousehold) -> Review | None:
    """The one that is ahead, or overdue."""
    return _reviews(case).filter(held_on__isnull=True).first()


def held_reviews(case: OpenHousehold) -> QuerySet[Any]:
    """Those held, the last one first, each with who `came` and `family_came` as far as told."""
    user = case.user
    named = Person.objects.visible_to(user).named_in(case.household, user)
    team = TeamMember.objects.visible_to(user).select_related("worker", "organisation")
    return (
        _reviews(case)
        .filter(held_on__isnull=False)
        .order_by("-held_on", "-pk")
        .select_related("recorded_by")
        .prefetch_related(Prefetch("members", queryset=team, to_attr="came"))
        .prefetch_related(Prefetch("family", queryset=named, to_attr="family_came"))
    )


def held_review(case: OpenHousehold, review_id: int) -> Any:
    """One of this household's that was held, with who came; None where there is no such one."""
    return held_reviews(case).filter(pk=review_id).first()


def may_have_come(case: OpenHousehold, review: Any = None) -> list[Colleague]:
    """Who may be ticked as having come: the team, who left it lately, and who is ticked already."""
    known = team(case) + lately_left(case)
    came = {member.pk for member in review.came} if review else set()
    offered = {one.member.pk for one in known if one.member}
    former = [one for one in former_team(case) if one.member and one.member.pk in came - offered]
    return known + former


def family_of(case: OpenHousehold, review: Any = None) -> QuerySet[Person]:
    """Who of the family may be ticked as having come: who lives there, and who is ticked.

    A partner that leads is shown those it knows as people of this home: that a child whom it
    knows from another lives here too is not for it to know.
    """
    people = Person.objects.visible_to(case.user).named_in(case.household, case.user)
    here = people.living_in(case.household).values("pk")
    came = [person.pk for person in review.family_came] if review else []
    return people.filter(Q(pk__in=here) | Q(pk__in=came))


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
