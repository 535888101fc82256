"""Lists of households."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from familyhubs.database.identity import whole_record
from familyhubs.organisations.models import User
from households.models import Episode, Household, LeadAssignment, LeadState
from households.reading.paged import PAGED, Paged


def listed(user: User) -> Paged[Household]:
    """Households for a list, newest first: with title, lead and whether support is open."""
    rows = Household.objects.visible_to(user)
    with whole_record():  # `paged` says why
        ids = rows.newest_ids(user, PAGED)
    return Paged(_with_lead(rows.titled_for(user).select_related("hub"), user), ids)


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


def _with_lead(rows: Any, user: User) -> QuerySet[Household]:
    leads = LeadAssignment.objects.visible_to(user).leading().filter(household=OuterRef("pk"))
    episodes = Episode.objects.visible_to(user).filter(household=OuterRef("pk"))
    return rows.annotate(
        lead_name=Subquery(leads.values("organisation__name")[:1]),
        practitioner_name=Subquery(leads.values("practitioner__name")[:1]),
        opened_on=Subquery(episodes.values("opened_on")[:1]),
        closed_on=Subquery(episodes.values("closed_on")[:1]),
    ).order_by("-pk")
