"""The pages of disclosures: recorded, registered, explained (S29, S34, S64, S65)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from consent.grounds import Ground
from consent.models import Disclosure, Occasion
from familyhubs.records.dates import today
from households.categories import Category
from tests.factories import HouseholdFactory
from tests.factories.disclosures import DisclosureFactory
from tests.households.test_pages import split

pytestmark = pytest.mark.django_db
REGISTER = reverse("consent:disclosure-register")


def url(cast, name, *parts):
    return reverse(f"consent:{name}", args=[cast.household.reference, *parts])


def typed(cast, **changed):
    yesterday = today() - timedelta(days=1)
    return {
        "occasion": Occasion.CHILD_SAFEGUARDING,
        "ground": Ground.PROTECT_FROM_HARM,
        "risk": "A child may be hurt",
        "person_at_risk": cast.child.pk,
        "reasoning": "There was no time to ask",
        "authorised_by": "Henry Hartwell, hub manager",
        "organisation": cast.clinic.pk,
        "people": [cast.child.pk],
        "categories": [Category.IDENTITY],
        "sent": "Bramble's name",
        **split("sent_on", yesterday),
        "sent_time": "2:30pm",
        "told": "no",
        "not_explained_why": "It would not be safe",
        **split("look_again_on", today() + timedelta(days=7)),
    } | changed


@pytest.mark.parametrize("who", ["alice", "henry", "dana", "pat"])
def test_s64_somebody_records_one_in_the_browser(client, cast, who):
    assert cast.agreement
    client.force_login(getattr(cast, who))
    answer = client.post(url(cast, "disclosure-record"), typed(cast), follow=True)
    assert "The disclosure is recorded" in answer.text
    row = Disclosure.objects.get()
    assert (row.sent_at.astimezone().strftime("%M"), row.organisation) == ("30", cast.clinic)
    page = client.get(url(cast, "disclosure", row.pk)).text
    for words in ("Bramble&#x27;s name", "A child may be hurt", "Article 6(1)(d)", "at 2:30pm"):
        assert words in page
    assert "Bramble" in client.get(url(cast, "disclosures")).text
    assert url(cast, "disclosures") in client.get(url(cast, "sharing")).text


def test_s29_a_body_that_is_no_partner(client, cast):
    client.force_login(cast.henry)
    changed = {
        "occasion": Occasion.COURT_ORDER, "organisation": "", "body": "County Court",
        "authority": "County Court", "authority_reference": "C1/26",
    }  # fmt: skip
    client.post(url(cast, "disclosure-record"), typed(cast, **changed))
    assert Disclosure.objects.get().recipient == "County Court"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"occasion": "x"}, "from the list"),
        ({"ground": ""}, "Select the lawful ground"),
        ({"risk": ""}, "Enter what the risk is"),
        ({"person_at_risk": ""}, "Choose who is at risk"),
        ({"person_at_risk": "999999999999999999999999"}, "from the list"),
        ({"body": "A court"}, "one of them"),
        ({"organisation": ""}, "one of them"),
        ({"organisation": "nobody"}, "from the list"),
        ({"people": []}, "Select whom it is about"),
        ({"people": ["x"]}, "from the list"),
        ({"categories": ["everything"]}, "from the list"),
        ({"sent": ""}, "Enter what exactly was sent"),
        ({"sent": "x" * 10_001}, "10000 characters or"),
        ({"sent_time": "25:99"}, "Enter a time"),
        ({"sent_on_year": "9999999"}, "year with 4 numbers"),
        ({"told": ""}, "Select whether it has been explained"),
        ({"told": "yes"}, "Enter when it was explained"),
        ({"not_explained_why": ""}, "Enter why it has not been explained"),
        ({"look_again_on_day": "", "look_again_on_month": "", "look_again_on_year": ""},
         "Enter when you look at it again"),
        ({"show_here": "on"}, "Enter until when they may see it here"),
        ({"occasion": Occasion.COURT_ORDER}, "Enter the authority and its reference"),
        ({"authorised_by": "x" * 121}, "120 characters or"),
    ],
)  # fmt: skip
def test_bad_input_is_told_by_the_field_and_nothing_is_lost(client, cast, changed, words):
    client.force_login(cast.henry)
    answer = client.post(url(cast, "disclosure-record"), typed(cast, **changed))
    assert answer.status_code == 200
    assert words in answer.text
    assert "There was no time to ask" in answer.text
    assert not Disclosure.objects.exists()


def test_s64_a_worker_is_offered_occasions_of_risk_alone(client, cast):
    client.force_login(cast.alice)
    page = client.get(url(cast, "disclosure-record")).text
    assert "Safeguarding of a child" in page
    assert "Court order" not in page
    assert "National Fraud Initiative" not in page
    answer = client.post(url(cast, "disclosure-record"), typed(cast, occasion=Occasion.COURT_ORDER))
    assert answer.status_code == 200
    assert not Disclosure.objects.exists()


def test_s65_explained_later(client, cast):
    row = DisclosureFactory(household=cast.household, by=cast.henry)
    client.force_login(cast.alice)
    page = url(cast, "disclosure-explain", row.pk)
    assert "Select whether" in client.post(page, {"version": 1}).text
    assert "Enter when it" in client.post(page, {"version": 1, "told": "yes"}).text
    told = {"version": 1, "told": "yes", **split("explained_on", today())}
    assert "Explained to the family" in client.post(page, told, follow=True).text
    assert "recorded already" in client.get(page, follow=True).text
    assert "recorded already" in client.post(page, told | {"version": 2}).text


def test_a_correction_asks_for_the_reasons_alone(client, cast):
    row = DisclosureFactory(household=cast.household, by=cast.henry)
    client.force_login(cast.henry)
    page = url(cast, "disclosure-correct", row.pk)
    assert 'name="sent"' not in client.get(page).text
    changed = typed(cast, sent="Something else", reasoning="Better said", version=1, why="Typing")
    assert client.post(page, changed).status_code == 302
    after = Disclosure.objects.get()
    assert (after.reasoning, after.sent) == ("Better said", row.sent)
    assert "changed this at" in client.post(page, changed).text


def test_shown_here_until_a_day_and_stopped(client, cast):
    client.force_login(cast.henry)
    until = {"show_here": "on", **split("shown_until", today() + timedelta(days=3))}
    client.post(url(cast, "disclosure-record"), typed(cast, **until))
    row = Disclosure.objects.get()
    assert "Stop showing it here" in client.get(url(cast, "disclosure", row.pk)).text
    client.force_login(cast.harriet)
    assert client.get(cast.household.get_absolute_url()).status_code == 200
    client.force_login(cast.alice)
    client.post(url(cast, "disclosure-stop-showing", row.pk))
    client.force_login(cast.harriet)
    assert client.get(cast.household.get_absolute_url()).status_code == 404


def test_a_partner_opens_its_own_alone(client, cast):
    assert cast.agreement
    theirs = DisclosureFactory(household=cast.household, by=cast.henry)
    client.force_login(cast.pat)
    for name in ("disclosure", "disclosure-correct", "disclosure-explain"):
        assert client.get(url(cast, name, theirs.pk)).status_code == 404
    assert "show_here" not in client.get(url(cast, "disclosure-record")).text


class TestRegister:
    def test_s29_it_filters_by_each(self, client, cast):
        told = {"explained_on": today(), "not_explained_why": "", "look_again_on": None}
        one = DisclosureFactory(household=cast.household, organisation=cast.clinic, by=cast.henry)
        other = DisclosureFactory(
            household=HouseholdFactory(name="Farfield", hub=cast.south_hub),
            occasion=Occasion.HEALTH_AND_SAFETY,
            by=cast.henry,
            **told,
        )
        client.force_login(cast.dana)
        assert self.found(client) == {one, other}
        assert self.found(client, occasion=Occasion.CHILD_SAFEGUARDING) == {one}
        assert self.found(client, organisation=cast.clinic.pk) == {one}
        assert self.found(client, hub=cast.south_hub.pk) == {other}
        assert self.found(client, not_explained="on") == {one}
        assert self.found(client, **split("since", today() + timedelta(days=1))) == set()
        assert self.found(client, **split("until", today() - timedelta(days=2))) == set()

    @pytest.mark.parametrize(
        "query", [{"occasion": "x"}, {"hub": "x"}, {"organisation": "-1"}, {"since_day": "x"},
                  {"page": "x"}]
    )  # fmt: skip
    def test_a_filter_that_makes_no_sense_is_told(self, client, cast, query):
        client.force_login(cast.dana)
        assert client.get(REGISTER, query).status_code == 200

    def test_25_a_page_and_no_query_a_row(self, client, cast, django_assert_max_num_queries):
        for _ in range(26):
            DisclosureFactory(household=cast.household, by=cast.henry)
        client.force_login(cast.henry)
        with django_assert_max_num_queries(14):
            page = client.get(REGISTER).context["page"]
        assert (len(page.object_list), page.paginator.num_pages) == (25, 2)

    def test_one_of_a_restricted_household_is_for_those_named(self, client, cast):
        row = DisclosureFactory(household=cast.household, by=cast.henry)
        type(cast.household).objects.filter(pk=cast.household.pk).update(restricted=True)
        client.force_login(cast.henry)
        assert self.found(client) == set()
        client.force_login(cast.dana)
        assert self.found(client) == {row}

    def test_s65_what_is_owed_waits_on_the_start_page(self, client, cast):
        row = DisclosureFactory(household=cast.household, by=cast.henry)
        client.force_login(cast.henry)
        start = reverse("organisations:start")
        assert "to explain to a family" not in client.get(start).text
        Disclosure.objects.filter(pk=row.pk).update(look_again_on=today())
        for who in (cast.henry, cast.dana):
            client.force_login(who)
            assert "1 disclosure to explain to a family" in client.get(start).text

    def found(self, client, **query):
        return set(client.get(REGISTER, query).context["page"].object_list)


def test_s23_the_grounds_are_public(client, db):
    page = client.get(reverse("consent:grounds")).text
    assert "We need to protect individuals from harm (in an emergency)" in page
    assert "Article 6" in page
    assert reverse("consent:grounds") in client.get(reverse("consent:privacy")).text
