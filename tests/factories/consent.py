from typing import Any

import factory

from consent.actions import agreements
from consent.models import Agreement
from consent.models.agreement import Manner
from familyhubs.records.dates import today
from households.categories import Category
from households.models import Person
from tests.factories.base import ActionFactory
from tests.factories.households import HouseholdFactory
from tests.factories.organisations import OrganisationFactory, somebody


class AgreementFactory(ActionFactory[Agreement]):
    """The first person of a household agrees to share everything about everybody in it."""

    class Meta:
        model = Agreement

    household = factory.SubFactory(HouseholdFactory)
    given_by = factory.LazyAttribute(
        lambda made: Person.objects.living_in(made.household).order_by("id").first()
    )
    given_on = factory.LazyFunction(today)
    manner = Manner.FACE_TO_FACE
    covers = factory.LazyAttribute(lambda made: list(Person.objects.living_in(made.household)))
    recipients = factory.LazyFunction(lambda: [OrganisationFactory()])
    categories = factory.LazyFunction(lambda: list(Category))
    purpose = "Settling in at the new school"
    by = factory.LazyFunction(somebody)

    @classmethod
    def act(cls, **fields: Any) -> Agreement:
        return agreements.record(**fields)
