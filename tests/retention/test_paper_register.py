"""The register of every paper file, the start page, and what is printed (S47)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from familyhubs.audit.models import AccessEvent
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from retention.actions import holds
from retention.models import PaperFile, PaperLoan, SweepRun
from tests.cast import Cast
from tests.printing.paper import Paper
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at
from tests.retention.filing import a_file, destroyed_long_ago, filed, lent, lost
from tests.retention.nights import approved_by_two, notice_given


def address(name: str, file: PaperFile) -> str:
    return reverse(f"retention:{name}", args=[file.household.reference, file.pk])


def page(client: Client, url: str, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def send(client: Client, url: str, **data: Any) -> Any:
    return client.post(url, data, follow=True)


def day(name: str, on: Any) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


@pytest.fixture
def paper(cast: Cast) -> PaperFile:
    return a_file(cast.household, cast.alice, contents="Letters, 2016 to 2019")


# --- The register of all ------------------------------------------------------------------------
@pytest.fixture
def late(cast: Cast, paper: PaperFile) -> PaperFile:
    lent(paper, cast.alice)
    PaperLoan.objects.update(lent_on=today() - timedelta(30), due_on=today() - timedelta(1))
    return paper


def register(client: Client, user: User, **query: str) -> str:
    client.force_login(user)
    return page(client, reverse("retention:paper-files"), **query)


def test_the_register_shows_what_is_out_overdue_first(
    client: Client, cast: Cast, late: PaperFile
) -> None:
    other = a_file(cast.strangers, cast.alice, label="in time")
    lent(other, cast.henry)
    text = register(client, cast.dana)
    assert text.index(late.number) < text.index(other.number)
    assert "Quillfeather" in text
    only = register(client, cast.henry, show="overdue", hub=str(cast.north_hub.pk))
    assert late.number in only
    assert other.number not in only
    assert other.number in register(client, cast.henry, show="mine")
    assert late.number not in register(client, cast.henry, hub=str(cast.south_hub.pk))


def test_the_register_finds_by_number_or_label(
    client: Client, cast: Cast, paper: PaperFile
) -> None:
    for words in (paper.number, paper.number.lower(), str(paper.pk), "19/4"):
        assert "Quillfeather" in register(client, cast.alice, show="all", q=words), words
    for words in ("nothing", "%", "PF-"):
        assert "No such file" in register(client, cast.alice, show="all", q=words), words
    assert AccessEvent.objects.filter(action="retention:paper-files", event="searched").exists()


@pytest.mark.parametrize("query", [{"show": "x"}, {"hub": "x"}, {"page": "x"}, {"q": "9" * 60}])
def test_an_address_that_somebody_changed_is_no_error(
    client: Client, cast: Cast, query: dict[str, str]
) -> None:
    assert register(client, cast.alice, **query)


def test_what_may_be_destroyed_is_told_from_what_is_stopped(
    client: Client, file: PaperFile, family: TokenFamily
) -> None:
    with at(SERVICE_DUE - timedelta(days=1)):
        assert "No file here" in register(client, family.cast.dana, show="destroy")
        client.logout()
    with at(SERVICE_DUE):
        assert "To destroy" in register(client, family.cast.dana, show="destroy")
        about = {"household": family.household, "reason": "police", "by": family.cast.dana}
        hold = holds.place(**about, review_on=today() + timedelta(days=9))
        stopped = register(client, family.cast.dana, show="destroy")
        assert "A hold stands: police investigation." in stopped
        assert "To destroy" not in stopped
        holds.lift(hold=hold, why="Over", by=family.cast.dana)
        lost(file, family.cast.alice)
        assert "Missing since" in register(client, family.cast.dana, show="lost")


def test_a_restricted_household_is_not_on_the_register(
    client: Client, cast: Cast, late: PaperFile
) -> None:
    cast.household.restricted = True
    cast.household.keep(by=cast.dana, why="A colleague's family")
    assert late.number not in register(client, cast.henry, show="all")
    assert late.number in register(client, cast.dana, show="all")


@pytest.mark.parametrize("show", ["", "all", "destroy"])
def test_the_register_takes_as_many_queries_for_many(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries, show: str
) -> None:
    for number in range(8):
        file = a_file(cast.household, cast.alice, label=f"no {number}")
        lent(file, cast.alice)
    client.force_login(cast.dana)
    with django_assert_max_num_queries(20):
        page(client, reverse("retention:paper-files"), show=show)


def test_a_familys_list_takes_as_many_queries_for_many(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(8):
        lent(a_file(cast.household, cast.alice, label=f"{number}", person=cast.child), cast.alice)
    client.force_login(cast.alice)
    with django_assert_max_num_queries(25):
        page(client, reverse("retention:paper", args=[cast.household.reference]))


# --- What waits, what is printed ----------------------------------------------------------------
def start(client: Client, user: User) -> str:
    client.force_login(user)
    return page(client, reverse("organisations:start"))


def test_the_start_page_says_what_is_overdue_and_lost(
    client: Client, cast: Cast, late: PaperFile
) -> None:
    assert "1 paper file that you have is overdue" in start(client, cast.alice)
    assert "1 paper file is overdue at North Larkfield Family Hub" in start(client, cast.henry)
    assert "paper file" not in start(client, cast.dana)
    lost(late, cast.alice)
    assert "1 paper file is lost" in start(client, cast.dana)
    assert "overdue" not in start(client, cast.henry)


def test_the_start_page_says_what_may_go(
    client: Client, file: PaperFile, family: TokenFamily
) -> None:
    with at(SERVICE_DUE):
        text = start(client, family.cast.dana)
    assert "1 paper file to look at: its time is over" in text
    assert "paper file" not in start(client, family.cast.ann)


def test_the_label_names_nobody(client: Client, cast: Cast, paper: PaperFile) -> None:
    """S47: whoever finds the file learns the reference and the number."""
    client.force_login(cast.alice)
    label = Paper(client.get(address("paper-label", paper)).content).words
    assert paper.number in label
    assert cast.household.reference in label
    assert "Quillfeather" not in label
    assert paper.label not in label


def test_the_printed_summary_lists_them_for_the_council_alone(
    client: Client, cast: Cast, paper: PaperFile
) -> None:
    """S47: included in copies."""
    destroyed_long_ago(a_file(cast.household, cast.alice, label="gone"), cast)
    url = reverse("households:print", args=[cast.household.reference])
    client.force_login(cast.alice)
    printed = Paper(client.get(url).content).words
    for words in ("Paper files", paper.number, "Letters, 2016 to 2019", "by a contractor"):
        assert words in printed
    assert cast.agreement
    client.force_login(cast.pat)
    assert "Paper files" not in Paper(client.get(url).content).words


def test_the_history_of_the_household_tells_of_it(
    client: Client, cast: Cast, paper: PaperFile
) -> None:
    lent(paper, cast.alice)
    client.force_login(cast.alice)
    text = page(client, reverse("households:history", args=[cast.household.reference]))
    assert "Paper file registered" in text
    assert "Checked out" in text


def test_a_protected_childs_file_is_listed_when_the_child_is_all_that_is_left(
    client: Client, family: TokenFamily, sweep_on: Callable[[date], SweepRun]
) -> None:
    family.protect(family.child)
    own = filed(family, "own", person=family.child)
    family.close(CLOSED)
    with at(SERVICE_DUE):
        assert "No file here" in register(client, family.cast.dana, show="destroy")
        client.logout()
    sweep_on(SERVICE_DUE)
    notice_given(on=date(2087, 5, 2))
    with at(date(2087, 6, 1)):
        approved_by_two(family.cast)
        text = register(client, family.cast.dana, show="destroy")
    assert own.number in text
    assert "To destroy" in text
