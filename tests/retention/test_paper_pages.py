"""The pages of paper files: who may do what, what they say, bad input, how few queries (S47)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from retention.models import ContractorCertificate, PaperDestruction, PaperFile, PaperLoan
from tests.cast import Cast
from tests.files import samples
from tests.retention.families import SERVICE_DUE, TokenFamily, at
from tests.retention.filing import a_file, fresh, lent, lost


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


# --- Denied -------------------------------------------------------------------------------------
KEEPING = ["move", "correct", "mistake", "lost", "found", "check-out", "put-off", "check-in"]


@pytest.mark.parametrize("what", KEEPING)
@pytest.mark.parametrize(("who", "status"), [("dana", 403), ("pat", 403), ("charlie", 404)])
def test_only_the_hub_keeps_the_register(
    client: Client, cast: Cast, paper: PaperFile, what: str, who: str, status: int
) -> None:
    assert cast.agreement
    client.force_login(getattr(cast, who))
    url = address(f"paper-{what}", paper)
    assert client.get(url).status_code == client.post(url).status_code == status


@pytest.mark.parametrize("what", ["destroy", "write-off", "certificate"])
@pytest.mark.parametrize(("who", "status"), [("alice", 403), ("paula", 403), ("harriet", 404)])
def test_only_the_manager_and_the_officer_record_that_it_was_destroyed(
    client: Client, cast: Cast, paper: PaperFile, what: str, who: str, status: int
) -> None:
    assert cast.agreement
    client.force_login(getattr(cast, who))
    url = address(f"paper-{what}", paper)
    assert client.get(url).status_code == client.post(url).status_code == status
    assert not PaperDestruction.objects.exists()


def test_only_the_officer_writes_a_file_off(client: Client, cast: Cast, paper: PaperFile) -> None:
    lost(paper, cast.alice)
    client.force_login(cast.henry)
    assert client.post(address("paper-write-off", paper), {"sure": "on"}).status_code == 403


@pytest.mark.parametrize("who", ["pat", "paula", "charlie", "ann", "adam"])
def test_the_register_of_all_is_the_councils(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(reverse("retention:paper-files")).status_code == 403


def test_a_file_of_another_household_is_not_opened_through_this_one(
    client: Client, cast: Cast, paper: PaperFile
) -> None:
    client.force_login(cast.alice)
    url = reverse("retention:paper-file", args=[cast.strangers.reference, paper.pk])
    assert client.get(url).status_code == 404


# --- The household's page -----------------------------------------------------------------------
def test_a_file_is_registered_and_stands_on_the_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    url = reverse("retention:paper-register", args=[cast.household.reference])
    facts = {"label": "2019/44", "volumes": "2", "hub": cast.north_hub.pk, "place": "Shelf 4"}
    told = send(client, url, **facts, person=cast.child.pk, **day("registered_on", today()))
    text = told.content.decode()
    file = PaperFile.objects.get()
    assert (file.person, file.volumes) == (cast.child, 2)
    for words in (file.number, "about Bramble Quillfeather", "North Larkfield Family Hub, Shelf 4"):
        assert words in text


def test_the_empty_list_says_what_to_do(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    text = page(client, reverse("retention:paper", args=[cast.household.reference]))
    assert "No paper file is registered" in text
    client.force_login(cast.pat)
    assert cast.agreement
    assert "Paper files" not in page(client, cast.household.get_absolute_url())


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"label": ""}, "Enter what the cover says"),
        ({"volumes": "0"}, "1 or more"),
        ({"volumes": "many"}, "The number of volumes must be a whole number"),
        ({"place": ""}, "Enter the room and shelf"),
        ({"hub": "999999"}, "There is a problem"),
        ({"registered_on_year": "2199"}, "must be today or in the past"),
        ({"registered_on_day": "31", "registered_on_month": "2"}, "must be a real date"),
        ({"label": "x" * 61}, "60 characters"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    client: Client, cast: Cast, changed: dict[str, str], words: str
) -> None:
    client.force_login(cast.alice)
    url = reverse("retention:paper-register", args=[cast.household.reference])
    facts = {"label": "2019/44", "volumes": "1", "hub": "", "place": "Shelf 4", "contents": "Notes"}
    told = client.post(url, facts | day("registered_on", today()) | changed)
    assert told.status_code == 200
    assert words in told.content.decode()
    assert "Notes" in told.content.decode()
    assert not PaperFile.objects.exists()


# --- Out and in ---------------------------------------------------------------------------------
def test_a_colleague_takes_it_by_their_address(
    client: Client, cast: Cast, paper: PaperFile
) -> None:
    client.force_login(cast.alice)
    url, due = address("paper-check-out", paper), today() + timedelta(days=7)
    facts = {"why": "Court bundle", **day("lent_on", today()), **day("due_on", due)}
    wrong = send(client, url, to="colleague", email="nobody@council.example", **facts)
    assert "Nobody signs in with this address" in wrong.content.decode()
    told = send(client, url, to="colleague", email=cast.henry.email.upper(), **facts)
    assert f"{cast.henry}, due back on" in told.content.decode()
    again = send(client, url, to="me", **facts)
    assert "This file is checked out. Check it in first." in again.content.decode()


def test_somebody_else_is_named_with_their_organisation(
    client: Client, cast: Cast, paper: PaperFile
) -> None:
    client.force_login(cast.alice)
    url = address("paper-check-out", paper)
    facts = {"why": "x", "to": "other", "email": "left over", **day("lent_on", today())}
    facts |= day("due_on", today())
    told = send(client, url, **facts).content.decode()
    assert "Enter their name" in told
    assert "Enter their organisation" in told
    facts |= {"to_name": "Ada Attorney", "to_organisation": "Attorney and Co", "email": ""}
    assert "Ada Attorney (Attorney and Co)" in send(client, url, **facts).content.decode()


@pytest.mark.parametrize("who", ["me", "colleague", "other", "", "nobody"])
def test_who_takes_it_is_always_asked(
    client: Client, cast: Cast, paper: PaperFile, who: str
) -> None:
    client.force_login(cast.alice)
    told = client.post(address("paper-check-out", paper), {"to": who, "email": "x"})
    assert told.status_code == 200
    assert not PaperLoan.objects.exists()


def test_it_is_kept_longer_and_comes_back(client: Client, cast: Cast, paper: PaperFile) -> None:
    lent(paper, cast.alice)
    client.force_login(cast.alice)
    later = day("due_on", today() + timedelta(days=90))
    facts: dict[str, Any] = {"version": 1, "why": "Adjourned", **later}
    assert "when the file is due back" in _told(client, "paper-put-off", paper, **facts)
    stale = _told(client, "paper-put-off", paper, **facts | day("due_on", today() + timedelta(99)))
    assert "changed this" in stale
    facts = {"version": 2, "hub": "", "place": "Shelf 9", **day("returned_on", today())}
    assert "The file is checked in." in _told(client, "paper-check-in", paper, **facts)
    assert fresh(paper).kept_at == "Shelf 9"
    assert "not checked out" in _told(client, "paper-check-in", paper, **facts)
    assert "not checked out" in _told(client, "paper-put-off", paper, **facts)


def test_it_does_not_come_back_before_it_went(client: Client, cast: Cast, paper: PaperFile) -> None:
    lent(paper, cast.alice)
    client.force_login(cast.alice)
    yesterday = day("returned_on", today() - timedelta(days=1))
    told = _told(client, "paper-check-in", paper, version=1, hub="", place="x", **yesterday)
    assert "the date must be on or after it" in told
    assert PaperLoan.objects.open().exists()


def test_it_is_moved_corrected_lost_and_found(client: Client, cast: Cast, paper: PaperFile) -> None:
    client.force_login(cast.alice)
    moved: dict[str, Any] = {"hub": "", "place": "Deep store", "why": "", "version": 1}
    assert "where the file is kept now" in _told(client, "paper-move", paper, **moved)
    assert "changed this" in _told(client, "paper-move", paper, **moved)
    facts = {"label": "A", "contents": "B", "volumes": 3, "why": "C", "version": 2}
    assert "The file is corrected." in _told(client, "paper-correct", paper, **facts)
    facts = {"lost_note": "Searched", "version": 3, **day("lost_on", today())}
    assert "data protection officer" in _told(client, "paper-lost", paper, **facts)
    assert "Searched" in page(client, address("paper-file", paper))
    facts = {"hub": "", "place": "Shelf 1", "version": 4}
    assert "the file was found" in _told(client, "paper-found", paper, **facts)
    assert "not reported lost" in page_after(client, address("paper-found", paper))
    assert "by mistake" in _told(client, "paper-mistake", paper, why="twice")
    assert "Registered by mistake" in page(client, address("paper-file", paper))


def _told(client: Client, name: str, file: PaperFile, **data: Any) -> str:
    return str(send(client, address(name, file), **data).content.decode())


def page_after(client: Client, url: str) -> str:
    return str(client.get(url, follow=True).content.decode())


# --- Destroyed ----------------------------------------------------------------------------------
def test_the_page_says_why_it_may_not_be_destroyed_yet(
    client: Client, cast: Cast, paper: PaperFile
) -> None:
    client.force_login(cast.henry)
    text = page(client, address("paper-destroy", paper))
    assert "Support is open." in text
    assert "By whom?" not in text
    lost(paper, cast.alice)
    client.force_login(cast.dana)
    text = page(client, address("paper-write-off", paper))
    assert "Support is open." in text
    assert "It may not be written off yet" in text


def test_the_manager_records_who_destroyed_it_with_the_certificate(
    client: Client, file: PaperFile, family: TokenFamily
) -> None:
    with at(SERVICE_DUE - timedelta(days=1)):
        client.force_login(family.cast.henry)
        assert "kept until 3 March 2026" in page(client, address("paper-destroy", file))
        client.logout()
    with at(SERVICE_DUE):
        client.force_login(family.cast.henry)
        assert "May be destroyed" in page(client, address("paper-file", file))
        facts: dict[str, Any] = {"how": "contractor", "by_whom": "Shredders", **day("on", today())}
        none = _told(client, "paper-destroy", file, **facts)
        assert "Enter the number of the contractor" in none
        scan = SimpleUploadedFile("scan.pdf", samples.PDF, "application/pdf")
        told = _told(client, "paper-destroy", file, **facts, scan=scan)
        assert "the file is no more" in told
        assert "scan.pdf" in told
        download = client.get(address("paper-scan", file))
        assert download.content == samples.PDF
        assert "attachment" in download["Content-Disposition"]
        assert AccessEvent.objects.filter(action="retention:paper-scan", event="exported").exists()
        facts = {"number": "C-77", "version": 1}
        assert "C-77" in _told(client, "paper-certificate", file, **facts)
        assert "is no more" in page(client, address("paper-destroy", file))
    assert ContractorCertificate.objects.get().name == "scan.pdf"


def test_a_program_is_no_certificate(client: Client, file: PaperFile, family: TokenFamily) -> None:
    with at(SERVICE_DUE):
        client.force_login(family.cast.henry)
        scan = SimpleUploadedFile("scan.pdf", samples.WINDOWS_PROGRAM, "application/pdf")
        facts: dict[str, Any] = {"how": "contractor", "by_whom": "Shredders", **day("on", today())}
        told = _told(client, "paper-destroy", file, **facts, scan=scan)
    assert "is not a PDF" in told
    assert not PaperDestruction.objects.exists()


def test_no_certificate_is_kept_of_what_no_contractor_did(
    client: Client, file: PaperFile, family: TokenFamily
) -> None:
    with at(SERVICE_DUE):
        client.force_login(family.cast.henry)
        facts: dict[str, Any] = {"how": "on_site", "by_whom": "We", "number": "C-1"}
        told = _told(client, "paper-destroy", file, **facts, **day("on", today()))
    assert "select that a contractor did it" in told


def test_the_officer_writes_off_what_nobody_finds(
    client: Client, file: PaperFile, family: TokenFamily
) -> None:
    with at(SERVICE_DUE):
        client.force_login(family.cast.dana)
        assert "not reported lost" in _told(client, "paper-write-off", file, sure="on")
        lost(file, family.cast.alice)
        assert "Say that everything" in _told(client, "paper-write-off", file, sure="")
        assert "Written off" in _told(client, "paper-write-off", file, sure="on")
