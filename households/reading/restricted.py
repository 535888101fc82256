"""Who is named for a restricted household."""

from django.db.models import QuerySet

from households.loader import OpenHousehold
from households.models import HouseholdUserGrant


def named(case: OpenHousehold) -> QuerySet[HouseholdUserGrant]:
    """Those who may open it, by name; nobody for whoever may not restrict it."""
    live = HouseholdUserGrant.objects.visible_to(case.user).live()
    rows = live.filter(content_object=case.household)
    return rows.select_related("user__organisation", "content_object").order_by("user__name", "pk")
