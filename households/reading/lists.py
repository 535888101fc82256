"""Lists of households."""

from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from familyhubs.organisations.models import User
from households.models import Episode, Household, LeadAssignment, LeadState
from households.reading.paged import PAGED, Paged


def listed(user: User) -> Paged[Household]:
    """Households for a list, newest first: with title, lead and episodes of support."""
    rows = Household.objects.visible_to(user)
    ids = rows.newest_ids(user, PAGED)
    episodes = Prefetch("episodes", Episode.objects.visible_to(user), to_attr="shown_episodes")
    shown = with_lead(rows.titled_for(user).select_related("hub"), user)
    return Paged(shown.prefetch_related(episodes).order_by("-pk"), ids)


def without_a_lead(user: User, hub: str = "") -> QuerySet[Household]:
    """Households nobody leads, the one that has waited longest first."""
    rows = Household.objects.visible_to(user).titled_for(user).without_a_lead()
    if hub.isdecimal():
        rows = rows.filter(hub_id=int(hub[:9]))
    leads = LeadAssignment.objects.visible_to(user).filter(household=OuterRef("pk"))
    declined, offered = (
        leads.filter(state=state) for state in (LeadState.DECLINED, LeadState.OFFERED)
    )
    opened = Episode.objects.visible_to(user).filter(
        household=OuterRef("pk"), closed_on__isnull=True
    )
    return (
        rows.select_related("hub")
        .annotate(
            waiting_since=Subquery(opened.values("opened_on")[:1]),
            declined_by=Subquery(declined.values("organisation__name")[:1]),
            offered_to=Subquery(offered.values("organisation__name")[:1]),
        )
        .order_by("waiting_since", "pk")
    )


def with_lead(households: Any, user: User) -> QuerySet[Household]:
    """With `leading`: the lead assignment that stands, as far as this user may see it, or none."""
    leads = LeadAssignment.objects.visible_to(user).leading()
    leads = leads.select_related("organisation", "practitioner")
    return households.prefetch_related(
        Prefetch("lead_assignments", queryset=leads, to_attr="leading")
    )
