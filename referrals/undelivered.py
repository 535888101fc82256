"""Emails that were wanted and went nowhere, for the manager who can still ring."""

from datetime import timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from familyhubs.organisations.models import User
from households.models import Household
from referrals.models import Email

DAYS, MOST = 30, 50


def lately(user: User, hub: int | None) -> QuerySet[Email]:
    """Those of the last 30 days about households this user may see, the newest first, 50 at most;
    of a hub, those of its households."""
    since = timezone.now() - timedelta(days=DAYS)
    rows = Email.objects.visible_to(user).not_delivered().filter(done_at__gte=since)
    seen = Household.objects.visible_to(user).titled_for(user)
    rows = rows.filter(household__hub=hub) if hub else rows
    rows = rows.select_related("recipient").prefetch_related(Prefetch("household", queryset=seen))
    return rows.order_by("-done_at", "-pk")[:MOST]
