"""A parent asks for help online, question by question; a hub's worker answers (S3, S20)."""

import pytest
from playwright.sync_api import expect

from tests.browser import EACH_SIZE
from tests.journeys.test_the_main_job import fill_date
from tests.referrals.asking import a_request

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.axe_at_each_size]


def goes_on(page, question):
    """Answer and be asked the next question: its heading is the question."""
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(question)


@EACH_SIZE
def test_a_parent_asks_for_help(open_page, cast, looks_right):
    # Given a parent with her telephone, who looks for the way in
    hub = cast.north_hub
    parent = open_page()
    parent.goto("/ask-for-help")
    parent.get_by_role("button", name="Ask for help online").click()
    looks_right(parent)
    parent.get_by_role("button", name="Start", exact=True).click()

    # When she leaves out what must be answered, the page says what to do
    looks_right(parent)
    parent.get_by_role("button", name="Continue").click()
    expect(parent.get_by_role("alert").get_by_role("link")).to_have_text(
        "Select who you need help for"
    )
    looks_right(parent)

    # And answers one question a page
    parent.get_by_role("radio").first.check()
    goes_on(parent, "What do you need help with?")
    looks_right(parent)
    parent.get_by_label("Housing").check()
    goes_on(parent, "What would you like us to know?")
    parent.get_by_role("textbox").fill("The baby does not sleep")
    goes_on(parent, "What is your name?")
    looks_right(parent)
    parent.get_by_label("First name").fill("Tansy")
    parent.get_by_label("Last name").fill("Underhill")
    goes_on(parent, "What is your date of birth?")
    looks_right(parent)
    fill_date(parent, "What is your date of birth?", 3, 5, 1994)
    goes_on(parent, "What is your postcode?")
    parent.get_by_label("What is your postcode?").fill("nn168tl")
    goes_on(parent, "How can we reach you?")
    parent.get_by_label("Telephone number").fill("01632960777")
    goes_on(parent, "Is there anything we must know before we contact you?")

    # And puts the telephone down: what she answered is there when she comes back
    parent.goto("/ask-for-help/start")
    parent.get_by_role("button", name="Carry on where you stopped").click()
    expect(parent.get_by_role("heading", level=1)).to_contain_text("anything we must know")
    goes_on(parent, "Do you need an interpreter")
    goes_on(parent, "Which family hub would you rather go to?")
    parent.get_by_label(str(hub)).check()
    goes_on(parent, "When is a good time to ring you?")
    parent.get_by_role("radio").first.check()

    # Then she reads it all again, sends it, and has a reference to say
    goes_on(parent, "Check your answers")
    for words in ("The baby does not sleep", "3 May 1994", "NN16 8TL", str(hub)):
        expect(parent.get_by_role("main")).to_contain_text(words)
    looks_right(parent)
    parent.get_by_role("button", name="Send", exact=True).click()
    expect(parent.get_by_role("heading", name="Your request is sent")).to_be_visible()
    looks_right(parent)
    sent = parent.locator(".govuk-panel__body").inner_text()

    # And the hub has it under this reference
    worker = open_page(cast.alice)
    worker.goto("/requests")
    expect(worker.get_by_role("link", name=sent.strip())).to_be_visible()


def test_a_worker_triages(open_page, cast, looks_right):
    # Given a request, and a worker of the hub
    asked = a_request(words="The baby does not sleep", postcode="NN16 8TL")
    worker = open_page(cast.alice)

    # When she opens the one that has waited longest, from her start page
    worker.get_by_role("link", name="1 new request for support").click()
    expect(worker.get_by_role("main")).not_to_contain_text("Underhill")
    looks_right(worker)
    worker.get_by_role("link", name=asked.reference).click()
    expect(worker.get_by_text("The baby does not sleep")).to_be_visible()
    looks_right(worker)

    # And claims it, so that nobody else rings them
    worker.get_by_role("button", name="Claim it").click()
    expect(worker.get_by_role("button", name="Claim it")).to_have_count(0)
    for ways, button in (
        ("Decline, with the reason", "Decline"),
        ("Signpost to a service", "Search"),
        ("It is a household we know", "household"),
    ):
        worker.get_by_role("link", name=ways).click()
        expect(worker.get_by_role("button", name=button).first).to_be_visible()
        looks_right(worker)
        worker.go_back()

    # And takes on the family with what it typed
    worker.get_by_role("link", name="Take on a new household").click()
    expect(worker.get_by_label("First name")).to_have_value("Tansy")
    looks_right(worker)
    worker.get_by_role("button", name="Take on the household").click()
    expect(worker.get_by_role("heading", name="Overview")).to_be_visible()

    # Then the request says what came of it, and no longer waits
    worker.goto(f"/requests/{asked.reference}")
    expect(worker.get_by_role("link", name="Underhill")).to_be_visible()
    looks_right(worker)
    worker.goto("/requests")
    expect(worker.get_by_text("No request waits")).to_be_visible()
    looks_right(worker)
