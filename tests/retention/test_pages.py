"""The officer's pages: who may open them, what they say, how few queries they take."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from retention.actions import holds
from retention.models import Certificate, Hold, SweepRun
from tests.cast import Cast
from tests.retention.families import CLOSED, HUB_DUE, SERVICE_DUE, TokenFamily, at

Sweep = Callable[[date], SweepRun]
OFFICERS_PAGES = ["retention:due-list", "retention:certificates"]
NOT_THE_OFFICER = ["alice", "henry", "ann", "adam", "pat", "paula", "harriet", "charlie"]


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


# --- For anybody ------------------------------------------------------------------------------
def test_anybody_reads_how_long_things_are_kept(client: Client, db: None) -> None:
    """S42: in plain words, with the sentence each promise comes from."""
    text = page(client, "retention:public-schedule")
    for words in ("5 years", "6 years", "75 years", "15 years", "23 April 2024", "certificate"):
        assert words in text


def test_the_public_page_writes_nothing(client: Client, db: None) -> None:
    page(client, "retention:public-schedule")
    assert not AccessEvent.objects.exists()


# --- Denied -----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", OFFICERS_PAGES)
@pytest.mark.parametrize("who", NOT_THE_OFFICER)
def test_only_the_officer_opens_the_registers(
    client: Client, cast: Cast, name: str, who: str
) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", OFFICERS_PAGES)
def test_a_visitor_is_asked_to_sign_in(client: Client, db: None, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert reverse("organisations:sign-in") in response["Location"]


@pytest.mark.parametrize("who", ["pat", "charlie", "harriet", "ann", "adam"])
def test_a_household_s_retention_is_not_for_partners(client: Client, cast: Cast, who: str) -> None:
    """404 where the household is nothing to them; 403 where the role has no such page."""
    client.force_login(getattr(cast, who))
    response = client.get(reverse("retention:household", args=[cast.household.reference]))
    assert response.status_code == (403 if who == "pat" else 404)


@pytest.mark.parametrize("who", ["alice", "henry", "pat"])
def test_only_the_officer_places_and_lifts_holds(client: Client, cast: Cast, who: str) -> None:
    reference = cast.household.reference
    hold = holds.place(
        household=cast.household, reason="police", review_on=date(2099, 1, 1), by=cast.dana
    )
    client.force_login(getattr(cast, who))
    assert client.get(reverse("retention:hold-place", args=[reference])).status_code == 403
    lift = reverse("retention:hold-lift", args=[reference, hold.pk])
    assert client.post(lift).status_code == 403
    assert Hold.objects.standing().exists()


def test_the_certificate_of_nothing_is_a_404(client: Client, cast: Cast) -> None:
    client.force_login(cast.dana)
    assert client.get(reverse("retention:certificate", args=[4])).status_code == 404
    client.force_login(cast.alice)
    assert client.get(reverse("retention:certificate", args=[4])).status_code == 403


# --- The due list -----------------------------------------------------------------------------
def test_the_due_list_says_what_when_and_why(
    client: Client, family: TokenFamily, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """S43: references, no names: the list needs nobody's name."""
    family.close(CLOSED)
    with at(date(2026, 1, 1)):
        client.force_login(family.cast.dana)
        with django_assert_max_num_queries(27):
            text = page(client, "retention:due-list")
    assert family.reference in text
    assert "3 March 2026" in text
    assert "3 March 2025" in text
    assert "Support was last closed" in text
    assert family.token not in text


def test_the_due_list_looks_90_days_ahead(client: Client, family: TokenFamily) -> None:
    family.close(CLOSED)
    with at(date(2024, 12, 2)):
        client.force_login(family.cast.dana)
        assert "Nothing is due" in page(client, "retention:due-list")
    client.logout()
    with at(date(2024, 12, 3)):
        client.force_login(family.cast.dana)
        assert family.reference in page(client, "retention:due-list")


def test_the_due_list_says_what_is_stopped(client: Client, family: TokenFamily) -> None:
    family.close(CLOSED)
    _held(family)
    with at(HUB_DUE):
        client.force_login(family.cast.dana)
        assert "A hold stands: complaint." in page(client, "retention:due-list")


