"""S43: holds placed from the due list, and what the start page says of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from households.models import Household
from retention.models import DueLine, Hold, SweepRun
from tests.cast import Cast
from tests.retention.due_pages import HOLD, listed, text
from tests.retention.families import CLOSED, TokenFamily, at
from tests.retention.nights import a_line, line_of, notice_given

DAY = timedelta(days=1)
THE_FORM = {
    "reason": "police",
    "note": "case 12",
    "review_on_day": "1",
    "review_on_month": "1",
    "review_on_year": "2099",
}


# --- Holds --------------------------------------------------------------------------------------
def test_holds_are_placed_on_what_is_ticked_one_each(
    officer: Client, each: dict[str, Household]
) -> None:
    homes = [each["going"], each["later"]]
    a_line(each["going"], record_class="hub")
    ticked = [
        line.pk for line in DueLine.objects.all() if line.household_id in {h.pk for h in homes}
    ]
    words = text(officer, HOLD, line=ticked)
    assert "Place a hold on 2 households" in words
    assert all(home.reference in words for home in homes)
    response = officer.post(HOLD, {**THE_FORM, "line": ticked})
    assert response.status_code == 302, response.content.decode()
    assert {hold.household_id for hold in Hold.objects.standing()} == {home.pk for home in homes}
    assert Hold.objects.count() == 2
    assert AccessEvent.objects.filter(action="holds.place").count() == 2


def test_whoever_is_held_already_stays_as_it_is(officer: Client, cast: Cast) -> None:
    families = TokenFamily.some(cast, 2)
    for family in families:
        family.close(CLOSED)
    notice_given(on=today())
    one, other = (line_of(family).pk for family in families)
    officer.post(HOLD, {**THE_FORM, "line": [one]})
    assert officer.post(HOLD, {**THE_FORM, "line": [one, other]}).status_code == 302
    assert Hold.objects.count() == 2
    words = officer.post(HOLD, {**THE_FORM, "line": [one, other]}).content.decode()
    assert "A hold for this reason stands already." in words


def test_what_came_off_the_list_meanwhile_is_left_out(
    officer: Client, each: dict[str, Household]
) -> None:
    gone = DueLine.objects.get(household=each["going"])
    gone.left_on, gone.left_because = today(), "Support was opened again."
    gone.keep(by=None, why="Support was opened again.")
    ticked = [gone.pk, DueLine.objects.get(household=each["later"]).pk]
    assert officer.post(HOLD, {**THE_FORM, "line": ticked}).status_code == 302
    assert Hold.objects.get().household == each["later"]


@pytest.mark.parametrize("line", [[], ["x"], ["-1"], ["9" * 30], ["0"], ["٣"]])
def test_nothing_ticked_is_said(
    officer: Client, each: dict[str, Household], line: list[str]
) -> None:
    response = officer.get(HOLD, {"line": line}, follow=True)
    assert "Tick the lines you want to place a hold on." in response.content.decode()
    assert officer.post(HOLD, {**THE_FORM, "line": line}).status_code == 302
    assert not Hold.objects.exists()


def test_what_is_wrong_with_the_form_is_said_and_nothing_typed_is_lost(
    officer: Client, each: dict[str, Household]
) -> None:
    ticked = [DueLine.objects.get(household=each["going"]).pk]
    words = officer.post(HOLD, {"note": "case 12", "line": ticked}).content.decode()
    assert "There is a problem" in words
    assert "case 12" in words
    assert each["going"].reference in words


def test_a_hold_shows_on_the_list_at_once(officer: Client, family: TokenFamily) -> None:
    family.close(CLOSED)
    with at(date(2026, 7, 1)):
        notice_given(on=today())
        officer.force_login(family.cast.dana)
        line = line_of(family)
        assert listed(officer, next="going") == {family.reference}
        officer.post(HOLD, {**THE_FORM, "line": [line.pk]})
        assert listed(officer, next="stopped") == {family.reference}
        line.refresh_from_db()
        assert line.given_on == date(2026, 7, 1), "the notice stands"
        lift = reverse("retention:hold-lift", args=[family.reference, Hold.objects.get().pk])
        officer.post(lift, {"why": "Over"})
        assert listed(officer, next="going") == {family.reference}


# --- The start page -----------------------------------------------------------------------------
@pytest.fixture
def start(client: Client) -> Callable[[Any], str]:
    def read(user: Any) -> str:
        client.logout()
        client.force_login(user)
        return text(client, reverse("organisations:start"))

    return read


def test_the_start_page_says_what_goes_this_week_and_what_waits(
    cast: Cast, each: dict[str, Household], start: Callable[[Any], str]
) -> None:
    a_line(each["later"], record_class="hub", given_on=today() - 25 * DAY, due_on=today() - DAY)
    a_line(each["going"], record_class="hub", needs_approval=True, put_forward_by=cast.dana)
    officers = start(cast.dana)
    assert "1 record goes within a week" in officers
    assert "1 disposal to put forward for approval" in officers
    assert "to approve or refuse" not in officers, "nobody approves what they put forward"
    managers = start(cast.henry)
    assert "1 record goes within a week" in managers
    assert "1 disposal to approve or refuse" in managers
    assert "to put forward" not in managers
    assert "goes within a week" not in start(cast.alice)


@pytest.mark.parametrize("who", ["dana", "henry"])
def test_the_start_page_is_red_where_no_sweep_has_finished_for_26_hours(
    cast: Cast,
    night: Callable[[date], SweepRun],
    start: Callable[[Any], str],
    who: str,
) -> None:
    night(date(2026, 7, 1))
    with at(date(2026, 7, 2)):
        assert "Sweep missing" not in start(getattr(cast, who))
    with at(date(2026, 7, 3)):
        words = start(getattr(cast, who))
    assert "No sweep has finished for 48 hours" in words
    assert "Sweep missing" in words
