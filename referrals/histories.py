"""What of services is kept of a household: for its history, and for the day support closes."""

from datetime import date

from django.db.models import Max

from familyhubs.records.models import Record
from households.loader import OpenHousehold
from households.models import Household
from referrals.models import Attendance, ServiceUse


def of_household(case: OpenHousehold) -> list[Record]:
    """The services its people used, and whether they came."""
    found: list[Record] = []
    for model in (ServiceUse, Attendance):
        found += model.objects.visible_to(case.user).filter(household=case.household)
    return found


def last_of_support(household: Household) -> list[tuple[date | None, str]]:
    """The last days on which its people used a service."""
    uses = ServiceUse.objects.standing().filter(household=household)
    days = uses.aggregate(begun=Max("started_on"), ended=Max("ended_on"))
    came = Attendance.objects.standing().filter(household=household).aggregate(last=Max("on"))
    return [
        (days["begun"], "A service was begun"),
        (days["ended"], "A service ended"),
        (came["last"], "Attendance at a service was recorded"),
    ]
