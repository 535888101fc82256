"""What of services, requests and surveys is kept of a household, for its history."""

from familyhubs.records.models import Record
from households.loader import OpenHousehold
from referrals.models import (
    Attendance,
    Referral,
    ReferralOutcome,
    ReferralStep,
    ServiceUse,
    SupportRequest,
    Survey,
    SurveyAnswer,
    YesToReferral,
)


def of_household(case: OpenHousehold) -> list[Record]:
    """Services its people used, what they asked for, how the support was, and the referrals."""
    found: list[Record] = []
    for model in (ServiceUse, Attendance, SupportRequest, Survey, SurveyAnswer):
        found += model.objects.visible_to(case.user).filter(household=case.household)
    found += Referral.objects.visible_to(case.user).filter(household=case.household)
    for of_referral in (ReferralStep, ReferralOutcome, YesToReferral):
        rows = of_referral.objects.visible_to(case.user)
        found += rows.filter(referral__household=case.household)
    return found