def test_the_due_list_takes_as_many_queries_for_many(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        TokenFamily(cast).close(CLOSED)
    with at(SERVICE_DUE):
        client.force_login(cast.dana)
        with django_assert_max_num_queries(27):
            page(client, "retention:due-list")


# --- Certificates -----------------------------------------------------------------------------
def test_certificates_are_listed_opened_and_found_by_reference(
    client: Client, family: TokenFamily, sweep_on: Sweep
) -> None:
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    client.force_login(family.cast.dana)
    assert "Service record" in page(client, "retention:certificates")
    found = page(client, "retention:certificates", reference=family.reference.lower())
    assert "2 found" in found
    assert "0 found" in page(client, "retention:certificates", reference="FH-0000-0000-0000")
    one = Certificate.objects.get(record_class="service")
    text = page(client, "retention:certificate", one.pk)
    assert "6 years from" in text
    assert one.subject in text
    assert family.token not in text + found


def test_the_lists_say_when_there_is_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.dana)
    assert "No certificates yet" in page(client, "retention:certificates")
    assert "Nothing is due" in page(client, "retention:due-list")


# --- One household ----------------------------------------------------------------------------
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
    _held(family)
    client.force_login(family.cast.alice)
    with django_assert_max_num_queries(20):
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
    client.post(reverse("retention:hold-lift", args=[family.reference, hold.pk]))
    hold.refresh_from_db()
    assert hold.lifted_by == dana
    assert "Lifted" in page(client, "retention:household", family.reference)


def test_a_hold_is_looked_at_again_in_the_future(client: Client, family: TokenFamily) -> None:
    client.force_login(family.cast.dana)
    place = reverse("retention:hold-place", args=[family.reference])
    text = client.post(place, _typed(today())).content.decode()
    assert "must be in the future" in text
    assert "case 12" in text  # what was typed is still there
    assert not Hold.objects.exists()


def test_lifting_twice_says_so(client: Client, family: TokenFamily) -> None:
    hold = _held(family)
    client.force_login(family.cast.dana)
    lift = reverse("retention:hold-lift", args=[family.reference, hold.pk])
    client.post(lift)
    assert "lifted meanwhile" in client.post(lift, follow=True).content.decode()


def test_a_hold_is_lifted_only_on_its_own_household(
    client: Client, family: TokenFamily, cast: Cast
) -> None:
    hold = _held(family)
    client.force_login(cast.dana)
    elsewhere = reverse("retention:hold-lift", args=[cast.strangers.reference, hold.pk])
    assert client.post(elsewhere).status_code == 404


# --- The admin site ---------------------------------------------------------------------------
@pytest.mark.parametrize("model", ["scheduleversion", "sweeprun", "certificate", "hold"])
def test_the_officer_reads_the_evidence_in_the_admin_site(
    client: Client, family: TokenFamily, sweep_on: Sweep, model: str
) -> None:
    _held(family)
    family.close(CLOSED)
    other = TokenFamily(family.cast)
    other.close(CLOSED)
    sweep_on(SERVICE_DUE)
    client.force_login(family.cast.dana)
    listed = client.get(reverse(f"admin:retention_{model}_changelist"))
    assert listed.status_code == 200
    from django.apps import apps

    row = apps.get_model("retention", model)._base_manager.first()
    change = reverse(f"admin:retention_{model}_change", args=[row.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"records": 0}).status_code == 403
    assert client.get(reverse(f"admin:retention_{model}_add")).status_code == 403
    client.force_login(family.cast.adam)
    assert client.get(change).status_code == 403


def _held(family: TokenFamily) -> Hold:
    return holds.place(
        household=family.household,
        reason="complaint",
        note="case 12",
        review_on=date(2099, 1, 1),
        by=family.cast.dana,
    )


def _typed(day: date) -> dict[str, object]:
    return {
        "reason": "court_order",
        "note": "case 12",
        "review_on_day": day.day,
        "review_on_month": day.month,
        "review_on_year": day.year,
    }
