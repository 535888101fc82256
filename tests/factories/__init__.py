"""Rows for tests, made through the public actions, so that each has its history and its events.

`HouseholdFactory(hub=...)` is what a worker does on the page, not an INSERT: what an action
refuses, a factory cannot make either. Names are unique and recognisably made up.
"""

from tests.factories.consent import AgreementFactory
from tests.factories.contacts import ContactFactory
from tests.factories.households import (
    AddressFactory,
    EpisodeFactory,
    GoalFactory,
    HouseholdFactory,
    LeadFactory,
    OfferFactory,
    PersonFactory,
    ScoreFactory,
)
from tests.factories.organisations import (
    CouncilFactory,
    HubFactory,
    OrganisationFactory,
    PartnerUserFactory,
    UserFactory,
)

__all__ = [
    "AddressFactory",
    "AgreementFactory",
    "ContactFactory",
    "CouncilFactory",
    "EpisodeFactory",
    "GoalFactory",
    "HouseholdFactory",
    "HubFactory",
    "LeadFactory",
    "OfferFactory",
    "OrganisationFactory",
    "PartnerUserFactory",
    "PersonFactory",
    "ScoreFactory",
    "UserFactory",
]
