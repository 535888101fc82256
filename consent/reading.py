"""What the sharing pages read, scoped by `visible_to`."""

from django.db.models import Prefetch

from consent.models import Agreement, AgreementRecipient, Withdrawal
from households.loader import OpenHousehold
from households.models import Person


def agreements(case: OpenHousehold) -> list[Agreement]:
    """The household's agreements, newest first, with what belongs to each.

    A partner gets those that let it see something today, and of the people they name only those
    it may know: the words themselves name others, so the page shows them to the council alone.
    """
    user = case.user
    recipients = AgreementRecipient.objects.visible_to(user).select_related("organisation")
    withdrawals = Withdrawal.objects.visible_to(user).select_related("organisation")
    rows = Agreement.objects.visible_to(user).filter(household=case.household)
    named = Person.objects.visible_to(user).named_in(case.household, user)
    found = list(
        rows.select_related("notice", "recorded_by").prefetch_related(
            Prefetch("recipients", queryset=recipients),
            Prefetch("withdrawals", queryset=withdrawals),
            Prefetch("covers", queryset=named),
        )
    )
    # Not joined: an agreement is shown whoever gave it, and its giver to those who may know them.
    asked = [row.asked_by_id for one in found for row in one.withdrawals.all()]
    known = {
        person.pk: person.full_name
        for person in named.filter(pk__in=[row.given_by_id for row in found] + asked)
    }
    for row in found:
        row.giver = known.get(row.given_by_id, "")
        for withdrawal in row.withdrawals.all():
            withdrawal.asker = known.get(withdrawal.asked_by_id, "")
    return found
