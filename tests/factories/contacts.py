from typing import Any

import factory

from familyhubs.records.dates import today
from households.actions import contacts
from households.models import Channel, Contact, ContactKind, Person
from tests.factories.base import ActionFactory
from tests.factories.households import HouseholdFactory
from tests.factories.organisations import somebody


class ContactFactory(ActionFactory[Contact]):
    """A telephone call today, about everybody who lives there."""

    class Meta:
        model = Contact

    household = factory.SubFactory(HouseholdFactory)
    people = factory.LazyAttribute(lambda made: list(Person.objects.living_in(made.household)))
    kind = ContactKind.CALL
    on = factory.LazyFunction(today)
    channel = Channel.TELEPHONE
    note = factory.Sequence(lambda n: f"The cat is called Teasel {n}")
    by = factory.LazyFunction(somebody)

    @classmethod
    def act(cls, **fields: Any) -> Contact:
        return contacts.record(**fields)
