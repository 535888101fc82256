"""S3, S20: a worker triages what families asked for."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consent.models import NoticeGiven
from familyhubs.audit.models import AccessEvent, Event
from familyhubs.organisations.actions.organisations import add_hub
from familyhubs.organisations.models import Role, User
from familyhubs.records.dates import today
from households.actions import merges
from households.models import Household
from households.needs import Need
from referrals import tasks, waiting_requests
from referrals.actions import requests, services
from referrals.models import Message, SupportRequest
from tests.factories import HouseholdFactory, PersonFactory
from tests.referrals.asking import a_request
from tests.retention.families import at

LIST = reverse("referrals:requests")
MONDAY = date(2026, 5, 11)


@pytest.fixture
def asked(cast):
    return a_request(words="The baby does not sleep", postcode="NN16 8TL")


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def page(asked, name=""):
    return reverse(f"referrals:request{f'-{name}' if name else ''}", args=[asked.reference])


def again(asked):
    return SupportRequest.objects.get(pk=asked.pk)


def new_household(asked, **typed):
    day = today()
    told = {"given_name": "Tansy", "family_name": "Underhill", "telephone": "01632 960777"}
    opened = {f"support_opened_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
    return {**told, **opened, **typed}


class TestReading:
    def test_the_list_names_nobody_and_says_how_long_each_waits(self, alice, cast):
        a_request(made_at=timezone.now() - timedelta(days=3))
        listed = alice.get(LIST)
        assert "Underhill" not in listed.text
        assert '<td class="govuk-table__cell number">3</td>' in listed.text

    def test_the_list_asks_as_much_for_many_as_for_one(
        self, alice, asked, django_assert_max_num_queries
    ):
        alice.get(LIST)
        for _ in range(4):
            a_request()
        with django_assert_max_num_queries(16):
            assert alice.get(LIST).text.count("Early") <= 5

    def test_one_is_shown_with_its_event(self, alice, cast, asked):
        shown = alice.get(page(asked))
        for words in ("Tansy Underhill", "The baby does not sleep", "NN16 8TL", "Any time"):
            assert words in shown.text
        events = AccessEvent.objects.filter(user_id=str(cast.alice.pk))
        assert events.filter(event=Event.OPENED, subject="supportrequest").count() == 1

    def test_whom_it_looks_like_is_shown_as_far_as_she_may_see(self, alice, cast, asked):
        """Somebody in a restricted household is found by nobody who is not named for it."""
        home = HouseholdFactory(name="Underhill", hub=cast.north_hub, by=cast.alice)
        facts = {"given_name": "Tansy", "family_name": "Underhill", "telephone": "01632 960777"}
        PersonFactory(household=home, by=cast.alice, **facts)
        assert home.reference in alice.get(page(asked)).text
        Household.objects.filter(pk=home.pk).update(restricted=True)
        assert home.reference not in alice.get(page(asked)).text

    @pytest.mark.parametrize("who", ["pat", "paula", "charlie", "dana", "ann", "adam"])
    def test_nobody_else_sees_one(self, client, cast, asked, who):
        user = getattr(cast, who)
        client.force_login(user)
        assert client.get(page(asked)).status_code == 403
        assert not SupportRequest.objects.visible_to(user).exists()

    def test_what_cannot_be_opened_any_more_is_said(self, alice, asked):
        SupportRequest.objects.filter(pk=asked.pk).update(answers=b"x" * 40)
        assert "cannot be opened" in alice.get(page(asked)).text

    def test_no_such_reference(self, alice):
        assert alice.get("/requests/RS-0000-0000").status_code == 404
        assert alice.get(f"{LIST}?show=nonsense&hub=x&page=y").status_code == 200


class TestClaiming:
    def test_nobody_else_answers_what_was_claimed(self, alice, cast, asked):
        requests.claim(request=asked, by=cast.henry)
        assert alice.get(page(asked, "decline")).url == page(asked)
        refused = alice.post(page(asked, "decline"), {"reason": "no_answer", "note": "I rang"})
        assert "Henry Hartwell has claimed this request" in refused.text
        assert "I rang" in refused.text
        assert again(asked).is_open

    def test_it_can_be_taken_over(self, alice, cast, asked):
        requests.claim(request=asked, by=cast.henry)
        alice.post(page(asked, "claim"))
        assert again(asked).claimed_by == cast.alice
        requests.decline(request=asked, reason="not_real", by=cast.alice)
        told = alice.post(page(asked, "claim"), follow=True)
        assert "answered this request meanwhile" in told.text


class TestAnswering:
    def test_a_new_household(self, alice, cast):
        """With the notice that they were shown before they asked (S53)."""
        assert cast.agreement  # a notice is published
        asked = a_request()
        form = alice.get(page(asked, "new-household"))
        assert 'value="Tansy"' in form.text
        sent = alice.post(page(asked, "new-household"), new_household(asked, hub=cast.north_hub.pk))
        household = Household.objects.get(name="Underhill")
        assert sent.url == household.get_absolute_url()
        made = again(asked)
        assert (made.state, made.household) == ("household", household)
        assert (made.answered_by, made.claimed_by) == (cast.alice, cast.alice)
        assert household.episodes.count() == 1
        given = NoticeGiven.objects.get(household=household)
        assert (given.notice, given.how) == (asked.notice, "screen")

    def test_sent_twice_it_is_one_household(self, alice, cast, asked):
        for _ in range(2):
            alice.post(page(asked, "new-household"), new_household(asked, hub=cast.north_hub.pk))
        assert Household.objects.filter(name="Underhill").count() == 1

    def test_somebody_who_looks_alike_is_asked_about_first(self, alice, cast, asked):
        home = HouseholdFactory(name="Underhill", hub=cast.north_hub, by=cast.alice)
        facts = {"given_name": "Tansy", "family_name": "Underhill", "telephone": "01632 960777"}
        known = PersonFactory(household=home, by=cast.alice, **facts)
        typed = new_household(asked, hub=cast.north_hub.pk)
        told = alice.post(page(asked, "new-household"), typed)
        assert "looks alike is recorded already" in told.text
        alice.post(page(asked, "new-household"), {**typed, "same": str(known.pk)})
        assert again(asked).household == home
        assert Household.objects.filter(name="Underhill").count() == 1

    def test_a_household_that_is_known_by_its_reference(self, alice, cast, asked):
        refused = alice.post(page(asked, "known"), {"reference": "FH-0000-0000-0000"})
        assert "no household with this reference" in refused.text
        assert "FH-0000-0000-0000" in refused.text
        assert "enter its reference" in alice.post(page(asked, "known"), {"reference": ""}).text
        Household.objects.filter(pk=cast.strangers.pk).update(restricted=True)
        unseen = alice.post(page(asked, "known"), {"reference": cast.strangers.reference})
        assert "no household with this reference" in unseen.text
        reference = cast.household.reference.lower()
        assert alice.post(page(asked, "known"), {"reference": reference}).status_code == 302
        assert again(asked).household == cast.household

    def test_signposted_to_services_of_the_directory(self, alice, cast, asked):
        facts = {"what_it_does": "Songs", "organisation": cast.school, "how_to_get_it": "Come in"}
        play = services.add(name="Stay and play", needs=[Need.EARLY_YEARS], by=None, **facts)
        other = services.add(name="Rent advice", needs=[Need.HOUSING], by=None, **facts)
        form = alice.get(page(asked, "signpost"))
        assert "Stay and play" in form.text
        assert "Rent advice" not in form.text
        assert "Rent advice" in alice.get(f"{page(asked, 'signpost')}?q=rent").text
        assert "Select" in alice.post(page(asked, "signpost"), {"services": [other.pk]}).text
        alice.post(page(asked, "signpost"), {"services": [play.pk], "note": "She goes on Monday"})
        assert list(again(asked).services.all()) == [play]
        shown = alice.get(page(asked))
        assert "She goes on Monday" in shown.text
        assert "Stay and play" in shown.text

    def test_declined_with_the_reason(self, alice, asked):
        assert "Select why" in alice.post(page(asked, "decline"), {"note": ""}).text
        other = alice.post(page(asked, "decline"), {"reason": "other"})
        assert "Enter what the reason is" in other.text
        alice.post(page(asked, "decline"), {"reason": "elsewhere", "note": "Sent to Leicester"})
        shown = alice.get(page(asked))
        assert "outside the area" in shown.text
        assert "Sent to Leicester" in shown.text
        assert asked.reference in alice.get(f"{LIST}?show=answered").text
        assert asked.reference not in alice.get(LIST).text

    def test_it_moves_with_a_merge_and_back(self, cast):
        kept, merged = cast.household, cast.strangers
        asked = a_request()
        requests.join(request=asked, household=merged, by=cast.alice)
        merge = merges.merge_households(
            kept=kept, merged=merged, take={}, agreed=True, by=cast.alice
        )
        assert again(asked).household == kept
        merges.undo(merge=merge, by=cast.alice)
        assert again(asked).household == merged


class TestWaiting:
    def test_what_nobody_claims_in_two_working_days_is_told_once(self, cast, as_worker):
        assert cast.henry
        with at(MONDAY):
            asked = a_request()
        with at(MONDAY + timedelta(days=1)), as_worker():
            assert tasks.escalate_requests() == 0
        with at(MONDAY + timedelta(days=2)), as_worker():
            assert tasks.escalate_requests() == 1
            assert tasks.escalate_requests() == 0
        assert again(asked).escalated_at
        told = Message.objects.get()
        assert (told.recipient, told.path) == (cast.henry, asked.get_absolute_url())
        (line,) = waiting_requests.for_user(cast.henry)
        assert (line.text, line.urgency) == ("1 request for support was not claimed in time", 1)

    def test_a_weekend_and_what_is_claimed_do_not_count(self, cast, as_worker):
        friday = MONDAY - timedelta(days=3)
        with at(friday):
            a_request()
            requests.claim(request=a_request(), by=cast.alice)
        with at(MONDAY), as_worker():
            assert tasks.escalate_requests() == 0
        with at(MONDAY + timedelta(days=1)), as_worker():
            assert tasks.escalate_requests() == 1

    @pytest.mark.parametrize("gone", [{"is_active": False}, {"role": Role.DPO}])
    def test_what_somebody_claimed_who_may_answer_no_more_waits_again(
        self, client, cast, as_worker, gone
    ):
        assert cast.henry
        with at(MONDAY):
            asked = requests.claim(request=a_request(hub=cast.south_hub), by=cast.alice)
        requests.claim(request=a_request(), by=cast.henry)
        cast.henry.hub = cast.south_hub
        assert [line.text for line in waiting_requests.for_user(cast.henry)] == [
            "1 request for support that you claimed"
        ]
        User.objects.filter(pk=cast.alice.pk).update(**gone)
        new, mine = waiting_requests.for_user(cast.henry)
        assert (new.text, mine.text) == (
            "1 new request for support",
            "1 request for support that you claimed",
        )
        client.force_login(cast.henry)
        assert "To claim again" in client.get(LIST).text
        with at(MONDAY + timedelta(days=2)), as_worker():
            assert tasks.escalate_requests() == 1
            assert tasks.escalate_requests() == 0
        assert Message.objects.get().recipient == cast.henry
        late, _ = waiting_requests.for_user(cast.henry)
        assert late.text == "1 request for support was not claimed in time"
        assert asked.reference in client.get(f"{LIST}?show=late").text
        shown = client.get(page(asked)).text
        assert "cannot answer it any more" in shown
        assert "Take it over" not in shown
        requests.decline(request=asked, reason="not_real", by=cast.henry)
        assert again(asked).claimed_by == cast.henry

    def test_each_hub_has_its_own_and_those_that_do_not_mind(self, cast):
        add_hub(name="Third Hub", by=None)
        a_request(hub=cast.south_hub)
        a_request(hub=cast.north_hub)
        a_request()
        (line,) = waiting_requests.for_user(cast.alice)
        assert line.text == "2 new requests for support"
        assert waiting_requests.for_user(cast.pat) == waiting_requests.for_user(cast.dana) == []
