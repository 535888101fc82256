"""S42: anybody asks how long records are kept and gets it, on the page and on paper; each request
is counted, by nobody's name, and nobody can fill the log with them."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from redis.exceptions import ConnectionError as CacheAway

from familyhubs.audit.models import AccessEvent, Event
from familyhubs.records.privacy import RecordClass
from retention import plain, requests, schedule, schedule_paper
from retention.models import HoldReason
from retention.schedule import SCHEDULES, Rule, Schedule, Trigger
from tests.cast import Cast
from tests.printing.paper import Paper
from tests.retention.families import at

PAGE = "retention:public-schedule"
LATER = Schedule(
    version="2030-01-01",
    in_force_from=date(2030, 1, 1),
    rules=(Rule(RecordClass.HUB, Trigger.SUPPORT_CLOSED, 7, "Seven years.", "A later notice"),),
)


@pytest.fixture
def two_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    both = (*SCHEDULES, LATER)
    monkeypatch.setattr(schedule, "SCHEDULES", both)
    monkeypatch.setattr(plain, "SCHEDULES", both)


def page(client: Client, name: str = PAGE, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def paper(client: Client, version: str = "2024-04-23") -> Paper:
    response = client.get(reverse("retention:schedule-paper", args=[version]))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return Paper(response.content)


def events() -> list[tuple[str, str, str, str, str]]:
    rows = AccessEvent.objects.filter(event=Event.ASKED).order_by("pk")
    return list(rows.values_list("action", "subject", "subject_id", "user_id", "organisation_id"))


# --- What it says -----------------------------------------------------------------------------
SAID = [
    "5 years, from the day your support was last closed",
    "; or from the day we made the record, if support was never opened",
    "6 years, from the day your support was last closed",
    "75 years, from the day the child was born",
    "15 years, from the day of the death",
    "Your support is closed on 14 June 2024. We keep it until 14 June 2029.",
    "A child is born on 14 June 2024. We keep it until 14 June 2099.",
    "The records kept at the Hub level are kept for five years.",
    "Family hubs service area privacy notice, section 5.1",
    "29 February",
    "certificate",
    "23 April 2024",
    "What can delay it",
    "What happens at the end",
    "How to ask",
    *(str(reason.label)[1:] for reason in HoldReason),
]


@pytest.mark.parametrize("words", SAID)
def test_anybody_reads_it_in_plain_words(client: Client, cast: Cast, words: str) -> None:
    """Class, how long, from when, an example, the promise, what delays it, the end, how to ask."""
    assert words in page(client).replace("&#x27;", "'")


def test_the_paper_says_all_that_the_page_says(client: Client, cast: Cast) -> None:
    cast.council.email = "hubs@council.example"
    cast.council.save()
    found = paper(client)
    for words in [*SAID, "hubs@council.example"]:
        assert words in found.words, words
    for words in (*plain.AT_THE_END, *plain.delays()):
        assert words in found.words


def test_everything_that_delays_it_is_said(client: Client, db: None) -> None:
    """What stops a sweep is on the page: "only while one of these is so" has to be true."""
    text = page(client)
    for words in (
        "We have not yet confirmed with children&#x27;s social care",
        "a paper file of your family that has not been destroyed yet",
        "the 30 days are running",
        "A second person has not approved it yet",
    ):
        assert words in text, words


def test_the_paper_is_tagged_and_has_a_title(client: Client, db: None) -> None:
    found = paper(client)
    assert "pdfuaid:part>1<" in found.about
    assert "How long we keep information" in found.about
    assert {"/H1", "/H2", "/L"} <= set(found.tags)


def test_every_rule_of_every_version_has_its_words() -> None:
    """A class or a trigger added to the schedule is told to the public, too."""
    for one in SCHEDULES:
        told = [time.examples for kind in plain.kinds(one) for time in kind.times]
        assert len("\n".join(told).splitlines()) == len(one.rules)
    assert set(plain.STARTS) == set(Trigger)
    assert set(plain.KINDS) == set(RecordClass)


def test_an_earlier_version_says_that_it_is_one(
    client: Client, cast: Cast, two_versions: None
) -> None:
    with at(date(2031, 5, 1)):
        now = page(client)
        assert "7 years" in now
        assert "Version 2024-04-23" in now
        before = page(client, "retention:schedule-version", "2024-04-23")
        assert "no longer in force" in before
        assert "75 years" in before
        assert "until 1 January 2030. No longer in force" in paper(client).words


def test_a_version_to_come_or_of_no_such_name_is_a_404(
    client: Client, db: None, two_versions: None
) -> None:
    for version in ("2030-01-01", "2023-01-01", "nothing", "2024-04-23%00"):
        for name in ("retention:schedule-version", "retention:schedule-paper"):
            with at(date(2029, 12, 31)):
                url = reverse(name, args=[version]).replace("%2500", "%00")
                assert client.get(url).status_code in (400, 404)
    assert not events()


# --- Each request is logged -------------------------------------------------------------------
def test_opening_the_page_and_the_paper_leaves_an_event_of_nobody(
    client: Client, cast: Cast
) -> None:
    page(client)
    paper(client)
    client.force_login(cast.pat)
    page(client)
    nobody = ("schedule", "2024-04-23", "", "")
    assert events() == [
        ("schedule:page", *nobody),
        ("schedule:paper", *nobody),
        ("schedule:page", *nobody),
    ]


def test_a_look_at_the_head_alone_is_no_request(client: Client, db: None) -> None:
    assert client.head(reverse(PAGE)).status_code == 200
    assert not events()


def test_a_visitor_gets_no_cookie_by_which_they_are_told_apart(client: Client, db: None) -> None:
    page(client)
    assert not client.cookies


def test_nobody_fills_the_log(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What is over the bound of a minute is given all the same, and said once."""
    monkeypatch.setattr(requests, "BOUNDS", (("minute", 60, 3), ("day", 24 * 3600, 5)))
    with at(date(2026, 5, 1)):
        for _ in range(8):
            page(client)
    assert len(events()) == 3
    assert len([one for one in caplog.records if "in a minute" in one.message]) == 1


def test_a_day_has_its_bound_too(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "BOUNDS", (("minute", 60, 100), ("day", 24 * 3600, 4)))
    with at(date(2026, 5, 1)):
        for _ in range(6):
            page(client)
    assert len(events()) == 4
    with at(date(2026, 5, 2)):
        page(client)
    assert len(events()) == 5


def test_the_page_is_given_while_the_cache_is_away(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_options: object) -> None:
        raise CacheAway

    monkeypatch.setattr(cache, "add", away)
    assert "75 years" in page(client)
    assert not events()


def test_the_page_takes_few_queries_and_the_paper_is_set_once(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        page(client)
    first = paper(client)
    assert paper(client).text == first.text
    assert schedule_paper._set.cache_info().hits > 0
