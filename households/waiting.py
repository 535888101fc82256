"""What of households and leads waits for somebody who signs in."""

from django.urls import reverse

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting
from households.models import Household, LeadAssignment


def for_user(user: User) -> list[Waiting]:
    """Leads to answer; for the hub's people the households nobody leads."""
    lines = [
        Waiting(
            text=f"{offer.title}: will you lead?",  # type: ignore[attr-defined]
            url=reverse("households:lead-answer", args=[offer.household.reference, offer.pk]),
            hint=f"Asked by {offer.offered_by} on {offer.offered_at:%-d %B}",
            status="To answer",
            colour="red",
            urgency=1,
        )
        for offer in LeadAssignment.objects.offered_to(user)
        .titled_for(user)
        .select_related("household", "offered_by")[:20]
    ]
    if user.may(Permission.OFFER_LEAD):
        lines += _without_a_lead(user)
    return lines


def _without_a_lead(user: User) -> list[Waiting]:
    households = Household.objects.visible_to(user).without_a_lead()
    if user.hub_id:
        households = households.filter(hub=user.hub_id)
    count = households.count()
    if not count:
        return []
    where = f" at {user.hub}" if user.hub_id else ""
    noun = "household has" if count == 1 else "households have"
    return [
        Waiting(
            text=f"{count} {noun} no lead{where}",
            url=reverse("households:without-lead") + (f"?hub={user.hub_id}" if where else ""),
            hint="Support is open and no organisation has accepted the lead",
            status="No lead",
            colour="yellow",
            urgency=2,
        )
    ]
