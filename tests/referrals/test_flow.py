"""How long requests and referrals wait, each figure leading to its list (S3, S63)."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from familyhubs.records.dates import today
from households.actions import restricted
from referrals import flow
from referrals.actions import answers, requests
from referrals.models import Referral
from tests.referrals.asking import a_request
from tests.referrals.referring import a_referral, to_clinic

pytestmark = pytest.mark.django_db

PAGE = "referrals:flow"
REQUESTS, REFERRALS = "referrals:flow-requests", "referrals:flow-referrals"


def days_ago(days, at):
    return timezone.make_aware(datetime.combine(today() - timedelta(days=days), at))


def stands(referral, days, at=time(23, 59)):
    """Late on that day, so that only the calendar tells how long ago it was."""
    Referral.objects.filter(pk=referral.pk).update(state_since=days_ago(days, at))
    return referral


def asked(days, **facts):
    return a_request(made_at=days_ago(days, time.min), **facts)


@pytest.fixture
def henry(client, cast):
    client.force_login(cast.henry)
    return client


def numbers(lines):
    return {line.name: [figure.number for figure in line.figures] for line in lines}


def of(cast, state="Sent", hub=None):
    return numbers(flow.of_referrals(cast.henry, hub))[state]


@pytest.mark.parametrize("at", [time.min, time(23, 59)])
def test_a_state_is_so_many_days_old_by_the_calendar(cast, at):
    sent = a_referral(cast)
    for days, age in [(0, 0), (2, 0), (3, 1), (7, 1), (8, 2), (28, 2), (29, 3), (400, 3)]:
        stands(sent, days, at)
        assert of(cast) == [int(place == age) for place in range(4)], days


def test_a_referral_is_as_old_as_its_state(cast):
    sent = stands(a_referral(cast), 40)
    answers.put_on_the_list(referral=sent, note="", by=cast.pat)
    assert of(cast) == [0, 0, 0, 0]
    assert of(cast, "On the waiting list") == [1, 0, 0, 0]


def test_each_figure_leads_to_what_it_counts(henry, cast):
    stands(a_referral(cast), 1)
    old = stands(to_clinic(cast), 9)
    lists = {}
    for line in henry.get(reverse(PAGE)).context["referrals"]:
        for figure in (*line.figures, line.total):
            assert bool(figure.url) == bool(figure.number)
            if figure.url:
                rows = henry.get(figure.url).context["page"].object_list
                assert len(rows) == figure.number
                lists[figure.url] = rows
    assert [old] in lists.values()
    assert len(lists) == 3


def test_the_list_shows_the_longest_wait_first_and_leads_on(henry, cast):
    sooner, later = stands(a_referral(cast), 1), stands(to_clinic(cast), 9)
    answer = henry.get(reverse(REFERRALS))
    assert answer.context["page"].object_list == [later, sooner]
    page = answer.content.decode()
    assert reverse("referrals:received-one", args=[later.pk]) in page
    assert "Quillfeather" in page


def test_one_hub_is_that_of_the_household(henry, cast):
    stands(a_referral(cast), 1)
    assert of(cast, hub=cast.household.hub_id) == [1, 0, 0, 0]
    assert of(cast, hub=cast.south_hub.pk) == [0, 0, 0, 0]
    shown = henry.get(reverse(PAGE), {"hub": cast.household.hub_id}).context
    assert f"hub={cast.household.hub_id}" in shown["referrals"][0].total.url


def test_what_a_manager_may_not_open_is_not_counted(cast):
    stands(a_referral(cast), 1)
    restricted.restrict(household=cast.household, reason="A colleague", by=cast.dana)
    assert of(cast) == [0, 0, 0, 0]


def test_a_figure_goes_no_further_than_its_list(henry, cast, monkeypatch):
    for sent in (a_referral(cast), to_clinic(cast)):
        stands(sent, 1)
    monkeypatch.setattr(flow, "PAGED", 1)
    (line, *_) = henry.get(reverse(PAGE)).context["referrals"]
    assert [str(figure) for figure in (*line.figures, line.total)] == ["1+", "0", "0", "0", "1+"]
    assert "1+<span" in henry.get(reverse(PAGE)).content.decode()


def test_what_is_over_is_not_counted(cast):
    answers.decline(referral=a_referral(cast), because="full", note="", by=cast.pat)
    assert not any(sum(row) for row in numbers(flow.of_referrals(cast.henry, None)).values())


@pytest.mark.parametrize("address", [PAGE, REFERRALS, REQUESTS])
@pytest.mark.parametrize("typed", [{"hub": "x"}, {"state": "finished"}, {"age": "-1"}])
def test_what_is_not_understood_narrows_nothing(henry, cast, address, typed):
    sent, made = a_referral(cast), asked(1)
    answer = henry.get(reverse(address), typed)
    assert answer.status_code == 200
    shown = {PAGE: "Waiting times", REFERRALS: sent.number, REQUESTS: made.reference}
    assert shown[address] in answer.content.decode()


# --- Requests ---------------------------------------------------------------------------------
def test_a_request_waits_since_it_was_made_whoever_claimed_it(cast):
    asked(1)
    requests.claim(request=asked(30), by=cast.alice)
    shown = numbers(flow.of_requests(cast.henry, None))
    assert shown == {"New": [1, 0, 0, 0], "Claimed": [0, 0, 0, 1]}


def test_each_figure_of_requests_leads_to_them_the_longest_wait_first(henry, cast):
    sooner, later = asked(10), asked(20)
    asked(1)
    new, _claimed = henry.get(reverse(PAGE)).context["requests"]
    answer = henry.get(new.figures[2].url)
    assert answer.context["page"].object_list == [later, sooner]
    assert later.get_absolute_url() in answer.content.decode()
    assert len(henry.get(new.total.url).context["page"].object_list) == new.total.number == 3


def test_one_hub_is_what_the_family_asked_for(cast):
    asked(1, hub=cast.south_hub)
    asked(1)
    found = numbers(flow.of_requests(cast.henry, cast.south_hub.pk))
    assert found["New"] == [1, 0, 0, 0]


def test_a_request_that_is_answered_waits_no_more(cast):
    requests.decline(request=asked(9), reason="twice", note="", by=cast.alice)
    assert not any(sum(row) for row in numbers(flow.of_requests(cast.henry, None)).values())
