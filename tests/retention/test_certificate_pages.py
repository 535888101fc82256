"""S43: a certificate on its page and on paper, and the register that finds it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import AccessEvent, Event
from familyhubs.keys.models import DoomedKey, KeyDestruction
from retention import certificate_words, chain
from retention.models import Certificate, SweepRun
from tests.cast import Cast
from tests.printing.paper import Paper
from tests.retention.families import CLOSED, HUB_DUE, SERVICE_DUE, TokenFamily
from tests.retention.issued import a_certificate

Sweep = Callable[[date], SweepRun]
NOT_THE_OFFICER = ["alice", "henry", "ann", "adam", "pat", "paula", "harriet", "charlie"]


@pytest.fixture
def disposed(family: TokenFamily, sweep_on: Sweep) -> Certificate:
    """The certificate of a service record."""
    family.close(CLOSED)
    sweep_on(HUB_DUE)
    sweep_on(SERVICE_DUE)
    return Certificate.objects.get(record_class="service")


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.dana)
    return client


def page(client: Client, certificate: Certificate) -> str:
    answer = client.get(certificate.get_absolute_url())
    assert answer.status_code == 200
    return answer.text


def register(client: Client, **query: str) -> Any:
    return client.get(reverse("retention:certificates"), query)


def sought(client: Client, reference: str) -> Any:
    return client.post(reverse("retention:certificates"), {"of-reference": reference})


def numbers(client: Client, **query: str) -> list[int]:
    return [row.number for row in register(client, **query).context["page"].object_list]


# --- One --------------------------------------------------------------------------------------
def test_the_page_says_the_rule_the_search_the_keys_and_the_chain(
    officer: Client, disposed: Certificate
) -> None:
    text = page(officer, disposed)
    assert "6 years from: Support was last closed (schedule version 2024-04-23)" in text
    assert f"{disposed.searched} tables were searched after the deletes: nothing was found" in text
    assert disposed.searched > 50
    assert "3 keys, destroyed on 3 March 2026" in text or "3 keys, destroyed on" in text
    for code in (disposed.digest, disposed.previous, disposed.subject, str(disposed.batch)):
        assert code in text


def test_a_key_that_is_not_destroyed_yet_is_said_not_to_be(
    officer: Client, family: TokenFamily, sweep_on: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    family.close(CLOSED)
    monkeypatch.setattr("familyhubs.keys.outbox.destroy_doomed", lambda: 1 / 0)
    sweep_on(SERVICE_DUE)
    assert DoomedKey.objects.count() == 3
    made = Certificate.objects.get(record_class="service")
    assert "3 keys, not destroyed yet: tried again every hour" in page(officer, made)


def test_what_an_older_one_does_not_say_is_not_made_up(officer: Client, cast: Cast) -> None:
    text = page(officer, a_certificate())
    assert text.count("this certificate was issued before certificates said so") == 3
    assert "destroyed" not in text


def test_one_put_back_after_a_restore_says_by_which_run(officer: Client, cast: Cast) -> None:
    made = a_certificate()
    put_back = a_certificate(replayed_in=made.run)
    assert f"by run {made.run.pk} on" in page(officer, put_back)
    assert "Put back" in register(officer).text


def test_each_child_s_rule_and_version_is_named(officer: Client, cast: Cast) -> None:
    """One certificate may be about several children, who were promised different things."""
    rules = [["2024-04-23", "75 years from: birth"], ["2030-01-01", "80 years from: birth"]]
    text = page(officer, a_certificate(record_class="protected_child", rules=rules))
    assert "1. 75 years from: birth (schedule version 2024-04-23)" in text
    assert "2. 80 years from: birth (schedule version 2030-01-01)" in text


def test_the_children_s_rules_are_kept_one_for_each(family: TokenFamily, sweep_on: Sweep) -> None:
    for name, born in (("Fern", date(1940, 1, 1)), ("Moss", date(1941, 1, 1))):
        family.protect(family.add(name, date_of_birth=born))
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    made = Certificate.objects.get(record_class="protected_child")
    assert [version for version, _ in made.rules] == ["2024-04-23"] * 2
    assert made.keys == 2
    assert len(made.named["people"]) == 2


# --- On paper ---------------------------------------------------------------------------------
def test_the_paper_says_the_same_and_is_logged(
    officer: Client, disposed: Certificate, cast: Cast
) -> None:
    answer = officer.get(reverse("retention:certificate-paper", args=[disposed.number]))
    assert answer["Content-Disposition"] == (
        f'attachment; filename="certificate-of-disposal-{disposed.number}.pdf"'
    )
    paper = Paper(answer.content)
    for fact in certificate_words.facts_of(disposed):
        assert fact.label in paper.words
        assert fact.words.replace("\n", " ") in paper.words or fact.is_code
    assert disposed.digest in paper.words.replace(" ", "")
    assert "Person 2 2" in paper.words
    assert "pdfuaid" in paper.about
    assert {"/Table", "/TH", "/H1"} <= set(paper.tags)
    event = AccessEvent.objects.get(event=Event.EXPORTED)
    assert (event.subject, event.subject_id) == ("certificate", str(disposed.number))
    assert event.user_id == str(cast.dana.pk)


def test_no_personal_data_is_on_it(
    officer: Client, disposed: Certificate, family: TokenFamily
) -> None:
    answer = officer.get(reverse("retention:certificate-paper", args=[disposed.number]))
    text = Paper(answer.content).words + page(officer, disposed)
    for word in (family.token, family.reference, str(family.mother.data_key)):
        assert word not in text


@pytest.mark.parametrize("who", NOT_THE_OFFICER)
def test_nobody_else_prints_one(client: Client, cast: Cast, who: str) -> None:
    made = a_certificate()
    client.force_login(getattr(cast, who))
    for name in ("certificate", "certificate-paper"):
        assert client.get(reverse(f"retention:{name}", args=[made.number])).status_code == 403


def test_a_number_that_was_never_given_is_a_404(officer: Client) -> None:
    for name in ("certificate", "certificate-paper"):
        assert officer.get(reverse(f"retention:{name}", args=[10**9])).status_code == 404


# --- The register -----------------------------------------------------------------------------
def test_it_is_searched_by_day_class_and_reference(
    officer: Client, disposed: Certificate, family: TokenFamily
) -> None:
    assert numbers(officer) == [2, 1]
    assert numbers(officer, record_class="hub") == [1]
    day = {"since_day": "1", "since_month": "1", "since_year": "2026"}
    assert numbers(officer, **day) == [2]
    assert numbers(officer, until_day="3", until_month="3", until_year="2025") == [1]
    assert numbers(officer, until_day="2", until_month="3", until_year="2025") == []
    found = sought(officer, family.reference.lower())
    assert [row.number for row in found.context["page"].object_list] == [2, 1]
    assert "2 found" in found.text
    assert "Check how it is written" in sought(officer, "FH-0000-0000-0000").text


def test_a_reference_stands_in_no_address(
    officer: Client, disposed: Certificate, family: TokenFamily
) -> None:
    """Addresses are in histories and logs: what is asked for in one is not looked up."""
    assert 'name="reference"' not in register(officer).text
    assert numbers(officer, reference=family.reference) == [2, 1]  # everything: it was not read
    assert "Enter the reference of the household" in sought(officer, "").text


def test_a_search_by_day_alone_speaks_of_no_reference(officer: Client) -> None:
    text = register(officer, until_day="2", until_month="3", until_year="1999").text
    assert "Nothing was disposed of that answers to this." in text
    assert "is written" not in text


def test_it_is_said_in_plain_words_what_is_counted(officer: Client, disposed: Certificate) -> None:
    hub = Certificate.objects.get(record_class="hub")
    text = page(officer, hub)
    assert "Below, what hangs on them is counted too" in text
    assert "Who is named in: " in text
    assert "Entry on the list of what comes up for disposal" in text
    assert "Line of the due list" not in text


def test_only_a_search_by_reference_is_in_the_log(officer: Client) -> None:
    register(officer, record_class="hub")
    assert not AccessEvent.objects.filter(event=Event.SEARCHED).exists()
    sought(officer, "x" * 5000)
    assert not AccessEvent.objects.filter(event=Event.SEARCHED).exists()
    sought(officer, "FH-0000-0000-0000")
    event = AccessEvent.objects.get(event=Event.SEARCHED)
    assert (event.action, event.subject_id) == ("retention:certificates", "")


@pytest.mark.parametrize(
    "query",
    [
        {"since_day": "31", "since_month": "2", "since_year": "2026"},
        {"record_class": "nonsense"},
        {"until_day": "1", "until_month": "1", "until_year": "99999999999"},
        {"page": "-4"},
        {"until_day": "31", "until_month": "12", "until_year": "9999"},
        {"since_day": "1", "since_month": "1", "since_year": "1"},
    ],
)
def test_nonsense_is_answered_with_a_page(officer: Client, query: dict[str, str]) -> None:
    assert register(officer, **query).status_code == 200


def test_it_says_when_the_chain_was_last_proved_and_what_was_found(
    officer: Client, disposed: Certificate
) -> None:
    """Only what was computed: nothing before the first look."""
    assert "has not been checked yet" in register(officer).text
    chain.check()
    when = timezone.localdate().strftime("%-d %B %Y")
    assert f"was last proved whole on {when}" in register(officer).text
    assert "2 certificates" in register(officer).text


def test_a_broken_chain_stands_out(officer: Client, cast: Cast) -> None:
    from retention.models import ChainCheck

    ChainCheck.objects.create(certificates=3, newest="0" * 64, broken="Certificate 3 is missing.")
    answer = register(officer)
    assert "was found broken on" in answer.text
    assert "Certificate 3 is missing." in answer.text


def test_the_pages_take_few_queries(
    officer: Client, disposed: Certificate, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        a_certificate()
    with django_assert_max_num_queries(7):
        register(officer)
    with django_assert_max_num_queries(7):
        page(officer, disposed)
    assert KeyDestruction.objects.count() == 1
