"""What of households waits for somebody who signs in, most urgent first, each line its list."""

from django.conf import settings
from django.urls import reverse

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting, counted
from households import reading
from households.models import Household, LeadAssignment
from households.reading.duplicates import possible_duplicates
from households.reading.paged import number_of, paged

OFFERS_SHOWN = 20


def for_user(user: User) -> list[Waiting]:
    """Leads to answer, then what of their families is overdue, stale, unread or untold."""
    if not user.may(Permission.RECORD_CONTACT):
        return []
    overseen = [*_overseen(user), *_duplicates(user)] if reading.oversees(user) else []
    overseen += _to_confirm(user)
    return [*_offers(user), *overseen, *_without_a_lead(user), *_mine(user), *_to_read(user)]


def _offers(user: User) -> list[Waiting]:
    """Each household somebody asks this user's organisation to lead, the longest asked first."""
    offers = LeadAssignment.objects.offered_to(user).titled_for(user)
    shown = paged(offers.select_related("household", "offered_by").order_by("offered_at", "pk"))
    return [
        Waiting(
            text=f"{offer.title}: will you lead?",
            url=reverse("households:lead-answer", args=[offer.household.reference, offer.pk]),
            hint=f"Asked by {offer.offered_by} on {offer.offered_at:%-d %B}",
            status="To answer",
            colour="red",
            urgency=1,
        )
        for offer in shown[:OFFERS_SHOWN]
    ]


def _mine(user: User) -> list[Waiting]:
    """What is next for the user's own families: one query for all of it."""
    count = reading.counted(user)
    page = reverse("households:caseload")
    lines = [
        counted(
            count["reviews"],
            ("review of your families is overdue", "reviews of your families are overdue"),
            f"{page}?show=reviews",
            ("Overdue", "red", 2),
        ),
        counted(
            count["steps"],
            ("family of yours has a step overdue", "families of yours have a step overdue"),
            f"{page}?show=steps",
            ("Overdue", "red", 3),
        ),
        counted(
            count["unplanned"],
            ("family of yours has no review planned", "families of yours have no review planned"),
            f"{page}?show=unplanned",
            ("To plan", "yellow", 4),
        ),
        counted(
            count["all"],
            ("family that you lead or help", "families that you lead or help"),
            page,
            ("My families", "blue", 7),
        ),
    ]
    return [line for line in lines if line is not None]


def _overseen(user: User) -> list[Waiting]:
    """What is overdue of a manager's hub or organisation."""
    of_hub = user.hub_id and not user.is_partner
    hub = str(user.hub_id) if of_hub else ""
    where = f" at {user.hub}" if of_hub else ""
    page, query = reverse("households:reviews"), f"&hub={hub}" if hub else ""
    lines = [
        counted(
            number_of(reading.reviews_due(user, "", hub)),
            (f"review is overdue{where}", f"reviews are overdue{where}"),
            f"{page}?show={query}",
            ("Overdue", "red", 2),
        ),
        counted(
            number_of(reading.reviews_due(user, "none", hub)),
            (
                f"household has no review planned{where}",
                f"households have no review planned{where}",
            ),
            f"{page}?show=none{query}",
            ("To plan", "yellow", 4),
        ),
    ]
    return [line for line in lines if line is not None]


def _duplicates(user: User) -> list[Waiting]:
    """People who may be recorded twice, for the manager of a hub."""
    if user.is_partner or not user.may(Permission.MERGE_RECORDS):
        return []
    line = counted(
        number_of(possible_duplicates(user)),
        ("possible duplicate to look at", "possible duplicates to look at"),
        reverse("households:possible-duplicates"),
        ("To compare", "yellow", 5),
        hint="Two people who may be one, recorded twice",
    )
    return [line] if line else []


def _to_confirm(user: User) -> list[Waiting]:
    """Protection statuses, for the manager of a hub."""
    if not user.may(Permission.CONFIRM_PROTECTION):
        return []
    line = counted(
        number_of(reading.unconfirmed(user)),
        ("protection status to confirm", "protection statuses to confirm"),
        reverse("households:statuses-to-confirm"),
        ("To confirm", "yellow", 4),
        hint="Looked after, or on a plan: compare it with children's social care's record",
    )
    return [line] if line else []


def _without_a_lead(user: User) -> list[Waiting]:
    if not user.may(Permission.OFFER_LEAD):
        return []
    households = Household.objects.visible_to(user).without_a_lead()
    if user.hub_id:
        households = households.filter(hub=user.hub_id)
    where = f" at {user.hub}" if user.hub_id else ""
    line = counted(
        number_of(households),
        (f"household has no lead{where}", f"households have no lead{where}"),
        reverse("households:without-lead") + (f"?hub={user.hub_id}" if where else ""),
        ("No lead", "yellow", 2),
        hint="Support is open and no organisation has accepted the lead",
    )
    return [line] if line else []


def _to_read(user: User) -> list[Waiting]:
    """Details gone stale (S68), corrections to note (S18), families to tell (S22)."""
    stale = reading.to_confirm(user, reading.whose_stale(user, ""))
    lines = [
        counted(
            number_of(reading.families_to_tell(user)),
            ("thing to tell a family", "things to tell families"),
            reverse("households:to-tell"),
            ("To tell", "yellow", 3),
            hint="Somebody else told us, and the family is told within a month",
        ),
        counted(
            number_of(reading.unread_corrections(user)) if user.is_partner else 0,
            ("correction to note", "corrections to note"),
            reverse("households:corrections"),
            ("To note", "yellow", 4),
            hint="A detail that your organisation saw was wrong",
        ),
        counted(
            number_of(stale),
            ("person's details to confirm", "people's details to confirm"),
            reverse("households:stale"),
            ("To confirm", "yellow", 5),
            hint=f"Nobody has confirmed them for {settings.DETAILS_STALE_AFTER_MONTHS} months",
        ),
    ]
    return [line for line in lines if line is not None]
