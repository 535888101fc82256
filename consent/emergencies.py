"""What the pages of emergency access read, scoped by `visible_to`."""

from django.db.models import Prefetch
from django.utils import timezone

from consent.models import EmergencyAccess
from consent.models.emergency import EmergencyAccessQuerySet
from familyhubs.organisations.models import User
from households.models import Household, Involvement


def running(user: User) -> list[Involvement]:
    """What this user has open in an emergency at this moment."""
    rows = Involvement.objects.visible_to(user).filter(only_for=user, ends_at__gt=timezone.now())
    seen = Household.objects.visible_to(user).titled_for(user)
    return list(rows.prefetch_related(Prefetch("household", queryset=seen)))


def register(user: User) -> EmergencyAccessQuerySet:
    """Every emergency access this user answers for: of their hub, or of all where they have none.
    Those to review first, the one due first at the top; then the newest."""
    rows = EmergencyAccess.objects.visible_to(user)
    if user.hub_id:
        rows = rows.filter(household__hub=user.hub_id)
    homes = Household.objects.visible_to(user).titled_for(user).select_related("hub")
    return (
        rows.select_related("opened_by", "organisation", "reviewed_by")
        .prefetch_related(Prefetch("household", queryset=homes))
        .in_order_of_review()
    )


def to_review(user: User) -> EmergencyAccessQuerySet:
    """Those of them nobody has reviewed, but never this user's own."""
    return register(user).filter(reviewed_at__isnull=True).exclude(opened_by=user)
