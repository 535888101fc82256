"""S33: a partner's people accept the duty of confidentiality before the first household opens,
and again each year."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import AccessEvent
from familyhubs.organisations import duty
from familyhubs.organisations.actions.duty import accept
from familyhubs.organisations.models import DutyAccepted, Role
from tests.factories import OrganisationFactory, PartnerUserFactory

pytestmark = pytest.mark.django_db
DUTY = reverse("organisations:duty")


@pytest.fixture
def newcomer(cast):
    """Somebody of the school who has accepted nothing yet; the school may see the family."""
    assert cast.family
    return PartnerUserFactory(organisation=cast.school, accepts_duty=False)


@pytest.fixture
def overview(cast):
    return reverse("households:overview", args=[cast.household.reference])


def test_s33_no_page_opens_before_it_is_accepted(client, newcomer, overview):
    client.force_login(newcomer)
    told = client.get(overview)
    assert told.status_code == 302
    assert told.url == f"{DUTY}?next={overview}"
    page = client.get(told.url).content.decode()
    assert "legal duty to keep it confidential" in page
    assert "Quillfeather" not in page
    answer = client.post(told.url, {"accepted": "on"})
    assert answer.url == overview
    assert "Quillfeather" in client.get(overview).content.decode()


def test_what_is_sent_does_nothing_either(client, newcomer, cast):
    client.force_login(newcomer)
    told = client.post(reverse("households:goal-add", args=[cast.household.reference]), {})
    assert told.url == f"{DUTY}?next=/"


def test_it_is_kept_who_accepted_which_words_and_until_when(client, newcomer):
    client.force_login(newcomer)
    client.post(DUTY, {"accepted": "on"})
    kept = DutyAccepted.objects.get(user=newcomer)
    assert kept.words == "\n".join(duty.WORDS)
    assert kept.organisation == newcomer.organisation
    assert kept.until.year == timezone.localdate().year + 1
    assert AccessEvent.objects.filter(action="duty.accept", user_id=newcomer.pk).exists()


def test_the_box_has_to_be_ticked(client, newcomer):
    client.force_login(newcomer)
    page = client.post(DUTY, {"accepted": ""}).content.decode()
    assert "Tick the box to accept the duty, or sign out" in page
    assert not DutyAccepted.objects.filter(user=newcomer).exists()


def test_nobody_is_led_to_another_site(client, newcomer):
    client.force_login(newcomer)
    answer = client.post(f"{DUTY}?next=https://elsewhere.example/", {"accepted": "on"})
    assert answer.url == reverse("organisations:start")


def test_signing_out_and_the_public_pages_stay_open(client, newcomer):
    client.force_login(newcomer)
    assert client.get(reverse("consent:privacy")).status_code == 200
    assert client.post(reverse("organisations:sign-out")).url == reverse("organisations:sign-in")


@pytest.mark.parametrize(("days", "asked"), [(364, False), (367, True)])
def test_it_is_asked_again_after_a_year(client, cast, days, asked):
    assert cast.pat
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        client.force_login(cast.pat)
        told = client.get(reverse("organisations:start"))
    assert (told.status_code == 302) is asked


def test_it_is_asked_again_where_the_words_are_others(client, cast, monkeypatch):
    client.force_login(cast.pat)
    monkeypatch.setattr(duty, "WORDS", ("Another duty.",))
    assert client.get("/").url.startswith(DUTY)


def test_whoever_moves_to_another_organisation_accepts_anew(client, cast):
    client.force_login(cast.pat)
    assert client.get("/").status_code == 200
    cast.pat.organisation = OrganisationFactory()
    cast.pat.save()
    assert client.get("/").url.startswith(DUTY)


def test_the_councils_people_are_not_asked(client, cast):
    client.force_login(cast.alice)
    assert client.get("/").status_code == 200
    assert client.get(DUTY).status_code == 403


def test_the_session_remembers_it(client, cast):
    client.force_login(cast.pat)
    client.get("/")
    assert client.session[duty.KEPT] == cast.school.pk


def test_it_can_be_accepted_before_it_ends(client, cast):
    client.force_login(cast.pat)
    assert "it counts until" in client.get(DUTY).content.decode()
    client.post(DUTY, {"accepted": "on"})
    assert DutyAccepted.objects.filter(user=cast.pat).count() == 2


def test_a_manager_accepts_it_too(cast):
    manager = PartnerUserFactory(role=Role.PARTNER_MANAGER, accepts_duty=False)
    assert duty.accepted_until(manager) is None
    accept(by=manager)
    assert duty.accepted_until(manager)
