"""Lists of households."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from familyhubs.organisations.models import User
from households.models import Episode, Household, LeadAssignment, LeadState

LISTED = 1000  # households a list has pages of: beyond them, one searches


class Listed(Sequence[Household]):
    """The newest households a user may see, found by their ids and loaded a page at a time.

    A partner's ids come from its permissions, by an index in their order: asked the other way
    round, PostgreSQL hashes everything the partner may see.
    """

    def __init__(self, user: User) -> None:
        self._user = user
        self._ids = Household.objects.visible_to(user).newest_ids(user, LISTED)

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, place: Any) -> Any:
        """One household, or a page of them: with title, lead and whether support is open."""
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        rows = Household.objects.visible_to(self._user).titled_for(self._user)
        here = rows.filter(pk__in=self._ids[place]).select_related("hub")
        return list(_with_lead(here, self._user))


def listed(user: User) -> Listed:
    """Households for a list, newest first."""
    return Listed(user)


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
