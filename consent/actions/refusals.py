"""Whom a family said no to, for the floors below (settings.REFUSED_SHARING)."""

from collections import defaultdict

from django.db.models import Q

from consent.models import Agreement, Decision
from familyhubs.organisations.models import Organisation, OrganisationKind
from familyhubs.records.dates import today
from households.categories import Category
from households.models import Household, Person


def refused(record: Household | Person) -> set[int]:
    """The ids of the organisations of which the family did not agree, or agrees no longer, that
    they see something of a household or a person (S50, S60).

    A refusal that names no recipient is to all of them, and one that names no category of all.
    What is agreed to again, or in another agreement that holds today, is refused no more.
    """
    about = Q(household=record) if isinstance(record, Household) else Q(covers=record)
    yes: dict[int, set[str]] = defaultdict(set)
    no: dict[int, set[str]] = defaultdict(set)
    rows = Agreement.objects.filter(about).exclude(decision=Decision.UNDECIDED)
    for agreement in rows.prefetch_related("recipients", "withdrawals"):
        named = [recipient.organisation_id for recipient in agreement.recipients.all()]
        if agreement.decision == Decision.REFUSED:
            for who in named or _every_partner():
                no[who] |= set(agreement.categories or Category.values)
            continue
        stopped = {row.organisation_id for row in agreement.withdrawals.all()}
        for who in named:
            if stopped & {None, who}:
                no[who] |= set(agreement.categories)
            elif agreement.until is None or agreement.until >= today():
                yes[who] |= set(agreement.categories)
    return {who for who, what in no.items() if who not in yes or what - yes[who]}


def _every_partner() -> list[int]:
    partners = Organisation.objects.exclude(kind=OrganisationKind.COUNCIL).order_by()
    return list(partners.values_list("pk", flat=True))
