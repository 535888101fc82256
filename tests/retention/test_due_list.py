"""S43: the officer's due list: by what happens next, filtered, downloaded, held from."""

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from households.models import Household
from retention import reasons
from retention.models import DueLine
from retention.reasons import SUPPORT_OPEN, paper_left
from tests.cast import Cast
from tests.factories import HouseholdFactory
from tests.retention.due_pages import FILE, HOLD, LIST, listed, text
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at
from tests.retention.nights import a_line, notice_given

DAY = timedelta(days=1)
THE_FORM = {
    "reason": "police",
    "note": "case 12",
    "review_on_day": "1",
    "review_on_month": "1",
    "review_on_year": "2099",
}


@pytest.mark.parametrize("of", ["going", "approval", "stopped", "overdue", "later"])
def test_a_line_is_in_the_group_of_what_happens_next(
    officer: Client, each: dict[str, Household], of: str
) -> None:
    assert listed(officer, next=of) == {each[of].reference}


def test_every_line_is_in_one_group_and_each_is_counted(
    officer: Client, each: dict[str, Household]
) -> None:
    words = text(officer)
    assert listed(officer) == {home.reference for home in each.values()}
    for group in ("Goes within 30 days", "Waits for approval", "Stopped", "Should have gone"):
        assert f"{group} (1)" in words
    assert "Everything (5)" in words


def test_paper_is_one_reason_however_many_files_stop_something(
    officer: Client, each: dict[str, Household]
) -> None:
    a_line(each["stopped"], record_class="hub", stopped_by=[paper_left("PF-1", "Shelf 1")])
    a_line(each["later"], record_class="hub", stopped_by=[paper_left("PF-2", "Shelf 2")])
    assert text(officer).count("A paper file is not destroyed yet.</option>") == 1
    assert "Shelf 1.</option>" not in text(officer)
    both = {each["stopped"].reference, each["later"].reference}
    assert listed(officer, stopped="paper_left") == both


def test_what_has_no_day_stands_last_under_no_month(
    officer: Client, each: dict[str, Household]
) -> None:
    """Nobody pages past thousands whose support is open to those whose day has come."""
    DueLine.objects.filter(household=each["stopped"]).update(due_on=date(2001, 1, 1))
    words = text(officer, next="all")
    assert words.index("No day yet") > words.index(each["later"].reference)
    assert words.index(each["stopped"].reference) > words.index("No day yet")


def test_it_says_what_and_when_and_names_nobody(officer: Client, family: TokenFamily) -> None:
    family.close(CLOSED)
    with at(SERVICE_DUE - 30 * DAY):
        notice_given(on=today())
        officer.force_login(family.cast.dana)
        words = text(officer)
    assert family.reference in words
    assert "Due in March 2026" in words, "the service record"
    assert "Due before February 2026" in words, "the hub record, of which notice was given late"
    assert "Support was last closed" in words
    assert "Goes on 3 March 2026" in words
    assert family.token not in words


def test_it_is_filtered_by_class_hub_reason_and_day(
    officer: Client, cast: Cast, each: dict[str, Household]
) -> None:
    south = HouseholdFactory(by=cast.alice, hub=cast.south_hub)
    a_line(south, due_on=today() + 3 * DAY)
    assert listed(officer, record_class="hub") == {each["approval"].reference}
    assert listed(officer, hub=cast.south_hub.pk) == {south.reference}
    assert listed(officer, stopped="Support is open.") == {each["stopped"].reference}
    wanted = today() + 50 * DAY
    since = {"since_day": wanted.day, "since_month": wanted.month, "since_year": wanted.year}
    assert listed(officer, **since) == {each["later"].reference}


@pytest.mark.parametrize(
    "query",
    [
        {"record_class": "x"},
        {"hub": "x"},
        {"hub": "99999999999999999999"},
        {"stopped": "x"},
        {"next": "x"},
        {"page": "x"},
        {"since_day": "31", "since_month": "2", "since_year": "2026"},
        {"until_day": "x"},
    ],
)
def test_a_filter_that_is_none_is_said_to_be_or_left_out(
    officer: Client, each: dict[str, Household], query: dict[str, str]
) -> None:
    assert officer.get(LIST, query).status_code == 200
    assert officer.get(FILE, query).status_code == 200


