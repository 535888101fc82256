"""Whom the Quillfeathers are merged with, where a test needs nothing more of them."""

import pytest

from households.models import Household, Person
from tests.cast import Cast
from tests.factories import HouseholdFactory


@pytest.fixture
def twin(cast: Cast) -> Person:
    """Marigold once more, in a household of her own."""
    home = HouseholdFactory(name="Quilfeather", hub=cast.north_hub, by=cast.alice)
    return Person.objects.living_in(home).get()


@pytest.fixture
def other(cast: Cast) -> Household:
    """The Quillfeathers taken on a second time."""
    return HouseholdFactory(name="Quillfether", hub=cast.south_hub, by=cast.alice)
