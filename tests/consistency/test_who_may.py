"""Every address denies everybody who is not named beside it (pages.py), however it is asked."""

from contextlib import contextmanager
from functools import partial

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.test import Client
from django.urls import reverse

from familyhubs import urls
from tests.consistency.pages import World, addresses, nameless
from tests.consistency.who_may import (
    ANYBODY,
    ELSEWHERE,
    HUB,
    NAMELESS,
    SCHOOL,
    SEES,
    VISITOR,
    WHO_MAY,
)

ASKED = ["get", "post"]
# Who is asked in one world: to make it takes a second.
TOGETHER = [HUB | {"dana"}, SCHOOL, ELSEWHERE, {"ann", "adam", VISITOR}]
SIGN_OUT = "organisations:sign-out"  # asked for last: it ends the session


def test_every_address_has_a_line_and_every_line_an_address():
    assert set(WHO_MAY) == {address.name for address in addresses()}, (
        "Say in tests/consistency/pages.py who may open it."
    )


def test_every_address_has_a_name_of_its_own():
    names = [address.name for address in addresses()]
    assert len(names) == len(set(names))
    assert nameless() == NAMELESS


@pytest.mark.parametrize("who", TOGETHER, ids=lambda names: "-".join(sorted(names)))
def test_whoever_is_not_named_is_refused(db, short_refusals, who):
    world = World()
    wrong = [f"{name}: {told}" for name in sorted(who) for told in mistakes_of(name, world)]
    assert not wrong, wrong


def test_everybody_is_asked_once():
    assert sorted(name for names in TOGETHER for name in names) == sorted(ANYBODY)


@pytest.fixture
def short_refusals(monkeypatch):
    """What a refusal looks like is not asked here, and it was a tenth of the time."""
    for code, refuse in ((403, HttpResponseForbidden), (404, HttpResponseNotFound)):
        short = partial(answered, refuse)
        monkeypatch.setattr(urls, f"handler{code}", short, raising=False)


def answered(refuse, request, exception):
    return refuse()


def mistakes_of(who, world):
    """What somebody was answered against the lines, each address asked in both ways."""
    client = Client()
    if who != VISITOR:
        client.force_login(getattr(world, who))
    wrong = []
    for address in sorted(addresses(), key=lambda one: one.name == SIGN_OUT):
        parts = {name: world.part(address, name) for name in address.parts}
        url = reverse(address.name, kwargs=parts)
        for method in ASKED:
            with undone():
                told = getattr(client, method)(url)
            expected = answer_for(who, address)
            if told.status_code == 405:
                continue
            if who != VISITOR and address.name != SIGN_OUT and not uncached(told):
                wrong.append(f"{method} {address.name}: a browser or a proxy may keep it")
            if answer_of(told) != expected:
                wrong.append(f"{method} {address.name}: {answer_of(told)}, not {expected}")
            if expected == "allowed":
                break  # who opens a page may send it, too: the other tests do
    return wrong


def uncached(answer):
    """S43: what was shown of a family is on no disk when it is disposed of."""
    return "no-store" in answer.get("Cache-Control", "")


def answer_for(who, address):
    if who in WHO_MAY[address.name]:
        return "allowed"
    if who == VISITOR:
        return "sent to sign in"
    hidden = "reference" in address.parts and who not in SEES
    not_asked = address.name == "households:lead-answer" and who in HUB
    not_asked |= "referral_id" in address.parts and who in ELSEWHERE
    not_asked |= address.name == "referrals:referral" and who in SCHOOL
    return "404" if hidden or not_asked else "403"


def answer_of(told):
    if told.status_code == 302 and told.url.startswith(f"{reverse(settings.LOGIN_URL)}?"):
        return "sent to sign in"
    return "allowed" if told.status_code in (200, 302) else str(told.status_code)


@contextmanager
def undone():
    """What a page changes is taken back before the next one is asked for."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
