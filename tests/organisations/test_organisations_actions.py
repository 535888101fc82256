"""Organisations of the partnership and the people who sign in."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from familyhubs.audit.models import AccessEvent
from familyhubs.organisations.actions import organisations
from familyhubs.organisations.models import Organisation, OrganisationKind, PartnerRole, Role, User
from familyhubs.organisations.rules import ALLOWED, Permission, allows
from familyhubs.records.dates import today
from tests.factories import CouncilFactory, OrganisationFactory, PartnerUserFactory, UserFactory
from tests.factories.organisations import PASSWORD

pytestmark = pytest.mark.django_db


def test_an_organisation_has_a_group_of_its_own(cast):
    assert cast.school.group != cast.clinic.group
    assert cast.pat.groups.get() == cast.school.group


def test_an_organisation_with_a_long_name_has_a_group_too():
    assert OrganisationFactory(name="L" * 120).group


def test_two_organisations_may_have_names_that_begin_alike():
    first, second = (OrganisationFactory(name="L" * 119 + letter) for letter in "ab")
    assert first.group != second.group


def test_a_partner_has_a_role_in_the_partnership():
    with pytest.raises(ValidationError, match="Say which role"):
        organisations.add_organisation(name="A school", kind=OrganisationKind.SCHOOL, by=None)


def test_there_is_one_council(cast):
    assert cast.council
    with pytest.raises(ValidationError, match="already a council"):
        organisations.add_organisation(name="Another", kind=OrganisationKind.COUNCIL, by=None)


def test_adding_leaves_an_event(cast):
    organisations.add_organisation(
        name="A school", kind="school", partner_role=PartnerRole.PROVIDER, by=cast.adam
    )
    event = AccessEvent.objects.get(action="organisations.add_organisation", user_id=cast.adam.pk)
    assert event.subject == "organisation"


@pytest.mark.parametrize(("days", "may"), [(1, True), (0, True), (-1, False)])
def test_a_partner_receives_while_its_data_sharing_agreement_is_in_date(days, may):
    school = OrganisationFactory(sharing_agreement_until=today() + timedelta(days=days))
    assert Organisation.objects.may_receive(today()).contains(school) is may


def test_the_council_and_who_takes_part_no_more_receive_nothing(cast):
    assert cast.council
    OrganisationFactory(is_active=False)
    OrganisationFactory(sharing_agreement_until=None)
    assert not Organisation.objects.may_receive(today()).exists()


@pytest.mark.parametrize(
    ("factory", "role"), [(CouncilFactory, Role.PARTNER_WORKER), (OrganisationFactory, Role.DPO)]
)
def test_role_and_organisation_go_together(factory, role):
    with pytest.raises(ValidationError, match="partner role"):
        UserFactory(organisation=factory(), role=role)


def test_one_person_has_one_email():
    UserFactory(email="one@council.example")
    with pytest.raises(ValidationError):
        UserFactory(email="ONE@council.example")


def sign_in(email, password=PASSWORD):
    return authenticate(RequestFactory().post("/"), username=email, password=password)


def test_sign_in_ignores_capitals_and_spaces():
    user = UserFactory(email="Wendy@Council.example")
    assert sign_in(" WENDY@council.EXAMPLE ") == user


def test_a_wrong_password_and_somebody_inactive_do_not_sign_in():
    UserFactory(email="here@council.example")
    UserFactory(email="gone@council.example", is_active=False)
    assert sign_in("here@council.example", "wrong") is None
    assert sign_in("gone@council.example") is None


def test_somebody_without_a_password_does_not_sign_in():
    UserFactory(email="new@council.example", password=None)
    assert sign_in("new@council.example", "") is None


def test_history_of_a_user_keeps_no_password():
    history = User.history.model
    assert not {"password", "last_login"} & {field.name for field in history._meta.fields}


def test_signing_in_leaves_an_event_and_no_history(client, cast):
    before = cast.alice.history.count()
    client.force_login(cast.alice)
    assert cast.alice.history.count() == before


def test_every_role_is_ruled_and_an_unknown_one_may_do_nothing():
    assert set(ALLOWED) == set(Role.values)
    assert not any(allows("visitor", permission) for permission in Permission)


def test_somebody_inactive_may_do_nothing():
    user = UserFactory(role=Role.HUB_MANAGER, is_active=False)
    assert not any(user.may(permission) for permission in Permission)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR])
def test_who_counts_and_who_administers_see_no_household(role):
    assert not UserFactory(role=role).may(Permission.SEE_HOUSEHOLDS)


def test_partners_change_no_agreement_and_see_no_history():
    manager = PartnerUserFactory(role=Role.PARTNER_MANAGER)
    for permission in ("RECORD_AGREEMENT", "SEE_RECORD", "SEE_WHO_LOOKED", "OFFER_LEAD"):
        assert not manager.may(Permission[permission])


def test_only_the_officer_and_the_administrator_open_the_admin_site():
    council = {role for role in Role if "partner" not in role}
    staff = {role for role in council if UserFactory(role=role).is_staff}
    assert staff == {Role.DPO, Role.ADMINISTRATOR}
