"""What a form's session left behind is for whoever wrote it, in that browser, for an hour."""

import time

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from familyhubs.organisations import unfinished
from tests.factories.organisations import PASSWORD
from tests.organisations.browser import WRITTEN, Browser, is_filled


def test_somebody_else_never_sees_it_nor_is_sent_there(browser, cast, page, path):
    browser.lose_session()
    to_sign_in = page.send(given_name="Sorrel").url
    assert browser.sign_in(cast.henry, at=to_sign_in).url == "/"
    answer = browser.client.get(path)
    assert answer.status_code == 200
    assert "Sorrel" not in answer.text
    assert WRITTEN not in answer.text
    # What Henry saves there leaves hers as it is.
    browser.open(path).send(given_name="Rowan", family_name="Quillfeather")
    browser.sign_out()
    browser.sign_in(cast.alice)
    assert is_filled(browser.client.get(path))


def test_somebody_else_pressing_save_on_her_page_keeps_it_for_her(browser, cast, page, path):
    browser.sign_out()
    browser.sign_in(cast.henry)
    refused = page.send(given_name="Sorrel")
    assert refused.status_code == 403
    assert "kept for an hour, for the person who typed it alone" in refused.text
    assert "Sorrel" not in browser.client.get(path).text
    browser.sign_out()
    browser.sign_in(cast.alice)
    assert is_filled(browser.client.get(path))


def test_another_browser_does_not_have_it(browser, cast, page, path):
    browser.lose_session()
    page.send(given_name="Sorrel")
    elsewhere = Browser()
    elsewhere.sign_in(cast.alice)
    assert "Sorrel" not in elsewhere.client.get(path).text


@pytest.mark.parametrize("hidden", ["", "1", "nonsense:nonsense"])
def test_a_form_that_does_not_say_whose_it_is_is_not_kept(browser, cast, page, hidden, path):
    browser.lose_session()
    page.hidden["written_by"] = hidden or f"{cast.alice.pk}:forged"
    answer = page.send(given_name="Sorrel")
    assert answer.url == "/sign-in?next=/"
    assert unfinished.COOKIE not in browser.client.cookies


@pytest.mark.parametrize("cookie", ["", "x", "../../etc", "x" * 43, "x" * 4000, "é"])
def test_a_tampered_cookie_finds_nothing_and_breaks_nothing(browser, cast, page, path, cookie):
    browser.client.cookies[unfinished.COOKIE] = cookie
    assert browser.client.get(path).status_code == 200
    browser.lose_session()
    browser.sign_in(cast.alice, at=page.send(given_name="Sorrel").url)
    assert is_filled(browser.client.get(path)), "what is lost next is kept all the same"


def test_neither_the_cache_nor_the_cookie_tells_anything(browser, cast, page, path, monkeypatch):
    stored = {}
    monkeypatch.setattr(cache, "set", lambda key, value, **_options: stored.update({key: value}))
    browser.lose_session()
    answer = page.send(given_name="Sorrel")
    ((key, sealed),) = [pair for pair in stored.items() if pair[0].startswith("unfinished:")]
    cookie = answer.cookies[unfinished.COOKIE]
    for shown in (key, str(sealed), cookie.value):
        assert "Sorrel" not in shown
        assert cast.household.reference not in shown
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == settings.UNFINISHED_KEPT_FOR


def test_another_secret_key_opens_nothing(browser, cast, page, path, settings):
    browser.lose_session()
    page.send(given_name="Sorrel")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    browser.sign_in(cast.alice)
    answer = browser.client.get(path)
    assert answer.status_code == 200
    assert "Sorrel" not in answer.text


def test_passwords_and_tokens_are_never_kept(browser, cast, page, path):
    browser.lose_session()
    browser.sign_in(cast.alice, at=page.send(given_name="Sorrel", new_Password2="hunter2").url)
    request = browser.client.get(path).wsgi_request
    assert request.POST.getlist("given_name") == ["Sorrel"]
    assert set(request.POST) == {"given_name"}


def test_signing_in_and_public_pages_keep_nothing(browser, cast):
    browser.client.get("/sign-in")
    browser.client.post("/sign-in", {"email": cast.alice.email, "password": PASSWORD})
    for public in ("organisations:sign-in", "referrals:ask-for-help", "referrals:find-support"):
        assert 'name="written_by"' not in browser.client.get(reverse(public)).text
    assert unfinished.COOKIE not in browser.client.cookies


def test_a_button_without_a_form_leads_to_the_start_page(browser, cast):
    """Its address answers to POST alone: after signing in there would be nothing to show."""
    browser.sign_in(cast.dana)
    browser.lose_session()
    token = browser.client.cookies["csrftoken"].value
    button = reverse("retention:schedule-request-mistake", args=[1])
    assert browser.client.post(button, {"csrfmiddlewaretoken": token}).url == "/sign-in?next=/"


def test_it_is_gone_after_an_hour(browser, cast, page, path, settings):
    settings.UNFINISHED_KEPT_FOR = 1
    browser.lose_session()
    page.send(given_name="Sorrel")
    cookie = browser.client.cookies[unfinished.COOKIE].value
    browser.client.cookies[unfinished.COOKIE] = cookie  # a browser that does not forget it
    browser.sign_in(cast.alice)
    time.sleep(1.1)
    assert "Sorrel" not in browser.client.get(path).text
