"""The household's pages: what is shown to whom, and what happens to what is typed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from households.models import Household, Person
from tests.logged import alias_of

pytestmark = pytest.mark.django_db

PAGES = ["overview", "people", "goals", "history"]


def page_of(cast, name, *args):
    return reverse(f"households:{name}", args=[cast.household.reference, *args])


def split(name, day):
    """A date as its three boxes are posted."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


class TestWhoSees:
    @pytest.mark.parametrize("page", ["overview", "people", "goals"])
    def test_s60_an_outsider_gets_a_404_and_not_a_403(self, client, cast, page):
        client.force_login(cast.charlie)
        assert client.get(page_of(cast, page)).status_code == 404

    def test_an_outsider_cannot_tell_it_from_one_that_is_not_there(self, client, cast):
        """Same status, same page, same number of queries: nothing is given away."""
        client.force_login(cast.charlie)
        assert client.get("/").status_code == 200  # the first page of a session asks for the duty
        url = page_of(cast, "overview")
        with CaptureQueriesContext(connection) as asked_there:
            there = client.get(url)
        with CaptureQueriesContext(connection) as asked_nowhere:
            nowhere = client.get(reverse("households:overview", args=["FH-0000-0000-0000"]))
        assert len(asked_there) == len(asked_nowhere)
        assert there.status_code == nowhere.status_code == 404
        strip = lambda answer: answer.content.replace(b"csrf", b"").split(b"<main")[1]  # noqa: E731
        assert strip(there) == strip(nowhere)

    def test_an_agreed_partner_sees_the_family(self, client, cast):
        client.force_login(cast.pat)
        assert cast.agreement
        answer = client.get(page_of(cast, "overview"))
        assert "Marigold Quillfeather" in answer.text
        assert "The family agreed to share with it" in answer.text

    def test_s58_it_sees_who_else_is_involved(self, client, cast):
        client.force_login(cast.pat)
        assert cast.agreement
        assert str(cast.school) in client.get(page_of(cast, "overview")).text

    def test_a_partners_list_holds_its_households_alone(self, client, cast):
        client.force_login(cast.pat)
        assert cast.agreement
        assert cast.strangers
        listed = client.get(reverse("households:list")).text
        assert "Quillfeather" in listed
        assert "Strangeways" not in listed

    def test_a_search_never_names_what_may_not_be_seen(self, client, cast):
        client.force_login(cast.pat)
        assert cast.strangers
        answer = client.get(reverse("households:search"), {"q": "Strangeways"})
        assert "Nothing found" in answer.text

    def test_the_analyst_and_the_administrator_see_no_household(self, client, cast):
        for user in (cast.ann, cast.adam):
            client.force_login(user)
            assert client.get(page_of(cast, "overview")).status_code == 404


class TestTheAccessLog:
    @pytest.mark.parametrize("page", PAGES)
    def test_opening_writes_exactly_one_event(self, alice, cast, page):
        url = page_of(cast, page)
        before = AccessEvent.objects.count()
        assert alice.get(url).status_code == 200
        assert AccessEvent.objects.count() == before + 1
        event = AccessEvent.objects.latest("pk")
        assert (event.event, event.subject_id) == ("opened", alias_of(cast.household))
        assert event.basis == "council"

    def test_it_says_under_which_involvement_a_partner_came(self, client, cast):
        client.force_login(cast.pat)
        assert cast.agreement
        client.get(page_of(cast, "overview"))
        assert AccessEvent.objects.latest("pk").basis.startswith("agreement:")

    def test_a_list_writes_nothing_and_a_search_one_event(self, alice, cast):
        before = AccessEvent.objects.count()
        alice.get(reverse("households:list"))
        assert AccessEvent.objects.count() == before
        alice.get(reverse("households:search"), {"q": "Quill"})
        assert AccessEvent.objects.count() == before + 1

    def test_who_looked_names_them(self, client, cast):
        client.force_login(cast.henry)
        url = page_of(cast, "who-looked")
        assert "Henry Hartwell" in client.get(url).text


class TestTakingOn:
    def test_s7_a_household_with_its_first_person(self, alice, cast):
        answer = alice.post(
            reverse("households:take-on"),
            {
                "given_name": "Juniper",
                "family_name": "Wren",
                "hub": cast.north_hub.pk,
                **split("support_opened_on", today()),
                **split("date_of_birth", today() - timedelta(days=9000)),
            },
        )
        household = Household.objects.get(name="Wren")
        assert answer.url == household.get_absolute_url()
        assert Person.objects.living_in(household).get().given_name == "Juniper"

    def test_born_tomorrow_is_refused_by_the_field_and_nothing_is_lost(self, alice, cast):
        answer = alice.post(
            reverse("households:take-on"),
            {
                "given_name": "Juniper",
                "family_name": "Wren",
                "hub": cast.north_hub.pk,
                **split("support_opened_on", today()),
                **split("date_of_birth", today() + timedelta(days=1)),
            },
        )
        assert "Date of birth must be today or in the past" in answer.text
        assert 'value="Juniper"' in answer.text
        assert not Household.objects.filter(name="Wren").exists()

    def test_an_unknown_hub_is_refused(self, alice):
        answer = alice.post(reverse("households:take-on"), {"hub": "999999"})
        assert answer.status_code == 200
        assert "Enter their first name" in answer.text

    def test_a_partner_may_not(self, client, cast):
        client.force_login(cast.pat)
        assert client.get(reverse("households:take-on")).status_code == 403


