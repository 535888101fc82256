"""What the administrator changes decides who sees what: it says who did it, and what."""

import pytest
from django.urls import reverse

from familyhubs.audit.models import AccessEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def adam(client, cast):
    client.force_login(cast.adam)
    return client


def test_a_hub_changed_has_its_author_its_reason_and_its_event(adam, cast):
    hub = cast.north_hub
    url = reverse("admin:organisations_hub_change", args=[hub.pk])
    assert (
        adam.post(
            url, {"name": "The Larkfield Hub", "postcode": hub.postcode, "is_open": "on"}
        ).status_code
        == 302
    )
    last = hub.history.latest()
    assert last.history_user == cast.adam
    assert last.history_change_reason == "Changed in the admin site: name"
    assert AccessEvent.objects.latest("pk").action == "admin.hub"


def test_a_weak_password_is_refused(adam, cast):
    url = reverse("admin:organisations_user_change", args=[cast.alice.pk])
    data = {
        "name": "Alice Atherton",
        "email": cast.alice.email,
        "organisation": cast.council.pk,
        "role": "hub_worker",
        "is_active": "on",
        "new_password": "passwordpassword1"[:8],
    }
    assert "too short" in adam.post(url, data).text


def test_a_page_is_kept_by_no_browser(adam):
    assert "no-store" in adam.get(reverse("organisations:start"))["Cache-Control"]
