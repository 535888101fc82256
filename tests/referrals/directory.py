"""A service for a test, offered by a partner, added as the demo and the admin site add it."""

from typing import Any

from households.needs import Need
from referrals.actions import services
from referrals.models import Service
from tests.factories import OrganisationFactory

WHOLE = 0  # what begins a transaction and ends it is not counted (tests/counting.py)


def a_service(**fields: Any) -> Service:
    fields.setdefault("organisation", None)
    given = {
        "name": "Stay and play",
        "what_it_does": "Toys, songs and company.",
        "needs": [Need.EARLY_YEARS],
        "place": "The hub, Larkfield",
        "postcode_areas": ["ZZ1"],
        "how_to_get_it": "Come along.",
        "by": None,
        **fields,
    }
    given["organisation"] = given["organisation"] or OrganisationFactory()
    return services.add(**given)
