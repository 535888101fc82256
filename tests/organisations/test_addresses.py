"""S46: no recipient outside the United Kingdom."""

import pytest
from django.core.exceptions import ValidationError

from familyhubs.organisations.addresses import is_in_the_united_kingdom
from tests.factories import CouncilFactory, OrganisationFactory


@pytest.mark.parametrize(
    "address",
    [
        "1 High Street\nKettering\nNN16 8TL",
        "1 High Street, Kettering, nn168tl.",
        "Belfast BT1 5GS",
        "Edinburgh EH1 1YZ ",
        "1 High Street, Kettering NN16 8TL, United Kingdom",
        "1 High Street, Kettering NN16 8TL, England.",
    ],
)
def test_in_the_united_kingdom(address):
    assert is_in_the_united_kingdom(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "12 rue de la Paix\n75002 Paris\nFrance",
        "Dublin D02 X285",
        "St Helier, Jersey JE2 3AB",
        "St Peter Port, GY1 1AA",
        "Douglas IM1 1AA",
        "Gibraltar GX11 1AA",
        "NN16 8TL, Kettering, France",
        "1600 Amphitheatre Parkway, CA 94043",
    ],
)
def test_elsewhere(address):
    assert not is_in_the_united_kingdom(address)


@pytest.mark.django_db
def test_s46_a_partner_abroad_is_refused_by_its_field():
    with pytest.raises(ValidationError) as refused:
        OrganisationFactory(address="12 rue de la Paix\n75002 Paris")
    assert "outside it" in refused.value.message_dict["address"][0]


@pytest.mark.django_db
def test_an_agreement_to_share_data_takes_an_address():
    with pytest.raises(ValidationError) as refused:
        OrganisationFactory(address="")
    assert "address" in refused.value.message_dict
    assert OrganisationFactory(address="", sharing_agreement_until=None).pk
    assert OrganisationFactory(
        address="", is_active=False
    ).pk  # cut off at once, whatever is missing


@pytest.mark.django_db
def test_the_councils_own_address_is_its_own_matter():
    assert CouncilFactory(address="").pk
