"""Support, who leads, who is involved."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from familyhubs.organisations.models import Organisation
from familyhubs.records.dates import today
from households.loader import OpenHousehold
from households.models import (
    Episode,
    Involvement,
    InvolvementReason,
    LeadAssignment,
    LeadState,
    Person,
)
from households.reading.once import once
from households.sight import organisations_named


@once
def latest_episode(case: OpenHousehold) -> Episode | None:
    """The open episode, else the one closed last."""
    rows = Episode.objects.visible_to(case.user).filter(household=case.household)
    return rows.order_by(F("closed_on").desc(nulls_first=True), "-pk").first()


def episodes(case: OpenHousehold) -> QuerySet[Episode]:
    return Episode.objects.visible_to(case.user).filter(household=case.household)


def lead(case: OpenHousehold) -> LeadAssignment | None:
    """Who leads now."""
    accepted = accepted_lead(case)
    return accepted if accepted and accepted.stands else None


@once
def accepted_lead(case: OpenHousehold) -> Any:
    """Who accepted the lead; `stands` says whether it still can lead, or its agreement ran out."""
    leading = LeadAssignment.objects.visible_to(case.user).leading().filter(pk=OuterRef("pk"))
    accepted = leads(case).filter(state=LeadState.ACCEPTED)
    return accepted.annotate(stands=Exists(leading)).first()


@once
def offer(case: OpenHousehold) -> LeadAssignment | None:
    """The offer that waits for an answer."""
    return leads(case).filter(state=LeadState.OFFERED).first()


def leads_before(case: OpenHousehold) -> QuerySet[LeadAssignment]:
    """Those who led or were asked before: nothing is overwritten (S55)."""
    return leads(case).exclude(state__in=[LeadState.ACCEPTED, LeadState.OFFERED])


def leads(case: OpenHousehold) -> QuerySet[LeadAssignment]:
    """Every lead there was, the newest first."""
    rows = LeadAssignment.objects.visible_to(case.user).filter(household=case.household)
    return rows.select_related("organisation", "practitioner", "offered_by", "answered_by")


def others_involved(case: OpenHousehold) -> QuerySet[Involvement]:
    """Which other organisations see it today, and why (S58)."""
    others = _involvements(case).exclude(organisation=case.user.organisation_id)
    if case.household.restricted:
        others = others.filter(organisation__in=organisations_named(case.household))
    return others.select_related("organisation").order_by("organisation__name", "pk")


def involved(case: OpenHousehold) -> QuerySet[Involvement]:
    """Who else is involved, and why (S58)."""
    rows = _involvements(case)
    named = Person.objects.visible_to(case.user).named_in(case.household, case.user)
    covered = Prefetch("people", queryset=named)
    return (
        rows.select_related("organisation", "only_for")
        .prefetch_related(covered)
        .order_by("organisation__name", "pk")
    )


def _involvements(case: OpenHousehold) -> QuerySet[Involvement]:
    """Those of organisations that take part today.

    A partner is told of no other's disclosure, which the family may not know of yet, and whoever
    opened the household in an emergency of nobody else's work with it.
    """
    rows = Involvement.objects.visible_to(case.user).holding_for(case.user)
    rows = rows.filter(
        household=case.household, organisation__in=Organisation.objects.taking_part(today())
    )
    if not case.user.is_partner:
        return rows
    own = Q(organisation=case.user.organisation_id)
    if case.sight.emergency:
        return rows.filter(own)
    return rows.filter(own | ~Q(reason=InvolvementReason.DISCLOSURE))
