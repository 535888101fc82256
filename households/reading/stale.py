"""Whose details nobody has confirmed for long, while support is open (S18, S68)."""

import calendar
from datetime import date

from django.conf import settings
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.categories import Category
from households.models import Household, Membership
from households.models.scope import Probe


def stale_people(user: User) -> QuerySet[Membership]:
    """The people whose details this user should confirm, those left longest first.

    Of households with open support that the user may see; whoever has died is not asked about,
    nor anybody whose contact details a partner cannot see, and so cannot confirm.
    Each row has `person`, and `household` with its `title` for this user.
    """
    households = Household.objects.visible_to(user)
    supported = households.with_open_support().filter(pk=OuterRef("household_id"))
    return (
        Membership.objects.visible_to(user)
        .of_those_involved(user)
        .sharing(user, Category.CONTACT_DETAILS)
        .present()
        .filter(
            Q(person__confirmed_on__isnull=True) | Q(person__confirmed_on__lt=stale_before()),
            Probe(supported),
            person__died_on__isnull=True,
            person__merged_into__isnull=True,
        )
        .select_related("person")
        .prefetch_related(Prefetch("household", queryset=households.titled_for(user)))
        .order_by(F("person__confirmed_on").asc(nulls_first=True), "person_id", "pk")
    )


def stale_before() -> date:
    """Details confirmed before this day are stale."""
    day, months = today(), settings.DETAILS_STALE_AFTER_MONTHS
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
