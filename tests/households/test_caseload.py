"""What waits for each role, and each worker's own families, most urgent first (issue 3, 8)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from familyhubs.records.dates import today
from households.actions import episodes, leads, people, reviews, steps, team
from households.models import Person
from tests.factories import (
    AgreementFactory,
    GoalFactory,
    HouseholdFactory,
    LeadFactory,
    OfferFactory,
)

pytestmark = pytest.mark.django_db
MINE, START = "/households/mine", "/"
YESTERDAY, TOMORROW = today() - timedelta(days=1), today() + timedelta(days=1)


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def led(cast, name, **changed):
    """A family Alice leads, confirmed today, its support opened a fortnight ago."""
    facts = {"name": name, "support_opened_on": today() - timedelta(days=14)} | changed
    household = HouseholdFactory(hub=cast.north_hub, by=cast.alice, **facts)
    LeadFactory(household=household, practitioner=cast.alice, by=cast.henry)
    living = Person.objects.living_in(household)
    people.confirm(people=living, household=household, by=cast.alice)
    return household


def plan(cast, household, on):
    return reviews.plan(household=household, on=on, by=cast.alice)


def step(cast, household, by_when):
    goal = GoalFactory(household=household, set_on=today() - timedelta(days=9), by=cast.alice)
    facts = {"words": "Ring the clinic", "who": "Alice", "by_when": by_when}
    return steps.add(goal=goal, by=cast.alice, **facts)


def rows_of(answer):
    return [family.name for family, _ in answer.context["families"]]


class TestMyFamilies:
    def test_those_one_leads_or_is_in_the_team_of(self, alice, cast):
        led(cast, "Led")
        helped = HouseholdFactory(name="Helped", hub=cast.south_hub, by=cast.henry)
        facts = {"worker": cast.alice, "role": "Play worker", "since": YESTERDAY}
        team.add(household=helped, by=cast.henry, **facts)
        assert cast.strangers
        answer = alice.get(MINE)
        assert set(rows_of(answer)) == {"Led", "Helped"}
        assert "you lead" in answer.text
        assert "in the team" in answer.text

    def test_not_those_one_led_once_nor_those_whose_support_is_closed(self, alice, cast):
        handed = led(cast, "Handed")
        leads.end_all(household=handed, why="Moved", by=cast.henry)
        closed = led(cast, "Closed")
        facts = {"on": today(), "reason": "Done", "by": cast.alice}
        episodes.close_support(episode=closed.episodes.get(), **facts)
        assert rows_of(alice.get(MINE)) == []

    def test_the_most_urgent_stands_first(self, alice, cast):
        plan(cast, led(cast, "Later"), today() + timedelta(days=20))
        plan(cast, led(cast, "Overdue"), today() - timedelta(days=20))
        step(cast, led(cast, "Step"), YESTERDAY)
        led(cast, "Unplanned", support_opened_on=today() - timedelta(days=100))
        led(cast, "New")
        order = ["Overdue", "Unplanned", "Step", "Later", "New"]
        assert rows_of(alice.get(MINE)) == order

    def test_it_says_what_is_next(self, alice, cast):
        household = led(cast, "Busy")
        plan(cast, household, YESTERDAY)
        step(cast, household, YESTERDAY)
        Person.objects.living_in(household).update(confirmed_on=None)
        text = alice.get(MINE).text
        for words in ("Review overdue", "Step overdue", "Details to confirm"):
            assert words in text.split("<tbody")[1]

    @pytest.mark.parametrize("show", ["reviews", "steps", "unplanned", "stale"])
    def test_it_can_be_narrowed(self, alice, cast, show):
        plan(cast, led(cast, "Reviews"), YESTERDAY)
        step(cast, led(cast, "Steps"), YESTERDAY)
        led(cast, "Unplanned", support_opened_on=today() - timedelta(days=100))
        stale = led(cast, "Stale")
        Person.objects.living_in(stale).update(confirmed_on=None)
        assert rows_of(alice.get(MINE, {"show": show})) == [show.capitalize()]

    def test_it_can_be_ordered_by_name(self, alice, cast):
        for name in ("Sorrel", "Amber"):
            led(cast, name)
        assert rows_of(alice.get(MINE, {"sort": "name"})) == ["Amber", "Sorrel"]
        assert alice.get(MINE, {"sort": "contact"}).status_code == 200

    @pytest.mark.parametrize("query", [{"show": "x"}, {"sort": "x"}, {"page": "x"}])
    def test_an_address_somebody_made_up_is_no_error(self, alice, cast, query):
        led(cast, "Led")
        assert rows_of(alice.get(MINE, query)) == ["Led"]

    def test_s60_being_in_the_team_puts_no_family_on_an_outsiders_page(self, client, cast):
        facts = {"worker": cast.charlie, "role": "Landlord", "since": YESTERDAY}
        team.add(household=cast.household, by=cast.alice, **facts)
        client.force_login(cast.charlie)
        answer = client.get(MINE)
        assert rows_of(answer) == []
        assert "You lead no family yet" in answer.text

    def test_a_partner_in_the_team_with_the_familys_agreement(self, client, cast):
        facts = {"worker": cast.pat, "role": "Teacher", "since": YESTERDAY}
        team.add(household=cast.household, by=cast.alice, **facts)
        assert cast.agreement
        client.force_login(cast.pat)
        assert rows_of(client.get(MINE)) == ["Quillfeather"]

    @pytest.mark.parametrize("many", [3, 30])
    def test_the_queries_do_not_grow(self, alice, cast, many, django_assert_max_num_queries):
        for number in range(many):
            plan(cast, led(cast, f"Wren{number}"), YESTERDAY)
        with django_assert_max_num_queries(8):
            answer = alice.get(MINE)
        assert len(answer.context["families"]) == min(many, 25)


class TestWhatWaits:
    def test_a_worker_sees_her_families_most_urgent_first(self, alice, cast):
        household = led(cast, "Busy")
        plan(cast, household, YESTERDAY)
        step(cast, household, YESTERDAY)
        Person.objects.living_in(household).update(confirmed_on=None)
        OfferFactory(household=cast.strangers, organisation=cast.council, by=cast.henry)
        text = alice.get(START).text
        order = [
            "will you lead?",
            "1 review of your families is overdue",
            "1 family of yours has a step overdue",
            "1 person&#x27;s details to confirm",
            "1 family that you lead or help",
        ]
        places = [text.index(words) for words in order]
        assert places == sorted(places)

    def test_each_line_leads_to_its_list(self, alice, cast):
        plan(cast, led(cast, "Busy"), YESTERDAY)
        for line in alice.get(START).context["waiting"]:
            assert alice.get(line.url).status_code == 200, line

    def test_a_manager_sees_the_hubs(self, client, cast):
        plan(cast, cast.strangers, YESTERDAY)
        cast.household  # noqa: B018  opened ninety days ago, and nobody planned a review
        client.force_login(cast.henry)
        text = client.get(START).text
        assert "1 review is overdue at North Larkfield" in text
        assert "1 household has no review planned at North Larkfield" in text
        assert "no lead at North Larkfield" in text
        for line in client.get(START).context["waiting"]:
            assert client.get(line.url).status_code == 200, line

    def test_a_partner_manager_sees_the_organisations(self, client, cast):
        assert cast.agreement
        plan(cast, cast.household, YESTERDAY)
        plan(cast, cast.strangers, YESTERDAY)
        client.force_login(cast.paula)
        assert "1 review is overdue" in client.get(START).text

    def test_a_partner_worker_sees_no_review_he_does_not_attend(self, client, cast):
        assert cast.agreement
        plan(cast, cast.household, YESTERDAY)
        client.force_login(cast.pat)
        assert "overdue" not in client.get(START).text

    def test_s68_a_partner_is_asked_about_stale_details(self, client, cast):
        assert cast.agreement
        Person.objects.living_in(cast.household).update(confirmed_on=None)
        client.force_login(cast.pat)
        assert "2 people&#x27;s details to confirm" in client.get(START).text

    @pytest.mark.parametrize(
        ("who", "words"),
        [("ann", "Reports"), ("adam", "Organisations, hubs and people"), ("dana", "nightly sweep")],
    )
    def test_who_works_with_no_family_is_told_what_they_can_do(self, client, cast, who, words):
        client.force_login(getattr(cast, who))
        assert words in client.get(START).text

    def test_with_nothing_waiting_it_says_what_will_stand_there(self, client, cast):
        client.force_login(cast.charlie)
        assert "Nothing waits for you" in client.get(START).text

    @pytest.mark.parametrize("many", [3, 30])
    def test_the_queries_do_not_grow(self, client, cast, many, django_assert_max_num_queries):
        for number in range(many):
            household = led(cast, f"Wren{number}", support_opened_on=YESTERDAY)
            plan(cast, household, YESTERDAY)
            AgreementFactory(household=household, recipients=[cast.school], by=cast.alice)
        Person.objects.update(confirmed_on=None)
        for user in (cast.alice, cast.henry, cast.pat, cast.paula):
            client.force_login(user)
            with django_assert_max_num_queries(37):
                assert client.get(START).status_code == 200


def test_the_page_is_in_the_navigation_of_those_who_have_families(client, cast):
    for user, there in ((cast.alice, True), (cast.pat, True), (cast.dana, False)):
        client.force_login(user)
        assert (reverse("households:caseload") in client.get(START).text) is there
