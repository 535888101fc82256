"""What the sharing pages read, scoped by `visible_to`."""

from django.db.models import Prefetch

from consent.models import Agreement, AgreementRecipient, Withdrawal
from households.loader import OpenHousehold
from households.models import Person


def agreements(case: OpenHousehold) -> list[Agreement]:
    """The household's agreements, newest first, with what belongs to each."""
    user = case.user
    recipients = AgreementRecipient.objects.visible_to(user).select_related("organisation")
    withdrawals = Withdrawal.objects.visible_to(user).select_related("organisation", "asked_by")
    rows = Agreement.objects.visible_to(user).filter(household=case.household)
    return list(
        rows.select_related("given_by", "notice", "recorded_by").prefetch_related(
            Prefetch("recipients", queryset=recipients),
            Prefetch("withdrawals", queryset=withdrawals),
            Prefetch("covers", queryset=Person.objects.visible_to(user)),
        )
    )
