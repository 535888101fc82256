import pytest

from familyhubs.demo.partnership import make_partnership
from familyhubs.demo.services import make_services


@pytest.fixture
def partnership(db):
    """The demo's council, hubs and partners, which the example names."""
    made = make_partnership()
    make_services(made)
    return made
