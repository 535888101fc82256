"""Whom a family said no to, for the floors below (settings.REFUSED_SHARING)."""

from collections import defaultdict

from django.db.models import Q

from consent.models import Agreement, Decision
from familyhubs.records.dates import today
from households.models import Household, Person


def refused(record: Household | Person) -> set[int]:
    """The ids of the organisations of which the family did not agree, or agrees no longer, that
    they see something of a household or a person (S50, S60).

    What is agreed to again, or in another agreement that holds today, is refused no more.
    """
    about = Q(household=record) if isinstance(record, Household) else Q(covers=record)
    yes: dict[int, set[str]] = defaultdict(set)
    no: dict[int, set[str]] = defaultdict(set)
    rows = Agreement.objects.filter(about).exclude(decision=Decision.UNDECIDED)
    for agreement in rows.prefetch_related("recipients", "withdrawals"):
        stopped = {row.organisation_id for row in agreement.withdrawals.all()}
        for recipient in agreement.recipients.all():
            who = recipient.organisation_id
            if agreement.decision == Decision.REFUSED or stopped & {None, who}:
                no[who] |= set(agreement.categories)
            elif agreement.until is None or agreement.until >= today():
                yes[who] |= set(agreement.categories)
    return {who for who, what in no.items() if who not in yes or what - yes[who]}
