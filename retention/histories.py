"""What of retention stands in a household's history."""

from familyhubs.records.models import Record
from households.loader import OpenHousehold
from retention.models import Hold


def of_household(case: OpenHousehold) -> list[Record]:
    """Its holds."""
    return list(Hold.objects.visible_to(case.user).filter(household=case.household))
