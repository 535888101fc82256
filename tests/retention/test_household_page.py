"""One household's page on how long it is kept, and the holds placed and lifted there."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from familyhubs.records.privacy import RecordClass
from households.models import Episode
from retention.actions import approvals, holds
from retention.models import Hold, SweepRun
from retention.models.due_line import NOTICE
from retention.reasons import NOT_APPROVED, NOT_PUT_FORWARD
from tests.cast import Cast
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at
from tests.retention.nights import line_of, notice_given
from tests.retention.test_pages import held, page

BOTH = ("retention:household", "households:overview")

Sweep = Callable[[date], SweepRun]


@pytest.mark.parametrize("who", ["alice", "henry", "dana"])
def test_a_household_shows_class_clock_date_and_working(
    client: Client, family: TokenFamily, who: str
) -> None:
    """S38-S40: "its class, what started the clock, the date due, and the working"."""
    fern = family.add("Fern", date_of_birth=date(2012, 2, 29))
    family.protect(fern)
    family.close(date(2024, 2, 29))
    client.force_login(getattr(family.cast, who))
    text = page(client, "retention:household", family.reference)
    assert "29 February 2024 and 5 years is 1 March 2029." in text
    assert "29 February 2024 and 6 years is 1 March 2030." in text
    assert "There is no 29 February in 2030" in text
    assert "29 February 2012 and 75 years is 1 March 2087." in text
    assert family.word("Fern") in text


def test_a_household_with_open_support_has_no_date(client: Client, family: TokenFamily) -> None:
    client.force_login(family.cast.dana)
    text = page(client, "retention:household", family.reference)
    assert "No date yet" in text
    assert "Support is open." in text


def test_a_household_s_page_takes_as_many_queries_for_many_children(
    client: Client, family: TokenFamily, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        family.protect(family.add(f"Child{number}x"))
    held(family)
    client.force_login(family.cast.alice)
    with django_assert_max_num_queries(22):
        page(client, "retention:household", family.reference)


def test_opening_it_is_one_event_in_the_access_log(client: Client, family: TokenFamily) -> None:
    client.force_login(family.cast.dana)
    before = AccessEvent.objects.count()
    page(client, "retention:household", family.reference)
    assert AccessEvent.objects.count() == before + 1


def test_what_is_left_of_a_disposed_household_can_still_be_opened(
    client: Client, family: TokenFamily, sweep_on: Sweep
) -> None:
    """S39: the reference leads to the child's record for as long as that is kept."""
    fern = family.add("Fern", date_of_birth=date(2012, 6, 1))
    family.protect(fern)
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    client.force_login(family.cast.dana)
    text = page(client, "retention:household", family.reference)
    assert "1 June 2087" in text
    assert family.word("Fern") in text
    assert family.word("Family") not in text
    listed = page(client, "households:list")
    assert f">{family.reference}</a>" in "".join(listed.split())  # a link needs words


# --- Notice ---------------------------------------------------------------------------------
def test_the_page_and_the_overview_say_until_when_the_notice_runs(
    client: Client, family: TokenFamily
) -> None:
    """S43: whoever opens the family's record sees that it is about to go."""
    family.close(CLOSED)
    notice_given(on=SERVICE_DUE)
    words = "Notice was given on 3 March 2026; it goes on 2 April 2026 at the earliest."
    with at(SERVICE_DUE):
        client.force_login(family.cast.alice)
        assert page(client, "retention:household", family.reference).count(words) == 2
        overview = page(client, "households:overview", family.reference)
        assert f"Hub record: {words} Service record: {words}" in overview
        client.logout()
    Episode.objects.filter(household=family.household).update(closed_on=date(2020, 3, 4))
    with at(SERVICE_DUE):
        client.force_login(family.cast.alice)
        assert words not in page(client, "retention:household", family.reference)
        assert words not in page(client, "households:overview", family.reference)


def test_the_page_says_whose_approval_a_childs_record_waits_for(
    client: Client, family: TokenFamily
) -> None:
    family.protect(family.child)
    family.close(CLOSED)
    day, cast = date(2087, 6, 1), family.cast
    notice_given(on=day)
    line = line_of(family, RecordClass.PROTECTED_CHILD)

    def says(words: str) -> bool:
        with at(day):
            client.force_login(cast.dana)
            pages = [unescape(page(client, of, family.reference)) for of in BOTH]
            client.logout()
        return all(words in text for text in pages)

    assert says(NOT_PUT_FORWARD.words)
    with at(day):
        approvals.put_forward(line=line, by=cast.dana)
    assert says(NOT_APPROVED.words)
    with at(day):
        approvals.refuse(line=line, because="The court asked for it.", by=cast.henry)
    assert says("Refused by Henry Hartwell on 1 June 2087 because: The court asked for it.")
    with at(day):
        approvals.put_forward(line=line, by=cast.dana)
        approvals.approve(line=line, by=cast.henry)
    assert says("Approved by two people.")


