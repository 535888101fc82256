"""What the tests of services share: uses that were begun and attended, and who may see them."""

from datetime import timedelta

from django.urls import reverse

from familyhubs.records.dates import today
from households.categories import Category
from households.models import Household
from referrals.actions import uses
from tests.factories import AgreementFactory, OrganisationFactory, PartnerUserFactory

A_MONTH_AGO = today() - timedelta(days=30)


def page_of(household: Household, name="uses", *args):
    return reverse(f"referrals:{name}", args=[household.reference, *args])


def begun(cast, who, **changed):
    facts = {"household": cast.household, "started_on": A_MONTH_AGO, "by": cast.alice}
    return uses.begin(people=who, **facts | changed)


def attended(cast, use, *states, by=None):
    for days, state in enumerate(states, 1):
        on = A_MONTH_AGO + timedelta(days=days)
        who = by or cast.alice
        uses.attend(household=cast.household, on=on, states={use: state}, by=who)


def partner_with(cast, covers, categories=(Category.IDENTITY, Category.SERVICES)):
    """Somebody of a new organisation with which the family shares these people's services."""
    organisation = OrganisationFactory()
    if covers:
        AgreementFactory(
            household=cast.household,
            given_by=cast.mother,
            recipients=[organisation],
            covers=list(covers),
            categories=list(categories),
            by=cast.alice,
        )
    return PartnerUserFactory(organisation=organisation)
