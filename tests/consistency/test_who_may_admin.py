"""The admin site: evidence is read and organisations are kept, by nobody but those two."""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from familyhubs.keys.models import KeyDestruction
from retention.models import ChainCheck
from tests.consistency.pages import World
from tests.consistency.who_may import SIGNED_IN

READ, ADD, CHANGE = "read", "add", "change"
EVIDENCE = {"dana": {READ}}
KEPT = {"dana": {READ}, "adam": {READ, ADD, CHANGE}}

NOBODY: dict[str, set[str]] = {}

WHO_MAY = {
    "audit.accessevent": EVIDENCE,
    "axes.accessattempt": NOBODY,
    "axes.accessfailurelog": NOBODY,
    "axes.accesslog": NOBODY,
    "consent.notice": EVIDENCE,
    "households.household": EVIDENCE,
    "keys.keydestruction": EVIDENCE,
    "organisations.dutyaccepted": EVIDENCE,
    "organisations.hub": KEPT,
    "organisations.organisation": KEPT,
    "organisations.user": KEPT,
    "referrals.service": KEPT,
    "retention.certificate": EVIDENCE,
    "retention.chaincheck": EVIDENCE,
    "retention.hold": EVIDENCE,
    "retention.scheduleversion": EVIDENCE,
    "retention.sweeprun": EVIDENCE,
}
STAFF = ["dana", "adam"]


def registered():
    return {model._meta.label_lower: model for model in admin.site._registry}


def test_every_model_of_the_admin_site_has_a_line():
    assert set(registered()) == set(WHO_MAY), "Say in WHO_MAY who may do what to it."


@pytest.mark.parametrize("who", sorted(SIGNED_IN - set(STAFF)))
def test_the_admin_site_sends_everybody_else_away(client, db, who):
    world = World()
    client.force_login(getattr(world, who))
    for label in WHO_MAY:
        told = client.get(reverse(f"admin:{label.replace('.', '_')}_changelist"))
        assert told.status_code in (302, 403, 404), label
    assert client.get(reverse("admin:index")).status_code in (302, 403, 404)


@pytest.mark.parametrize("who", STAFF)
def test_the_admin_site_lets_each_do_what_is_theirs(client, db, who):
    world = World()
    assert world.pat
    assert world.hold
    assert world.certificate
    assert KeyDestruction.objects.create(batch=uuid4(), keys=2, destroyed_at=timezone.now())
    assert ChainCheck.objects.create(certificates=0, newest="0" * 64)
    assert world.service
    client.force_login(getattr(world, who))
    assert client.get(reverse("admin:index")).status_code == 200
    for label, model in registered().items():
        may = WHO_MAY[label].get(who, set())
        row = model._default_manager.first()
        assert allowed(client, label, "changelist") == (READ in may), label
        if row is None:
            assert not may, f"{label}: make one in World"
            continue
        assert allowed(client, label, "change", row.pk) == (READ in may), label
        assert allowed(client, label, "history", row.pk) == (READ in may), label
        assert allowed(client, label, "add") == (ADD in may), label
        assert not allowed(client, label, "delete", row.pk), label
        posted = client.post(address(label, "change", row.pk), {})
        assert (posted.status_code == 200) == (CHANGE in may), label
    assert not LogEntry.objects.exists()


def allowed(client, label, page, *args):
    status = client.get(address(label, page, *args)).status_code
    assert status in (200, 302, 403, 404), f"{label} {page}: {status}"
    return status == 200


def address(label, page, *args):
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)
