from datetime import date, timedelta
from typing import Any

import factory

from familyhubs.records.dates import today
from households.actions import addresses, episodes, goals, households, leads, people
from households.models import (
    Address,
    Episode,
    Goal,
    Household,
    LeadAssignment,
    Person,
    Score,
    ScoredBy,
)
from tests.factories.base import ActionFactory
from tests.factories.organisations import HubFactory, UserFactory, somebody


class HouseholdFactory(ActionFactory[Household]):
    """A family with one parent, support opened ninety days ago."""

    class Meta:
        model = Household

    name = factory.Sequence(lambda n: f"Quillfeather{n}")
    hub = factory.SubFactory(HubFactory)
    first_person = factory.LazyAttribute(
        lambda made: {
            "given_name": "Marigold",
            "family_name": made.name,
            "date_of_birth": date(1990, 5, 17),
        }
    )
    support_opened_on = factory.LazyFunction(lambda: today() - timedelta(days=90))
    by = factory.LazyFunction(somebody)

    @classmethod
    def act(cls, **fields: Any) -> Household:
        return households.take_on(**fields)


class PersonFactory(ActionFactory[Person]):
    """A child of the household."""

    class Meta:
        model = Person

    household = factory.SubFactory(HouseholdFactory)
    given_name = factory.Sequence(lambda n: f"Bramble{n}")
    family_name = factory.SelfAttribute("household.name")
    date_of_birth = date(2018, 9, 3)
    by = factory.LazyFunction(somebody)

    @classmethod
    def act(cls, **fields: Any) -> Person:
        return people.add(**fields)


class AddressFactory(ActionFactory[Address]):
    class Meta:
        model = Address

    household = factory.SubFactory(HouseholdFactory)
    lines = factory.Sequence(lambda n: f"{n + 1} Thistledown Row\nLarkfield")
    postcode = "ZZ99 3VZ"
    by = factory.LazyFunction(somebody)

    @classmethod
    def act(cls, **fields: Any) -> Address:
        return addresses.move(**fields)


class EpisodeFactory(ActionFactory[Episode]):
    """Support opened again: the household's earlier episode must be closed."""

    class Meta:
        model = Episode

    household = factory.SubFactory(HouseholdFactory)
    on = factory.LazyFunction(today)
    reason = "Asked for help at home"
    by = factory.LazyFunction(somebody)

    @classmethod
    def act(cls, **fields: Any) -> Episode:
        return episodes.open_support(**fields)


class GoalFactory(ActionFactory[Goal]):
    class Meta:
        model = Goal

    household = factory.SubFactory(HouseholdFactory)
    words = factory.Sequence(lambda n: f"Eat supper together {n} evenings a week")
    set_on = factory.LazyFunction(lambda: today() - timedelta(days=60))
    baseline = 2
    target = 8
    by = factory.LazyFunction(somebody)

    @classmethod
    def act(cls, **fields: Any) -> Goal:
        return goals.set_goal(**fields)


class ScoreFactory(ActionFactory[Score]):
    class Meta:
        model = Score

    goal = factory.SubFactory(GoalFactory)
    on = factory.LazyFunction(today)
    scored_by = ScoredBy.FAMILY
    value = 5
    by = factory.LazyFunction(somebody)

    @classmethod
    def act(cls, **fields: Any) -> Score:
        return goals.score(**fields)


class OfferFactory(ActionFactory[LeadAssignment]):
    """An organisation is asked to lead; a partner must already be involved."""

    class Meta:
        model = LeadAssignment

    household = factory.SubFactory(HouseholdFactory)
    by = factory.LazyFunction(somebody)
    organisation = factory.SelfAttribute("by.organisation")

    @classmethod
    def act(cls, **fields: Any) -> LeadAssignment:
        return leads.offer(**fields)


class LeadFactory(ActionFactory[LeadAssignment]):
    """A practitioner leads, for their organisation: asked and accepted."""

    class Meta:
        model = LeadAssignment

    household = factory.SubFactory(HouseholdFactory)
    practitioner = factory.SubFactory(UserFactory)
    by = factory.LazyFunction(somebody)

    @classmethod
    def act(cls, **fields: Any) -> LeadAssignment:
        practitioner, by = fields["practitioner"], fields["by"]
        offer = leads.offer(
            household=fields["household"], organisation=practitioner.organisation, by=by
        )
        return leads.accept(assignment=offer, practitioner=practitioner, by=practitioner)