def test_a_list_of_many_takes_as_many_queries_as_one_of_few(
    officer: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        a_line(HouseholdFactory(by=cast.alice, hub=cast.north_hub))
    with django_assert_max_num_queries(30):
        words = text(officer)
    assert "Everything (30)" in words
    assert len(listed(officer)) == 25
    assert len(listed(officer, page=2)) == 5


def test_a_count_ends_at_a_thousand(
    officer: Client, each: dict[str, Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retention.reading.COUNTED", 3)
    assert "Everything (3+)" in text(officer)


def test_a_group_with_nothing_in_it_says_where_the_others_are(officer: Client, cast: Cast) -> None:
    a_line(HouseholdFactory(by=cast.alice), stopped_by=[SUPPORT_OPEN])
    assert "The figures above say where the others are" in text(officer)
    words = text(officer, next="stopped")
    assert "No day yet" in words, "its clock has not started"
    assert "Support was last closed" not in words


def test_an_empty_list_says_what_to_do(officer: Client) -> None:
    assert "The first sweep makes this list" in text(officer)
    assert "Nothing found" in text(officer, record_class="hub")


@pytest.mark.parametrize("who", ["alice", "ann", "adam", "pat", "paula", "harriet", "charlie"])
def test_only_officers_and_managers_open_it(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    for address in (LIST, FILE, HOLD):
        assert client.get(address).status_code == 403


def test_a_manager_reads_it_and_neither_holds_nor_downloads(
    client: Client, cast: Cast, each: dict[str, Household]
) -> None:
    client.force_login(cast.henry)
    words = text(client)
    assert each["going"].reference in words
    assert "Place a hold" not in words
    assert "Download" not in words
    for address in (FILE, HOLD):
        assert client.get(address).status_code == 403


def test_a_restricted_household_is_on_no_manager_s_list(
    client: Client, cast: Cast, each: dict[str, Household]
) -> None:
    hidden = each["going"]
    hidden.restricted = True
    hidden.keep(by=cast.dana, why="A colleague's family")
    client.force_login(cast.henry)
    assert hidden.reference not in listed(client)
    client.force_login(cast.dana)
    assert hidden.reference in listed(client)


# --- As a file ----------------------------------------------------------------------------------
def rows_of(client: Client, **query: Any) -> list[dict[str, str]]:
    response = client.get(FILE, {"next": "all", **query})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def test_the_file_has_what_the_filters_leave_and_the_log_says_who_took_it(
    officer: Client, cast: Cast, each: dict[str, Household]
) -> None:
    assert len(rows_of(officer)) == 5
    (row,) = rows_of(officer, next="stopped")
    assert row["Household"] == each["stopped"].reference
    assert row["Stopped by"] == "Support is open."
    assert row["Due on"] == (today() + 14 * DAY).isoformat()
    events = AccessEvent.objects.filter(event="exported", action="retention:due-file")
    assert [event.user_id for event in events] == [str(cast.dana.pk)] * 2


def test_a_hub_that_is_called_like_a_formula_is_harmless(
    officer: Client, cast: Cast, each: dict[str, Household]
) -> None:
    type(cast.north_hub)._base_manager.filter(pk=cast.north_hub.pk).update(name="=1+1")
    assert {row["Hub"] for row in rows_of(officer)} == {"'=1+1"}


def test_only_paper_is_told_from_other_reasons_by_its_code(cast: Cast) -> None:
    """S43: what waits for its paper waits for its approval, too, wherever the paper is."""
    nowhere = "Harbour View Family Hub and Library, " * 6
    paper = [reasons.paper_left("PF-000001", "room 4"), reasons.paper_left("PF-000002", nowhere)]
    waits = a_line(cast.household, needs_approval=True, stopped_by=paper)
    held = [*paper, reasons.hold_stands("complaint")]
    stopped = a_line(cast.household, record_class="hub", needs_approval=True, stopped_by=held)
    assert list(DueLine.objects.waiting_for_approval()) == [waits]
    assert list(DueLine.objects.stopped()) == [stopped]
    assert [len(words) <= 200 for words in waits.stopped] == [True, True], "cut, not refused"


def test_the_database_wants_a_code_for_each_reason(cast: Cast) -> None:
    line = a_line(cast.household)
    with pytest.raises(IntegrityError, match="a_code_for_each_reason"):
        DueLine.objects.filter(pk=line.pk).update(stopped=["Support is open."])
