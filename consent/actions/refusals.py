"""Whom a family said no to, for the floors below (settings.REFUSED_SHARING)."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from consent.models import Agreement, Decision
from consent.models.remaining import still_shared
from familyhubs.organisations.models import Organisation, OrganisationKind
from familyhubs.records.dates import today
from households.categories import HOUSEHOLD_CATEGORIES, Category
from households.models import Household, Person

# A category, and the person it is about.
Details = set[tuple[str, int | None]]


def refused(record: Household | Person) -> set[int]:
    """The ids of the organisations of which the family did not agree, or agrees no longer, that
    they see something of a household or a person (S50, S60).

    A refusal that names no recipient is to all of them, one that names no category of all, and one
    that names nobody about everybody. What is agreed to again, or in another agreement that holds
    today, is refused no more.
    """
    about = Q(household=record) if isinstance(record, Household) else Q(covers=record)
    yes: dict[int, Details] = defaultdict(set)
    no: dict[int, Details] = defaultdict(set)
    rows = Agreement.objects.filter(about).exclude(decision=Decision.UNDECIDED).distinct()
    for agreement in rows.prefetch_related("recipients", "withdrawals", "covers"):
        named = [recipient.organisation_id for recipient in agreement.recipients.all()]
        covered = {person.pk for person in agreement.covers.all()}
        people = covered & {record.pk} if isinstance(record, Person) else covered
        if agreement.decision == Decision.REFUSED:
            asked = _details(agreement.categories or Category.values, people)
            for who in named or _every_partner():
                no[who] |= asked
            continue
        said = _details(agreement.categories, people)
        # What ended with what it was for, nobody said no to.
        taken_back = [row for row in agreement.withdrawals.all() if row.asked_for]
        for who in named:
            left = still_shared(agreement.categories, covered, taken_back, who)
            goes_on = _details(left.categories, people & left.people)
            no[who] |= said - goes_on
            if not agreement.is_done and (agreement.until is None or agreement.until >= today()):
                yes[who] |= goes_on
    return {who for who, what in no.items() if not _answered(what, yes[who])}


def _details(categories: Iterable[str], people: set[int]) -> Details:
    """Each detail of each person; of the household itself, and of nobody by name, for None."""
    whom: set[int | None] = {*people} or {None}
    return {
        (category, None if category in HOUSEHOLD_CATEGORIES else person)
        for category in categories
        for person in whom
    }


def _answered(no: Details, yes: Details) -> bool:
    """Whether each detail that was refused is agreed to elsewhere."""
    agreed = {category for category, _ in yes}
    return all(one in yes or (one[1] is None and one[0] in agreed) for one in no)


def _every_partner() -> list[int]:
    partners = Organisation.objects.exclude(kind=OrganisationKind.COUNCIL).order_by()
    return list(partners.values_list("pk", flat=True))
