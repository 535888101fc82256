"""What of services and surveys is kept of a household, for its history."""

from familyhubs.records.models import Record
from households.loader import OpenHousehold
from referrals.models import Attendance, ServiceUse, Survey, SurveyAnswer


def of_household(case: OpenHousehold) -> list[Record]:
    """The services its people used, whether they came, and how the support was."""
    found: list[Record] = []
    for model in (ServiceUse, Attendance, Survey, SurveyAnswer):
        found += model.objects.visible_to(case.user).filter(household=case.household)
    return found
