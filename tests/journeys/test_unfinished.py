"""A worker is signed out in the middle of a sentence, and loses nothing."""

import pytest
from playwright.sync_api import expect

from tests.factories.organisations import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Mornings without shouting 😀\nand “O'Brien” on the bus"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_form_survives_the_end_of_the_session(open_page, cast, looks_right, scripts):
    # Given a worker who writes down a goal
    page = open_page(cast.alice, scripts=scripts)
    address = f"/households/{cast.household.reference}/goals/add"
    page.goto(address)
    page.get_by_label("What does the family want to change?").fill(WORDS)
    page.get_by_role("group", name="Where are they now?").get_by_label("3", exact=True).check()

    # When her session ends and she presses Save
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("Email address").fill(cast.alice.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()

    # Then she is on that page again, and it says what happened
    page.wait_for_url(f"**{address}")
    expect(page.get_by_text("You were signed out while you were writing.")).to_be_visible()
    expect(page.get_by_text("There is a problem")).to_have_count(0)
    expect(page.get_by_label("What does the family want to change?")).to_have_value(WORDS)
    now = page.get_by_role("group", name="Where are they now?")
    expect(now.get_by_label("3", exact=True)).to_be_checked()
    if scripts:
        looks_right(page)

    # And what was missing is asked for as ever
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    target = page.get_by_role("group", name="Where do they want to be?")
    target.get_by_label("8", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Mornings without shouting")
    page.goto(address)
    expect(page.get_by_label("What does the family want to change?")).to_have_value("")
