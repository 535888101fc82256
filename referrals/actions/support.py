"""What closing support has to know of services."""

from datetime import date

from django.db.models import Max
from django.utils import timezone

from households.models import Household
from referrals.models import Attendance, ReferralStep, ServiceUse


def last_of_support(household: Household) -> list[tuple[date | None, str]]:
    """The last days on which its people used a service, or somebody moved a referral on: that its
    agreement ran out is no support."""
    uses = ServiceUse.objects.standing().filter(household=household)
    days = uses.aggregate(begun=Max("started_on"), ended=Max("ended_on"))
    came = Attendance.objects.standing().filter(household=household).aggregate(last=Max("on"))
    steps = ReferralStep.objects.filter(referral__household=household, by__isnull=False)
    moved = steps.aggregate(last=Max("at"))
    return [
        (days["begun"], "A service was begun"),
        (days["ended"], "A service ended"),
        (came["last"], "Attendance at a service was recorded"),
        (moved["last"] and timezone.localdate(moved["last"]), "A referral was sent or answered"),
    ]
