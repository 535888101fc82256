"""S42: who was asked for the schedule otherwise records it, of nobody; the officer sees how many
asked, by month and way."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from familyhubs.audit.models import AccessEvent
from retention import requests
from retention.actions import schedule_requests
from retention.models import ScheduleRequest, ScheduleVersion
from tests.cast import Cast
from tests.retention.families import at
from tests.retention.test_public_schedule import page, paper

RECORD, REGISTER = "retention:schedule-request-record", "retention:schedule-requests"
MARK = "retention:schedule-request-mistake"


def recorded(cast: Cast, by: str = "alice", **other: Any) -> ScheduleRequest:
    facts: dict[str, Any] = {"asked_on": date(2026, 3, 4), "way": "letter", "given": "post"}
    facts["schedule"] = ScheduleVersion.objects.latest("in_force_from")
    return schedule_requests.record(**(facts | other), by=getattr(cast, by))


# --- Recorded by workers ----------------------------------------------------------------------
SENT = {
    "asked_on_day": "4",
    "asked_on_month": "3",
    "asked_on_year": "2026",
    "way": "letter",
    "given": "post",
}


def send(client: Client, **other: object) -> Any:
    version = ScheduleVersion.objects.latest("in_force_from").pk
    return client.post(reverse(RECORD), {**SENT, "schedule": version, **other})


@pytest.mark.parametrize("who", ["alice", "henry", "dana"])
def test_a_worker_or_the_officer_records_a_request(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    with at(date(2026, 3, 5)):
        assert send(client).status_code == 302
    found = ScheduleRequest.objects.get()
    assert (found.asked_on, found.way, found.given) == (date(2026, 3, 4), "letter", "post")
    assert found.recorded_by == getattr(cast, who)
    event = AccessEvent.objects.get(subject="schedule-request")
    assert event.action == "schedule_requests.record"


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"way": "pigeon"}, "Select how it was asked for"),
        ({"given": ""}, "Select how it was given"),
        ({"schedule": "0"}, "Select the version"),
        ({"schedule": "x"}, "Select the version"),
        ({"asked_on_year": "2031"}, "must be today or in the past"),
        ({"asked_on_month": "13"}, "The date of the request must"),
    ],
)
def test_bad_input_is_told_and_nothing_is_kept(
    client: Client, cast: Cast, other: dict[str, str], said: str
) -> None:
    client.force_login(cast.alice)
    with at(date(2026, 3, 5)):
        response = send(client, **other)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not ScheduleRequest.objects.exists()


@pytest.mark.parametrize("who", ["pat", "paula", "charlie", "ann", "adam"])
def test_nobody_else_records_or_marks(client: Client, cast: Cast, who: str) -> None:
    one = recorded(cast)
    client.force_login(getattr(cast, who))
    assert client.get(reverse(RECORD)).status_code == 403
    assert send(client).status_code == 403
    assert client.post(reverse(MARK, args=[one.pk])).status_code == 403
    assert ScheduleRequest.objects.standing().count() == 1


def test_a_mistake_is_marked_and_no_longer_counted(client: Client, cast: Cast) -> None:
    one = recorded(cast)
    client.force_login(cast.alice)
    assert client.post(reverse(MARK, args=[one.pk])).status_code == 302
    one.refresh_from_db()
    assert (one.mistake_by, ScheduleRequest.objects.standing().count()) == (cast.alice, 0)
    again = client.post(reverse(MARK, args=[one.pk]), follow=True)
    assert "marked as a mistake meanwhile" in again.content.decode()


def test_a_worker_does_not_mark_another_s_and_the_officer_does(client: Client, cast: Cast) -> None:
    one = recorded(cast, by="henry")
    client.force_login(cast.alice)
    assert client.post(reverse(MARK, args=[one.pk])).status_code == 302
    assert ScheduleRequest.objects.standing().exists()
    client.force_login(cast.dana)
    assert client.post(reverse(MARK, args=[one.pk])).status_code == 302
    assert not ScheduleRequest.objects.standing().exists()
    assert client.post(reverse(MARK, args=[one.pk + 1])).status_code == 404


# --- How many asked ---------------------------------------------------------------------------
def test_the_officer_sees_how_many_by_month_and_way(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        page(client)
    paper(client)
    this_month = requests.by_month(date(2000, 1, 1))[0].begins
    recorded(cast, asked_on=this_month, way="telephone")
    recorded(cast, asked_on=date(2026, 3, 4), way="letter")
    schedule_requests.mark_mistake(request_id=recorded(cast).pk, by=cast.dana)
    months = requests.by_month(date(2000, 1, 1))
    ways = [way for way, _words in requests.WAYS]
    assert dict(zip(ways, months[0].numbers, strict=True)) == {
        "schedule:page": 3,
        "schedule:paper": 1,
        "in_person": 0,
        "telephone": 1,
        "letter": 0,
        "email": 0,
    }
    assert (months[0].total, months[1].begins, months[1].total) == (5, date(2026, 3, 1), 1)
    client.force_login(cast.dana)
    with django_assert_max_num_queries(8):
        text = page(client, REGISTER)
    assert "By telephone" in text
    assert '<span class="app-quiet app-narrow-only">Read on the website: 3</span>' in text
    assert "Alice Atherton" in text


def test_the_register_says_when_nobody_asked(client: Client, cast: Cast) -> None:
    client.force_login(cast.dana)
    assert "Nobody has asked yet" in page(client, REGISTER)


@pytest.mark.parametrize("who", ["alice", "henry", "ann", "adam", "pat", "paula", "charlie"])
def test_only_the_officer_counts(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(reverse(REGISTER)).status_code == 403


def test_nothing_says_who_asked() -> None:
    """The record has no place for a name, an address or a note."""
    fields = {field.name for field in ScheduleRequest._meta.concrete_fields}
    about_staff = {"recorded_at", "recorded_by", "mistake_at", "mistake_by"}
    assert fields - about_staff == {"id", "asked_on", "way", "schedule", "given"}
