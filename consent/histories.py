"""What of agreements stands in a household's history."""

from consent.models import (
    Agreement,
    AgreementRecipient,
    AgreementReview,
    Disclosure,
    EmergencyAccess,
    NoticeGiven,
    Receipt,
    Representation,
    StopNotice,
    Withdrawal,
)
from familyhubs.records.models import Record
from households.loader import OpenHousehold


def of_household(case: OpenHousehold) -> list[Record]:
    """Its agreements, their recipients and withdrawals, what was sent without one, and who opened
    it in an emergency."""
    of_it = {"agreement__household": case.household}
    return [
        *Agreement.objects.visible_to(case.user).filter(household=case.household),
        *Disclosure.objects.visible_to(case.user).filter(household=case.household),
        *EmergencyAccess.objects.visible_to(case.user).filter(household=case.household),
        *NoticeGiven.objects.visible_to(case.user).filter(household=case.household),
        *AgreementRecipient.objects.visible_to(case.user).filter(**of_it),
        *Withdrawal.objects.visible_to(case.user).filter(**of_it),
        *StopNotice.objects.visible_to(case.user).filter(
            withdrawal__agreement__household=case.household
        ),
        *Representation.objects.visible_to(case.user).filter(**of_it),
        *Receipt.objects.visible_to(case.user).filter(**of_it),
        *AgreementReview.objects.visible_to(case.user).filter(**of_it),
    ]
