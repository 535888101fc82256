"""What closing support has to know of services."""

from datetime import date

from django.db.models import Max

from households.models import Household
from referrals.models import Attendance, ServiceUse


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
