from datetime import timedelta
from typing import Any

import factory

from familyhubs.organisations.actions import duty, organisations
from familyhubs.organisations.models import (
    Hub,
    Organisation,
    OrganisationKind,
    PartnerRole,
    Role,
    User,
)
from familyhubs.records.dates import today
from tests.factories.base import ActionFactory

PASSWORD = "a-password-for-tests-only"


class OrganisationFactory(ActionFactory[Organisation]):
    """A partner that may receive what families agree to share."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Larkrise Primary School {n}")
    kind = OrganisationKind.SCHOOL
    partner_role = PartnerRole.PROVIDER
    sharing_agreement_until = factory.LazyFunction(lambda: today() + timedelta(days=3650))
    address = "School Lane\nKettering\nNN16 8TL"
    by = None

    @classmethod
    def act(cls, **fields: Any) -> Organisation:
        return organisations.add_organisation(**fields)


class CouncilFactory(ActionFactory[Organisation]):
    """The council: there is one, so asking again gives the same."""

    class Meta:
        model = Organisation

    name = "Larkshire Council"
    kind = OrganisationKind.COUNCIL
    by = None

    @classmethod
    def act(cls, **fields: Any) -> Organisation:
        found = Organisation.objects.filter(kind=OrganisationKind.COUNCIL).first()
        return found or organisations.add_organisation(**fields)


class HubFactory(factory.django.DjangoModelFactory[Hub]):
    class Meta:
        model = Hub

    name = factory.Sequence(lambda n: f"Larkfield Family Hub {n}")
    postcode = "ZZ1 1ZZ"


class UserFactory(ActionFactory[User]):
    """One of the council's people, a hub worker unless said."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Wendy Worker{n}")
    email = factory.Sequence(lambda n: f"wendy.worker{n}@council.example")
    organisation = factory.SubFactory(CouncilFactory)
    role = Role.HUB_WORKER
    password = PASSWORD
    by = None
    accepts_duty = True  # of confidentiality, which a partner's user is asked for before any page

    @classmethod
    def act(cls, **fields: Any) -> User:
        accepts_duty = fields.pop("accepts_duty")
        user = organisations.add_user(**fields)
        if user.is_partner and accepts_duty:
            duty.accept(by=user)
        return user


class PartnerUserFactory(UserFactory):
    """A partner's worker, of an organisation of their own unless said."""

    name = factory.Sequence(lambda n: f"Percy Partner{n}")
    email = factory.Sequence(lambda n: f"percy.partner{n}@partner.example")
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.PARTNER_WORKER


def somebody() -> User:
    """Whoever does it where a test does not care: one hub worker, made when first needed."""
    email = "somebody@council.example"
    found = User.objects.filter(email=email).first()
    return found or UserFactory(name="Sam Somebody", email=email)
