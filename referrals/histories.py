"""What of services is kept of a household, for its history."""

from familyhubs.records.models import Record
from households.loader import OpenHousehold
from referrals.models import Attendance, ServiceUse


def of_household(case: OpenHousehold) -> list[Record]:
    """The services its people used, and whether they came."""
    found: list[Record] = []
    for model in (ServiceUse, Attendance):
        found += model.objects.visible_to(case.user).filter(household=case.household)
    return found