# --- Holds ------------------------------------------------------------------------------------
def test_the_officer_places_a_hold_and_lifts_it(client: Client, family: TokenFamily) -> None:
    dana = family.cast.dana
    client.force_login(dana)
    place = reverse("retention:hold-place", args=[family.reference])
    assert "Place a hold" in client.get(place).content.decode()
    day = today().replace(year=today().year + 1, day=1)
    client.post(place, _typed(day))
    hold = Hold.objects.get()
    assert (hold.reason, hold.placed_by, hold.review_on) == ("court_order", dana, day)
    text = page(client, "retention:household", family.reference)
    assert "A hold stands: court order." in text
    lift = reverse("retention:hold-lift", args=[family.reference, hold.pk])
    assert "Enter why it is lifted" in client.post(lift, {"why": ""}).content.decode()
    assert Hold.objects.standing().exists()  # not by one click
    client.post(lift, {"why": "The court has decided"})
    hold.refresh_from_db()
    assert hold.lifted_by == dana
    changed: Any = Hold.history
    assert changed.first().history_change_reason == "Hold lifted: The court has decided"
    assert "Lifted" in page(client, "retention:household", family.reference)


def test_a_hold_is_looked_at_again_in_the_future(client: Client, family: TokenFamily) -> None:
    client.force_login(family.cast.dana)
    place = reverse("retention:hold-place", args=[family.reference])
    text = client.post(place, _typed(today())).content.decode()
    assert "must be in the future" in text
    assert "case 12" in text  # what was typed is still there
    assert not Hold.objects.exists()


def test_lifting_twice_says_so(client: Client, family: TokenFamily) -> None:
    hold = held(family)
    client.force_login(family.cast.dana)
    lift = reverse("retention:hold-lift", args=[family.reference, hold.pk])
    client.post(lift, {"why": "Over"})
    assert "lifted meanwhile" in client.post(lift, {"why": "Over"}).content.decode()


def test_a_hold_is_lifted_only_on_its_own_household(
    client: Client, family: TokenFamily, cast: Cast
) -> None:
    hold = held(family)
    client.force_login(cast.dana)
    elsewhere = reverse("retention:hold-lift", args=[cast.strangers.reference, hold.pk])
    assert client.post(elsewhere, {"why": "Over"}).status_code == 404


def test_the_page_says_what_becomes_free_and_when(client: Client, family: TokenFamily) -> None:
    hold = held(family)
    client.force_login(family.cast.dana)
    lift = reverse("retention:hold-lift", args=[family.reference, hold.pk])
    assert "Support is open." in client.get(lift).content.decode()
    family.close(CLOSED)
    with at(SERVICE_DUE - timedelta(days=1)):
        client.force_login(family.cast.dana)
        text = client.get(lift).content.decode()
        assert "Hub record: due since 3 March 2025. The next sweep gives notice" in text
        assert "Service record: not before 3 March 2026." in text
        assert "all the same" not in text
    holds.lift(hold=hold, why="Over", by=family.cast.dana)
    with at(SERVICE_DUE - NOTICE):
        notice_given(today())
    lift = reverse("retention:hold-lift", args=[family.reference, held(family).pk])
    with at(SERVICE_DUE):
        client.force_login(family.cast.dana)
        text = client.get(lift).content.decode()
        assert "Service record: due since 3 March 2026. The next sweep, tonight, may" in text


def test_an_overdue_hold_is_looked_at_again(client: Client, family: TokenFamily) -> None:
    with at(today() - timedelta(days=60)):
        hold = holds.place(
            household=family.household,
            reason="police",
            review_on=today() + timedelta(days=30),
            note="case 12",
            by=family.cast.dana,
        )
    client.force_login(family.cast.dana)
    again = reverse("retention:hold-review", args=[family.reference, hold.pk])
    assert again in page(client, "retention:household", family.reference)
    assert again in page(client, "retention:holds")
    assert "case 12" in client.get(again).content.decode()
    day = date(today().year + 1, 5, 1)
    typed = {**_typed(today()), "note": "case 13", "version": hold.version}
    assert "must be in the future" in client.post(again, typed).content.decode()
    client.post(again, {**typed, **_typed(day), "note": "case 13"})
    hold.refresh_from_db()
    assert (hold.review_on, hold.note, hold.is_overdue) == (day, "case 13", False)
    assert hold.lifted_at is None
    kept: Any = Hold.history
    assert [row.note for row in kept.order_by("history_id")] == ["case 12", "case 13"]
    stale = client.post(again, {**typed, **_typed(day)}).content.decode()
    assert "Yours and theirs" in stale


def _typed(day: date) -> dict[str, object]:
    return {
        "person": "household",
        "reason": "court_order",
        "note": "case 12",
        "review_on_day": day.day,
        "review_on_month": day.month,
        "review_on_year": day.year,
    }
