"""A real browser, in front of a real server, on a real database."""

import os
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from axe_playwright_python.sync_playwright import Axe, AxeResults
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error as BrowserError,
    Page,
    Response,
    sync_playwright,
)

from familyhubs.organisations.models import User
from tests.browser import ARGUMENTS, find_browser
from tests.cast import Cast

SIZES = {"desktop": {"width": 1280, "height": 900}, "telephone": {"width": 390, "height": 844}}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread; Django would take the tests for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(find_browser()), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return Cast()


@pytest.fixture
def size(request: pytest.FixtureRequest) -> str:
    """Where a journey is made. Some are made twice, at a desk and on a telephone (EACH_SIZE in
    tests/browser.py); of the others each page is looked at in both sizes."""
    return str(getattr(request, "param", "desktop"))


@pytest.fixture
def open_page(browser: Browser, live_server: Any, size: str) -> Iterator[Callable[..., Page]]:
    """`open_page()` is a visitor's own window; `open_page(user)` somebody's, signed in."""
    contexts: list[BrowserContext] = []
    mistakes: list[str] = []

    def opened(user: User | None = None, *, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport=SIZES[size],  # type: ignore[arg-type]
            base_url=live_server.url,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        watch(page, mistakes)
        if user is not None:
            signed_in(context, live_server.url, user)
            page.goto("/")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not mistakes, "\n".join(mistakes)


def watch(page: Page, mistakes: list[str]) -> None:
    """Note what nobody would see at once: a failed script, a 500, what the policy blocked."""

    def answered(response: Response) -> None:
        if response.status >= 500:
            mistakes.append(f"{response.url} answered {response.status}")

    def said(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            mistakes.append(f"{page.url}: {message.text}")

    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: mistakes.append(f"{page.url}: {error}"))


def signed_in(context: BrowserContext, url: str, user: User) -> None:
    """Give a window a session of its own: test_unfinished signs in by the page, as people do."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": session.key, "value": session.value, "url": url}])


def looked_at_by_axe(page: Page) -> AxeResults:
    """Axe's findings on the page that a click leads to: on a busy machine the next page may take
    the place of the last one while axe reads it, which is no fault of either."""
    page.wait_for_load_state()
    try:
        return Axe().run(page, options=RULES)
    except BrowserError:
        page.wait_for_load_state("networkidle")
        return Axe().run(page, options=RULES)


class _NoParameters:
    params: ClassVar[dict[str, object]] = {}


@pytest.fixture
def looks_right(request: pytest.FixtureRequest, size: str) -> Callable[[Page], None]:
    """No violation of WCAG 2.2 AA, and nothing to scroll sideways, at a desk and on a telephone.

    Axe looks where less room is: it takes longer than the page. Of a journey that is made twice it
    looks at both, and of one that is marked so, so that what only one of them shows is seen.
    """
    both_ways = "size" in getattr(request.node, "callspec", _NoParameters).params
    axe_at_both = both_ways or request.node.get_closest_marker("axe_at_each_size")
    looked_at = [size] if both_ways else ["telephone", "desktop"]

    def check(page: Page) -> None:
        for name in looked_at:
            page.set_viewport_size(SIZES[name])  # type: ignore[arg-type]
            if name == "telephone" or axe_at_both:
                found = looked_at_by_axe(page)
                assert found.violations_count == 0, found.generate_report()
            page.wait_for_load_state()
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= SIZES[name]["width"], f"{page.url} scrolls sideways: {wide} px"

    return check
