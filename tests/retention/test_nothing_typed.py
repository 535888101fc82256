"""S43: what was typed about a family and never saved does not outlive it (docs/adr/0010)."""

import inspect
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from redis import Redis

from familyhubs.celery import app
from familyhubs.organisations import unfinished
from households.loader import HOUSEHOLD
from households.models import Household
from retention.models import Certificate, SweepRun
from tests.cast import Cast
from tests.organisations.browser import Browser, OpenPage, is_filled
from tests.retention.families import CLOSED, HUB_DUE, SERVICE_DUE, TokenFamily

TYPED = "xqtypedzv"


@pytest.fixture
def path(family: TokenFamily) -> str:
    return reverse("households:change", args=[family.reference])


@pytest.fixture
def browser(family: TokenFamily, cast: Cast) -> Browser:
    browser = Browser()
    browser.sign_in(cast.alice)
    return browser


@pytest.fixture
def page(browser: Browser, path: str) -> OpenPage:
    return browser.open(path)


def kept(browser: Browser, path: str) -> Any:
    """What would be given back to this browser, household or no household."""
    token = browser.client.cookies[unfinished.COOKIE].value
    request = Client().get(reverse("organisations:sign-in")).wsgi_request
    request.COOKIES[unfinished.COOKIE] = token
    return unfinished._find(request, path)


def test_a_form_that_was_kept_opens_no_more(
    family: TokenFamily,
    browser: Browser,
    page: OpenPage,
    path: str,
    cast: Cast,
    sweep_on: Callable[[date], SweepRun],
    broker: Redis,
) -> None:
    browser.lose_session()
    to_sign_in = page.send(name=TYPED).url
    assert kept(browser, path).fields["name"] == [TYPED]
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    assert Certificate.objects.exists()
    assert kept(browser, path) is None
    browser.sign_in(cast.alice, at=to_sign_in)
    assert browser.client.get(path).status_code == 404
    for place in broker.scan_iter(match="*", count=1000):
        if broker.type(place) == b"string":
            value = broker.get(place) or b""
            for word in (TYPED, family.token, family.reference):
                assert word.encode() not in place + value


def test_what_is_sent_from_a_page_that_stood_open_is_not_kept(
    family: TokenFamily,
    browser: Browser,
    page: OpenPage,
    path: str,
    sweep_on: Callable[[date], SweepRun],
) -> None:
    family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    browser.lose_session()
    assert page.send(name=TYPED).status_code == 302
    assert kept(browser, path) is None


def test_what_was_typed_about_another_family_comes_back(
    family: TokenFamily,
    browser: Browser,
    page: OpenPage,
    path: str,
    cast: Cast,
    sweep_on: Callable[[date], SweepRun],
) -> None:
    other = TokenFamily(cast)
    other.close(CLOSED)
    browser.lose_session()
    to_sign_in = page.send(name=TYPED).url
    sweep_on(SERVICE_DUE)
    assert not Household.objects.filter(pk=other.household.pk).exists()
    browser.sign_in(cast.alice, at=to_sign_in)
    assert is_filled(browser.client.get(path), TYPED)


def test_nothing_typed_is_lost_about_a_family_of_which_the_hub_record_alone_went(
    family: TokenFamily,
    browser: Browser,
    page: OpenPage,
    path: str,
    cast: Cast,
    sweep_on: Callable[[date], SweepRun],
) -> None:
    """The family still stands: what somebody did not get to save is given back, and kept again."""
    family.close(CLOSED)
    browser.lose_session()
    to_sign_in = page.send(name=TYPED).url
    assert sweep_on(HUB_DUE).disposed == 1
    assert kept(browser, path).fields["name"] == [TYPED]
    browser.sign_in(cast.alice, at=to_sign_in)
    assert is_filled(browser.client.get(path), TYPED)


def test_a_cache_that_is_away_holds_up_no_sweep(
    family: TokenFamily,
    sweep_on: Callable[[date], SweepRun],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise ConnectionError("the broker is away")

    monkeypatch.setattr(cache, "set_many", away)
    family.close(CLOSED)
    assert sweep_on(SERVICE_DUE).disposed == 2


def test_whatever_is_kept_goes_within_the_hour(
    browser: Browser, page: OpenPage, path: str, broker: Redis
) -> None:
    """Also where nobody was there to forget it: the broker itself lets it go."""
    browser.lose_session()
    page.send(name=TYPED)
    token = browser.client.cookies[unfinished.COOKIE].value
    for place in (unfinished._place(token, path), unfinished._shared_place(path.split("/")[2])):
        assert 0 < broker.ttl(cache.make_key(place)) <= settings.UNFINISHED_KEPT_FOR


def test_the_address_says_whose_page_it_is() -> None:
    assert unfinished.ABOUT == HOUSEHOLD


def test_no_message_to_the_worker_carries_anything() -> None:
    """What waits in the broker, or is delivered again a day later, says which task and no more."""
    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert len(ours) >= len(settings.CELERY_BEAT_SCHEDULE)
    for task in ours:
        assert not inspect.signature(task.run).parameters, task.name


def test_the_wait_is_longer_than_any_session() -> None:
    assert unfinished.GONE_FOR > settings.SESSION_ENDS_AFTER_HOURS * 3600
    assert time.gmtime(unfinished.GONE_FOR).tm_yday == 31
