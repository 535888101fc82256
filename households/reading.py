"""What the household's pages read: every query scoped by `visible_to`, none in a loop."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.categories import Category
from households.loader import OpenHousehold
from households.models import (
    Address,
    Episode,
    Goal,
    Household,
    Involvement,
    LeadAssignment,
    LeadState,
    Membership,
    Person,
    Protection,
    Relationship,
    Score,
    ScoredBy,
)
from households.references import as_typed


def listed(user: User, query: str = "") -> QuerySet[Household]:
    """Households for a list, with title, lead and whether support is open.

    A name finds only households whose name this user may know.
    """
    rows = Household.objects.visible_to(user).titled_for(user).select_related("hub")
    if query:
        rows = rows.filter(Q(title__icontains=query) | Q(reference=as_typed(query)))
    return _with_lead(rows, user)


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


def people(case: OpenHousehold, *, past: bool = False) -> list[Membership]:
    """Its present members (or, `past`, the former ones), with contact details where agreed."""
    rows = Membership.objects.visible_to(case.user).filter(household=case.household)
    gone = Q(left_on__isnull=False, left_on__lte=today())
    rows = (rows.filter(gone) if past else rows.present()).select_related("person")
    protections = Protection.objects.visible_to(case.user).standing()
    members = list(
        rows.prefetch_related(Prefetch("person__protections", queryset=protections)).order_by(
            "person__date_of_birth", "pk"
        )
    )
    for member in members:
        member.contactable = case.sight.of_person(member.person_id, Category.CONTACT_DETAILS)  # type: ignore[attr-defined]
    return members


@dataclass(frozen=True)
class Bond:
    """One relationship as a sentence: who is what of whom."""

    who: str
    what: str
    of_whom: str


def relationships(case: OpenHousehold) -> list[Bond]:
    """How the people of this household are related, told from both sides."""
    ids = [member.person_id for member in people(case)]
    rows = (
        Relationship.objects.visible_to(case.user)
        .standing()
        .filter(person__in=ids, other__in=ids)
        .select_related("person", "other")
    )
    bonds = []
    for row in rows:
        one, two = row.person.full_name, row.other.full_name
        bonds += [Bond(one, row.get_kind_display(), two), Bond(two, row.converse, one)]
    return bonds


def address(case: OpenHousehold) -> Address | None:
    """Where it lives now, for those who may see it."""
    rows = Address.objects.visible_to(case.user).filter(household=case.household)
    return rows.filter(until__isnull=True).first()


def addresses(case: OpenHousehold) -> QuerySet[Address]:
    return Address.objects.visible_to(case.user).filter(household=case.household)


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


def accepted_lead(case: OpenHousehold) -> Any:
    """Who accepted the lead; `stands` says whether it still can lead, or its agreement ran out."""
    leading = LeadAssignment.objects.visible_to(case.user).leading().filter(pk=OuterRef("pk"))
    accepted = leads(case).filter(state=LeadState.ACCEPTED)
    return accepted.annotate(stands=Exists(leading)).first()


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


def involved(case: OpenHousehold) -> QuerySet[Involvement]:
    """Who else is involved, and why (S58)."""
    rows = Involvement.objects.visible_to(case.user).live().filter(household=case.household)
    named = Person.objects.visible_to(case.user).named_in(case.household, case.user)
    covered = Prefetch("people", queryset=named)
    return (
        rows.select_related("organisation")
        .prefetch_related(covered)
        .order_by("organisation__name", "pk")
    )
