"""The catalogue in a real browser: every component at both widths, and from the keyboard."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
FOCUS_IS_SEEN = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""


@pytest.fixture(params=[1280, 390], ids=["desk", "telephone"])
def window(request, browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def complaints(window) -> list[str]:
    """What the browser refused or reported: a style against the policy, a script that failed."""
    heard: list[str] = []
    window.on("console", lambda message: heard.append(message.text))
    window.on("pageerror", lambda error: heard.append(str(error)))
    window.on("requestfailed", lambda request: heard.append(request.url))
    return heard


def open_catalogue(window: Page, live_server) -> None:
    window.goto(f"{live_server.url}/design/?page=3&hub=n", wait_until="networkidle")


def test_everybody_can_use_every_component(window, live_server, complaints):
    # Given the catalogue
    open_catalogue(window, live_server)
    # Then nothing was refused, no barrier is found, and nothing is wider than the window
    assert complaints == []
    violations = Axe().run(window, options=WCAG).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []
    width = window.evaluate("document.documentElement.scrollWidth")
    assert width <= window.viewport_size["width"]


def test_the_keyboard_reaches_everything_and_shows_where_it_is(window, live_server):
    # Given the catalogue
    open_catalogue(window, live_server)
    # When one presses Tab from the first link through all of it
    window.get_by_role("link", name="Skip to main content").focus()
    stops = 0
    while window.evaluate("document.activeElement !== document.body") and stops < 300:
        # Then it is always seen where one is
        assert window.evaluate(FOCUS_IS_SEEN), window.evaluate("document.activeElement.outerHTML")
        window.keyboard.press("Tab")
        stops += 1
    assert 80 < stops < 300


def test_an_error_leads_to_its_input(window, live_server):
    # Given a form with everything wrong
    open_catalogue(window, live_server)
    # When one follows an error
    window.get_by_role("link", name="Date of birth must be a real date").click()
    # Then one stands in the input that it is about
    expect(window.locator("#id_wrong-born_0")).to_be_focused()


def test_a_long_answer_is_counted_while_it_is_typed(window, live_server):
    open_catalogue(window, live_server)
    window.locator("#id_plain-note").fill("x" * 390)
    expect(window.locator(".govuk-character-count__status").first).to_have_text(
        "You have 10 characters remaining"
    )


def test_a_typed_password_can_be_looked_at(window, live_server):
    open_catalogue(window, live_server)
    window.locator("#id_plain-password").fill("a secret")
    window.get_by_role("button", name="Show password").first.click()
    expect(window.locator("#id_plain-password")).to_have_attribute("type", "text")


def test_without_javascript_all_of_it_is_there(browser, live_server):
    # Given a browser that runs no script
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{live_server.url}/design/")
    # Then nothing that a script would show or fold is missing
    expect(page.get_by_text("You can enter up to 400 characters").first).to_be_visible()
    expect(page.get_by_role("button", name="Show password")).to_have_count(0)
    expect(page.get_by_role("img", name="Getting to school on time")).to_be_visible()
    context.close()
