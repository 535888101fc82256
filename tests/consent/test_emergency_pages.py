"""Emergency access in the browser: asked for with the password, under a banner, read only, told."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.urls import reverse

from consent.models import EmergencyAccess
from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from households.actions import restricted
from tests.factories import AgreementFactory, HouseholdFactory
from tests.factories.disclosures import EmergencyFactory
from tests.factories.organisations import PASSWORD

pytestmark = pytest.mark.django_db
ASK = reverse("consent:emergency")
START = reverse("organisations:start")
ALIKE = "No household can be opened with this reference"


def typed(asked, **changed):
    return {
        "reference": asked,
        "reason": "The baby was left alone and nobody answers",
        "at_risk": "The baby",
        "password": PASSWORD,
    } | changed


@pytest.fixture
def charlie(client, cast):
    assert cast.goal
    cast.charlie.set_password(PASSWORD)
    cast.charlie.save()
    client.force_login(cast.charlie)
    return client


def test_it_opens_one_household_under_a_banner(charlie, cast):
    page = cast.household.get_absolute_url()
    assert charlie.get(page).status_code == 404
    answer = charlie.post(ASK, typed(cast.household.reference.lower()), follow=True)
    assert answer.redirect_chain[-1][0] == page
    for name in ("overview", "people", "goals", "team", "timeline"):
        text = charlie.get(reverse(f"households:{name}", args=[cast.household.reference])).text
        assert "Emergency access until" in text, name
    assert (
        "Marigold"
        in charlie.get(reverse("households:people", args=[cast.household.reference])).text
    )
    assert (
        cast.household.reference in charlie.get(ASK).text or "Quillfeather" in charlie.get(ASK).text
    )
    basis = AccessEvent.objects.filter(user_id=str(cast.charlie.pk), event="opened").latest("at")
    assert basis.basis.startswith("emergency:")


def test_every_attempt_is_in_the_access_log(charlie, cast):
    charlie.post(ASK, typed("FH-0000-0000-0000"))
    events = AccessEvent.objects.filter(user_id=str(cast.charlie.pk), action="emergency.ask")
    assert [event.event for event in events.order_by("pk")] == ["searched", "denied"]


def test_what_there_is_and_what_is_restricted_are_answered_alike(charlie, cast):
    restricted.restrict(household=cast.household, reason="A colleague's family", by=cast.henry)
    answers = {
        reference: charlie.post(ASK, typed(reference)).text.replace(reference, "")
        for reference in (cast.household.reference, "FH-0000-0000-0000")
    }
    for text in answers.values():
        assert ALIKE in text
    one, other = answers.values()
    without_tokens = [
        [line for line in text.splitlines() if "csrf" not in line and "written_by" not in line]
        for text in (one, other)
    ]
    assert without_tokens[0] == without_tokens[1]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reference": ""}, "Enter the household"),
        ({"reference": "x" * 5000}, "40 characters or"),
        ({"reference": "'; --"}, ALIKE),
        ({"reason": "Worried"}, "20 characters or more"),
        ({"reason": " " * 30}, "Enter why you need to see it now"),
        ({"at_risk": ""}, "Enter who is at risk"),
        ({"at_risk": "x" * 201}, "200 characters or"),
        ({"password": ""}, "Enter your password"),
        ({"password": "wrong"}, "This is not your password"),
    ],
)
def test_bad_input_is_told_by_the_field(charlie, cast, changed, words):
    answer = charlie.post(ASK, typed(cast.household.reference, **changed))
    assert answer.status_code == 200
    assert words in answer.text
    assert PASSWORD not in answer.text
    assert not EmergencyAccess.objects.exists()


def test_a_wrong_password_counts_towards_being_locked_out(charlie, cast):
    charlie.post(ASK, typed(cast.household.reference, password="wrong"))
    attempt = AccessAttempt.objects.get()
    assert (attempt.username, attempt.failures_since_start) == (cast.charlie.email, 1)
    assert "baby" not in attempt.post_data, "what was typed of a family is not kept there"
    assert cast.household.reference not in attempt.post_data
    for _ in range(9):
        last = charlie.post(ASK, typed(cast.household.reference, password="wrong"))
    assert last.status_code == 429
    assert charlie.post(ASK, typed(cast.household.reference)).status_code == 429, "nor a right one"
    assert not EmergencyAccess.objects.exists()


def test_it_is_read_only(charlie, cast):
    EmergencyFactory(household=cast.household, by=cast.charlie)
    reference = cast.household.reference
    for name, parts in (
        ("households:goal-add", []),
        ("households:person-correct", [cast.child.pk]),
        ("households:person-confirm", [cast.child.pk]),
        ("households:contact-add", []),
        ("consent:disclosure-record", []),
    ):
        url = reverse(name, args=[reference, *parts])
        for ask in (charlie.get, charlie.post):
            told = ask(url)
            assert told.status_code in (403, 405), name
        assert "change nothing until that ends" in charlie.post(url).text
    goals = charlie.get(reverse("households:goals", args=[reference])).text
    assert reverse("households:goal-add", args=[reference]) not in goals


def test_ended_by_a_button(charlie, cast):
    access = EmergencyFactory(household=cast.household, by=cast.charlie)
    assert charlie.post(reverse("consent:emergency-end", args=[424242])).status_code == 302
    assert charlie.get(cast.household.get_absolute_url()).status_code == 200
    charlie.post(reverse("consent:emergency-end", args=[access.pk]))
    assert charlie.get(cast.household.get_absolute_url()).status_code == 404


def test_who_sees_it_already_goes_there(client, cast):
    AgreementFactory(household=cast.household, recipients=[cast.clinic], by=cast.alice)
    cast.harriet.set_password(PASSWORD)
    cast.harriet.save()
    client.force_login(cast.harriet)
    answer = client.post(ASK, typed(cast.household.reference))
    assert answer.url == cast.household.get_absolute_url()
    assert not EmergencyAccess.objects.exists()


class TestTold:
    def test_the_officer_and_the_hubs_manager_are_told_at_once_at_the_top(self, client, cast):
        EmergencyFactory(household=cast.household, by=cast.charlie)
        for who in (cast.henry, cast.dana):
            client.force_login(who)
            first = client.get(START).context["waiting"][0]
            assert first.text == f"Emergency access to {cast.household.reference} to review"
            assert (first.status, first.urgency) == ("To review", 0)

    def test_another_hubs_manager_is_not(self, client, cast):
        EmergencyFactory(
            household=HouseholdFactory(name="Farfield", hub=cast.south_hub), by=cast.charlie
        )
        client.force_login(cast.henry)
        assert "Emergency access to" not in client.get(START).text
        assert not client.get(reverse("consent:emergencies")).context["page"].object_list

    def test_overdue_is_said_in_words(self, client, cast):
        access = EmergencyFactory(household=cast.household, by=cast.charlie)
        EmergencyAccess.objects.filter(pk=access.pk).update(review_by=today() - timedelta(days=1))
        client.force_login(cast.dana)
        assert "it should have been reviewed by" in client.get(START).text
        assert "Overdue" in client.get(reverse("consent:emergencies")).text

    def test_it_is_reviewed_in_the_browser(self, client, cast):
        access = EmergencyFactory(household=cast.household, by=cast.charlie)
        client.force_login(cast.henry)
        page = reverse("consent:emergency-review", args=[access.pk])
        shown = client.get(page).text
        assert access.reason in shown
        assert "Select whether it was justified" in client.post(page, {"version": 1}).text
        assert client.post(page, {"outcome": "x", "version": "y"}).status_code == 200
        said = {"outcome": "justified", "what_was_done": "Rang the mother", "version": 1}
        assert "The review is recorded" in client.post(page, said, follow=True).text
        assert "reviewed already" in client.post(page, said | {"version": 2}).text
        assert "Emergency access to" not in client.get(START).text
        assert client.get(reverse("consent:emergency-review", args=[424242])).status_code == 404

    def test_the_register_is_two_pages_of_25(self, client, cast, django_assert_max_num_queries):
        for _ in range(26):
            EmergencyFactory(household=HouseholdFactory(hub=cast.north_hub))
        client.force_login(cast.dana)
        with django_assert_max_num_queries(14):
            page = client.get(reverse("consent:emergencies")).context["page"]
        assert (len(page.object_list), page.paginator.num_pages) == (25, 2)

    def test_the_council_sees_on_the_sharing_page_who_has_it_open(self, client, cast):
        EmergencyFactory(household=cast.household, by=cast.charlie)
        page = reverse("consent:sharing", args=[cast.household.reference])
        client.force_login(cast.alice)
        assert "Charlie Outwood alone, until" in client.get(page).text
        client.force_login(cast.pat)
        assert cast.agreement
        assert "Charlie" not in client.get(page).text