class TestLead:
    def test_s55_asked_accepted_and_shown(self, client, cast):
        assert cast.agreement
        client.force_login(cast.alice)
        asked = {"organisation": cast.school.pk, "reason": "They know the child"}
        assert client.post(page_of(cast, "lead-offer"), asked).status_code == 302
        offer = cast.household.lead_assignments.get(organisation=cast.school)

        client.force_login(cast.pat)
        start = client.get(reverse("organisations:start"))
        assert "will you lead?" in start.text
        answer = {"answer": "accept", "practitioner": cast.pat.pk}
        assert client.post(page_of(cast, "lead-answer", offer.pk), answer).status_code == 302
        overview = client.get(page_of(cast, "overview")).text
        assert "Pat Penhallow" in overview
        assert "Earlier leads and answers" in overview, "the handover keeps the earlier lead"

    def test_declining_needs_a_reason(self, client, cast):
        assert cast.agreement
        client.force_login(cast.alice)
        client.post(page_of(cast, "lead-offer"), {"organisation": cast.school.pk})
        offer = cast.household.lead_assignments.get(organisation=cast.school)
        client.force_login(cast.pat)
        url = page_of(cast, "lead-answer", offer.pk)
        assert "Enter the reason" in client.post(url, {"answer": "decline"}).text
        assert client.post(url, {"answer": "decline", "reason": "Full"}).status_code == 302
        assert (
            "was answered or taken back"
            in client.post(url, {"answer": "decline", "reason": "Full"}).text
        )

    def test_s60_a_partner_nobody_agreed_to_cannot_be_asked(self, alice, cast):
        data = {"organisation": cast.clinic.pk}
        assert "has not agreed" in alice.post(page_of(cast, "lead-offer"), data).text

    def test_nobody_else_answers_for_them(self, client, cast):
        assert cast.agreement
        client.force_login(cast.alice)
        client.post(page_of(cast, "lead-offer"), {"organisation": cast.school.pk})
        offer = cast.household.lead_assignments.get(organisation=cast.school)
        assert client.get(page_of(cast, "lead-answer", offer.pk)).status_code == 404

    def test_households_without_one_stand_on_the_managers_page(self, client, cast):
        assert cast.strangers
        client.force_login(cast.henry)
        assert "Strangeways" in client.get(reverse("households:without-lead")).text
        assert "no lead" in client.get(reverse("organisations:start")).text


class TestGoals:
    def test_s56_the_chart_and_the_table_have_the_same_figures(self, alice, cast):
        text = alice.get(page_of(cast, "goal", cast.goal.pk)).text
        assert "<svg" in text
        assert "<table" in text

    def test_a_partner_scores(self, client, cast):
        assert cast.agreement
        client.force_login(cast.pat)
        data = {"scored_by": "family", "value": "6", **split("on", today())}
        url = page_of(cast, "goal-score", cast.goal.pk)
        assert client.post(url, data).status_code == 302
        assert cast.goal.scores.latest("pk").recorded_by == cast.pat

    @pytest.mark.parametrize("value", ["0", "11", "six", ""])
    def test_off_the_scale_is_refused(self, alice, cast, value):
        data = {"scored_by": "family", "value": value, **split("on", today())}
        answer = alice.post(page_of(cast, "goal-score", cast.goal.pk), data)
        assert "score from 1 to 10" in answer.text or "Select" in answer.text
        assert answer.status_code == 200

    def test_a_goal_of_another_household_is_not_there(self, alice, cast):
        url = reverse("households:goal", args=[cast.strangers.reference, cast.goal.pk])
        assert alice.get(url).status_code == 404


class TestQueryCounts:
    """The number of queries does not grow with the rows (house rule 15)."""

    def test_the_list(self, alice, cast, django_assert_max_num_queries):
        for _ in range(3):
            assert cast.strangers
        with django_assert_max_num_queries(7):
            alice.get(reverse("households:list"))

    def test_a_partners_list(self, client, cast, django_assert_max_num_queries):
        assert cast.agreement
        client.force_login(cast.pat)
        with django_assert_max_num_queries(8):
            client.get(reverse("households:list"))

    @pytest.mark.parametrize(
        ("address", "most"),
        [("organisations:start", 25), ("households:without-lead", 7)],
    )
    def test_what_waits(self, alice, cast, address, most, django_assert_max_num_queries):
        assert cast.strangers
        with django_assert_max_num_queries(most):
            alice.get(reverse(address))

    def test_sharing_and_a_goal(self, alice, cast, django_assert_max_num_queries):
        sharing = reverse("consent:sharing", args=[cast.household.reference])
        assert cast.agreement
        for address in (sharing, page_of(cast, "goal", cast.goal.pk)):
            with django_assert_max_num_queries(23):
                alice.get(address)

    @pytest.mark.parametrize(
        ("page", "most"), [("overview", 20), ("people", 18), ("goals", 13), ("history", 73)]
    )
    def test_the_record(self, alice, cast, page, most, django_assert_max_num_queries):
        url = page_of(cast, page)
        assert cast.agreement
        with django_assert_max_num_queries(most):
            alice.get(url)
