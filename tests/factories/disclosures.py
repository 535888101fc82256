from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from consent.actions import disclosures, emergency
from consent.grounds import Ground
from consent.models import Disclosure, EmergencyAccess, Occasion
from familyhubs.organisations.models import OrganisationKind
from familyhubs.records.dates import today
from households.categories import Category
from households.models import Person
from tests.factories.base import ActionFactory
from tests.factories.households import HouseholdFactory
from tests.factories.organisations import OrganisationFactory, PartnerUserFactory, somebody


class DisclosureFactory(ActionFactory[Disclosure]):
    """The police were told of a risk to the first person of a household, two hours ago."""

    class Meta:
        model = Disclosure

    household = factory.SubFactory(HouseholdFactory)
    organisation = factory.LazyFunction(lambda: OrganisationFactory(kind=OrganisationKind.POLICE))
    occasion = Occasion.CHILD_SAFEGUARDING
    ground = Ground.PROTECT_FROM_HARM
    people = factory.LazyAttribute(
        lambda made: list(Person.objects.living_in(made.household).filter(merged_into__isnull=True))
    )
    categories = factory.LazyFunction(lambda: [Category.IDENTITY, Category.CONTACT_DETAILS])
    sent = "Names, the address, and that shouting was heard on three nights."
    sent_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=2))
    risk = "A child may be hurt tonight"
    person_at_risk = factory.LazyAttribute(lambda made: made.people[0])
    reasoning = "Waiting for an answer would have taken until after the weekend."
    authorised_by = "Henry Hartwell, hub manager"
    not_explained_why = "It would have put the child in danger"
    look_again_on = factory.LazyFunction(lambda: today() + timedelta(days=7))
    by = factory.LazyFunction(somebody)

    @classmethod
    def act(cls, **fields: Any) -> Disclosure:
        return disclosures.record(**fields)


class EmergencyFactory(ActionFactory[EmergencyAccess]):
    """A partner's worker opened a household nobody shares with them."""

    class Meta:
        model = EmergencyAccess

    household = factory.SubFactory(HouseholdFactory)
    reason = "The baby was left alone and I cannot reach anybody of the family."
    at_risk = "The baby"
    by = factory.LazyFunction(PartnerUserFactory)

    @classmethod
    def act(cls, **fields: Any) -> EmergencyAccess:
        household = fields.pop("household")
        emergency.open_for_an_hour(reference=household.reference, **fields)
        return EmergencyAccess.objects.get(household=household, opened_by=fields["by"])
