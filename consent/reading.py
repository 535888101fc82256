"""What the sharing pages read, scoped by `visible_to`."""

from typing import Any

from django.db.models import Prefetch, Q

from consent.models import (
    Agreement,
    AgreementRecipient,
    AgreementReview,
    Receipt,
    Representation,
    Withdrawal,
)
from households.loader import OpenHousehold
from households.models import ParentalResponsibility, Person


def agreements(case: OpenHousehold) -> list[Agreement]:
    """The household's agreements, newest first, with what belongs to each.

    A partner gets those that let it see something today, and of the people they name only those
    it may know: the words themselves name others, so the page shows them to the council alone.
    """
    user = case.user
    recipients = AgreementRecipient.objects.visible_to(user).select_related("organisation")
    # What is taken back of a record that was merged is said once, of the one it became.
    withdrawals = Withdrawal.objects.visible_to(user).exclude(person__merged_into__isnull=False)
    withdrawals = withdrawals.select_related("organisation")
    rows = Agreement.objects.visible_to(user).filter(household=case.household)
    named = Person.objects.visible_to(user).named_in(case.household, user)
    found = list(
        rows.select_related("notice", "recorded_by").prefetch_related(
            Prefetch("recipients", queryset=recipients),
            Prefetch("withdrawals", queryset=withdrawals),
            Prefetch("covers", queryset=named),
        )
    )
    _name(found, named)
    _prove(case, found)
    return found


def _name(found: list[Agreement], named: Any) -> None:
    """Not joined: an agreement is shown whoever gave it, and its giver to those who may know."""
    taken_back = [withdrawal for row in found for withdrawal in row.withdrawals.all()]
    asked = [row.given_by_id for row in found]
    asked += [one for row in taken_back for one in (row.asked_by_id, row.person_id) if one]
    known = {person.pk: person.full_name for person in named.filter(pk__in=asked)}
    for agreement in found:
        agreement.giver = known.get(agreement.given_by_id, "")
    for withdrawal in taken_back:
        withdrawal.asker = known.get(withdrawal.asked_by_id, "")
        withdrawal.about = known.get(withdrawal.person_id, "somebody")


def _prove(case: OpenHousehold, found: list[Agreement]) -> None:
    """Who represented somebody, the receipts, and when the family is asked again."""
    of_it = {"agreement__household": case.household}
    represented = {
        row.agreement_id: row
        for row in Representation.objects.visible_to(case.user).filter(**of_it)
    }
    receipts = list(Receipt.objects.visible_to(case.user).filter(**of_it))
    of_agreement = {row.agreement_id: row for row in receipts if row.withdrawal_id is None}
    of_withdrawal = {row.withdrawal_id: row.pk for row in receipts}
    reviews = AgreementReview.objects.visible_to(case.user).filter(**of_it).order_by("pk")
    asked_again = {row.agreement_id: row.next_on for row in reviews}
    for agreement in found:
        agreement.represented_by = represented.get(agreement.pk)
        agreement.receipt = of_agreement.get(agreement.pk)
        agreement.ask_again_on = asked_again.get(agreement.pk, agreement.review_on)
        for withdrawal in agreement.withdrawals.all():
            withdrawal.receipt_id = of_withdrawal.get(withdrawal.pk)


def living_here(case: OpenHousehold) -> Any:
    """Whose details may be shared."""
    return Person.objects.visible_to(case.user).living_in(case.household)


def givers(case: OpenHousehold) -> Any:
    """Who may answer: those who live here, and who holds parental responsibility for one of them
    and lives elsewhere."""
    here = living_here(case).values("pk")
    elsewhere = Q(
        relationships__other__in=here,
        relationships__in_error=False,
        relationships__parental_responsibility=ParentalResponsibility.HOLDS,
    )
    return Person.objects.visible_to(case.user).filter(Q(pk__in=here) | elsewhere).distinct()


def to_withdraw(case: OpenHousehold, agreement: Agreement) -> dict[str, Any]:
    """Who may ask for a withdrawal, and those it is about, by their ids."""
    visible = Person.objects.visible_to(case.user)
    asking = [agreement.given_by_id, *living_here(case).values_list("pk", flat=True)]
    about = [pk for one in agreement.left().values() for pk in one.people]
    return {
        "people": visible.filter(pk__in=asking),
        "covered": {person.pk: person for person in visible.filter(pk__in=about)},
    }
