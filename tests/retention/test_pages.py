"""The officer's pages: who may open them, what they say, how few queries they take."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from retention.actions import holds
from retention.models import Certificate, Hold, SweepRun
from tests.cast import Cast
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily

Sweep = Callable[[date], SweepRun]
OFFICERS_PAGES = ["retention:due-file", "retention:due-hold", "retention:certificates"]
NOT_THE_OFFICER = ["alice", "henry", "ann", "adam", "pat", "paula", "harriet", "charlie"]


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


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


@pytest.mark.parametrize("reference", ["FH-0000-0000-0000", "nonsense"])
def test_what_is_gone_is_answered_in_the_same_words_as_what_never_was(
    client: Client, cast: Cast, reference: str
) -> None:
    """A worker is told that it may be merged or disposed of; a partner, of the agreement."""
    url = reverse("retention:household", args=[reference])
    client.force_login(cast.dana)
    text = client.get(url).content.decode()
    assert "merged into another, or disposed of" in text
    assert "Look in the certificates of disposal" in text
    client.force_login(cast.alice)
    text = client.get(url).content.decode()
    assert "merged into another, or disposed of" in text
    assert "certificates of disposal" not in text
    client.force_login(cast.pat)
    text = client.get(url).content.decode()
    assert "may have ended the agreement" in text
    assert "disposed of" not in text


def test_the_certificate_of_nothing_is_a_404(client: Client, cast: Cast) -> None:
    client.force_login(cast.dana)
    assert client.get(reverse("retention:certificate", args=[4])).status_code == 404
    client.force_login(cast.alice)
    assert client.get(reverse("retention:certificate", args=[4])).status_code == 403


# --- Certificates -----------------------------------------------------------------------------
def test_certificates_are_listed_and_opened(
    client: Client, family: TokenFamily, sweep_on: Sweep
) -> None:
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    client.force_login(family.cast.dana)
    assert "Service record" in page(client, "retention:certificates")
    one = Certificate.objects.get(record_class="service")
    text = page(client, "retention:certificate", one.number)
    assert "6 years from" in text
    assert one.subject in text
    assert family.token not in text


def test_the_lists_say_when_there_is_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.dana)
    assert "No certificates yet" in page(client, "retention:certificates")


# --- The admin site ---------------------------------------------------------------------------
@pytest.mark.parametrize("model", ["scheduleversion", "sweeprun", "certificate", "hold"])
def test_the_officer_reads_the_evidence_in_the_admin_site(
    client: Client, family: TokenFamily, sweep_on: Sweep, model: str
) -> None:
    held(family)
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


def held(family: TokenFamily) -> Hold:
    return holds.place(
        household=family.household,
        reason="complaint",
        note="case 12",
        review_on=date(2099, 1, 1),
        by=family.cast.dana,
    )
