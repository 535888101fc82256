"""Each of a household's pages says why its reader may see it, and who else may (S58, S60)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familyhubs.records.dates import today
from households.actions import restricted
from households.models import HouseholdUserGrant
from tests.factories import AgreementFactory, LeadFactory

pytestmark = pytest.mark.django_db

PAGES = ["overview", "people", "goals", "team", "timeline"]


def foot(client, cast, user, name="overview", household=None):
    """The words at the foot of the page, in one line."""
    client.force_login(user)
    household = household or cast.household
    page = client.get(reverse(f"households:{name}", args=[household.reference])).text
    return " ".join(page.split('class="app-who-sees"', 1)[1].split("</section>")[0].split())


@pytest.mark.parametrize("name", PAGES)
def test_s58_every_page_says_it(client, cast, name):
    assert cast.agreement
    assert "You work for the council" not in foot(client, cast, cast.pat, name)
    assert "because you work for the council" in foot(client, cast, cast.alice, name)


def test_forms_say_it_too(client, cast):
    assert "because you work for the council" in foot(client, cast, cast.alice, "person-add")


def test_s60_a_partner_is_told_since_when_until_when_and_on_what(client, cast):
    until = today() + timedelta(days=90)
    agreement = AgreementFactory(
        household=cast.household,
        recipients=[cast.school],
        categories=["identity"],
        until=until,
        by=cast.alice,
    )
    told = foot(client, cast, cast.pat)
    assert "the family agreed to share with Thornbury Lane Primary School" in told
    assert f"since {today():%-d %B %Y}, until {until:%-d %B %Y}" in told
    sharing = reverse("consent:sharing", args=[cast.household.reference])
    assert f"{sharing}#agreement-{agreement.pk}" in told
    assert f'id="agreement-{agreement.pk}"' in client.get(sharing).text


def test_who_leads_is_told_so(client, cast):
    AgreementFactory(household=cast.household, recipients=[cast.school], by=cast.alice)
    LeadFactory(household=cast.household, practitioner=cast.paula, by=cast.henry)
    assert "Thornbury Lane Primary School leads the support" in foot(client, cast, cast.pat)


def test_s58_who_else_may_see_it(client, cast):
    assert cast.agreement
    assert "No other partner organisation" in foot(client, cast, cast.pat)
    AgreementFactory(household=cast.household, recipients=[cast.clinic], by=cast.alice)
    told = foot(client, cast, cast.pat)
    assert "<strong>Larkfield Health Visiting Team</strong>: the family agreed to share" in told
    assert told.count("See the agreement") == 1, "a partner reads its own agreement alone"
    council = foot(client, cast, cast.alice)
    assert council.count("See the agreement") == 2
    assert "<strong>Thornbury Lane Primary School</strong>" in council


def test_nobody_else_is_said_to_see_what_nobody_shares(client, cast):
    told = foot(client, cast, cast.alice, household=cast.strangers)
    assert "No partner organisation" in told


def test_a_restricted_household_is_open_to_those_named_alone(client, cast):
    restricted.restrict(household=cast.household, reason="A colleague's family", by=cast.alice)
    told = foot(client, cast, cast.alice)
    assert "you are named for this restricted household" in told
    assert "only the people named for this restricted household" in told


def test_a_partner_of_whom_nobody_is_named_does_not_see_a_restricted_household(client, cast):
    for partner in (cast.school, cast.clinic):
        AgreementFactory(household=cast.household, recipients=[partner], by=cast.alice)
    restricted.restrict(household=cast.household, reason="A colleague's family", by=cast.alice)
    assert "No partner organisation" in foot(client, cast, cast.alice)
    for user in (cast.pat, cast.harriet):
        restricted.name(household=cast.household, user=user, by=cast.alice)
    told = foot(client, cast, cast.pat)
    assert "<strong>Larkfield Health Visiting Team</strong> (only the people named): the" in told
    named = HouseholdUserGrant.objects.get(user=cast.harriet)
    restricted.unname(grant=named, reason="Moved on", by=cast.alice)
    assert "No other partner organisation" in foot(client, cast, cast.pat)


def test_it_asks_as_many_questions_however_many_see_it(client, cast):
    AgreementFactory(household=cast.household, recipients=[cast.clinic], by=cast.alice)
    client.force_login(cast.alice)
    url = reverse("households:goals", args=[cast.household.reference])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    AgreementFactory(household=cast.household, recipients=[cast.school], by=cast.alice)
    AgreementFactory(household=cast.household, recipients=[cast.outsiders], by=cast.alice)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many)
