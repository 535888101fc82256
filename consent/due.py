"""What of agreements waits: those to look at again with the family, and sharing that stopped."""

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from consent.models import Agreement, AgreementReview, StopNotice
from familyhubs.organisations.models import Role, User
from familyhubs.records.dates import today
from households.models import Household, LeadAssignment, LeadState


def to_look_at_again(user: User) -> QuerySet[Agreement]:
    """Agreements without an end whose day has come: of the families this user leads, those they
    recorded, and a manager's hub; longest due first, each with its household's `title`."""
    reviews = AgreementReview.objects.visible_to(user).filter(agreement=OuterRef("pk"))
    last = Subquery(reviews.order_by("-pk").values("next_on")[:1])
    # As numbers, so that the agreements are found by them whatever the size of the council.
    led = LeadAssignment.objects.visible_to(user).filter(
        state=LeadState.ACCEPTED, practitioner=user
    )
    theirs = Q(household__in=list(led.order_by().values_list("household", flat=True)))
    theirs |= Q(recorded_by=user)
    if user.role == Role.HUB_MANAGER and user.hub_id:
        theirs |= Q(household__hub=user.hub_id)
    found = (
        Agreement.objects.visible_to(user)
        .filter(theirs, review_on__isnull=False)
        .in_force()
        .annotate(due_on=Coalesce(last, F("review_on")))
    )
    return found.filter(due_on__lte=today()).order_by("due_on", "pk")


def with_households(user: User, rows: Any) -> list[Any]:
    """These agreements, each with its `home`, titled for this user."""
    found = list(rows)
    homes = Household.objects.visible_to(user).titled_for(user)
    by_id = {home.pk: home for home in homes.filter(pk__in=[row.household_id for row in found])}
    for row in found:
        row.home = by_id.get(row.household_id)
    return [row for row in found if row.home]


def stops_to_note(user: User) -> QuerySet[StopNotice]:
    """That sharing stopped, told to this user's organisation or to the data protection officer,
    and noted by nobody there."""
    rows: QuerySet[StopNotice] = StopNotice.objects.visible_to(user).unread()
    if user.is_partner:
        return rows.filter(organisation=user.organisation)
    return rows.filter(organisation__isnull=True)
