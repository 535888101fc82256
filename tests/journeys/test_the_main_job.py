"""A hub worker takes on a family, agrees who leads and who may see what; a partner's worker
records how the goals go; the family changes its mind."""

import pytest
from playwright.sync_api import expect

from tests.browser import EACH_SIZE

pytestmark = pytest.mark.django_db(transaction=True)


def fill_date(page, legend, day, month, year):
    group = page.get_by_role("group", name=legend)
    group.get_by_label("Day").fill(str(day))
    group.get_by_label("Month").fill(str(month))
    group.get_by_label("Year").fill(str(year))


@EACH_SIZE
def test_the_main_job(open_page, cast, looks_right):  # noqa: PLR0915  one story, told through
    hub, school = cast.north_hub, cast.school
    # Given a hub worker at her desk, and a school's worker at his
    worker, pat = open_page(cast.alice), open_page(cast.pat)
    looks_right(worker)

    # When she takes on a family
    worker.goto("/households/new")
    looks_right(worker)
    worker.get_by_label("Which hub supports them?").select_option(str(hub))
    worker.get_by_label("First name").fill("Juniper")
    worker.get_by_label("Last name").fill("Wren")
    fill_date(worker, "Date of birth", 14, 2, 1991)
    worker.get_by_role("button", name="Take on the household").click()
    expect(worker.get_by_role("heading", name="Overview")).to_be_visible()
    expect(worker.get_by_text("Wren family")).to_be_visible()
    looks_right(worker)
    household = worker.url

    # And adds a child and a goal in the family's words
    worker.goto(household + "people/add")
    worker.get_by_label("First name").fill("Robin")
    worker.get_by_role("button", name="Save").click()
    expect(worker.get_by_role("heading", name="Robin Wren")).to_be_visible()
    looks_right(worker)
    worker.goto(household + "goals/add")
    looks_right(worker)
    worker.get_by_label("What does the family want to change?").fill("Mornings without shouting")
    worker.get_by_label("Family relationships").check()
    worker.get_by_role("group", name="Where are they now?").get_by_label("3", exact=True).check()
    target = worker.get_by_role("group", name="Where do they want to be?")
    target.get_by_label("8", exact=True).check()
    worker.get_by_role("button", name="Save").click()

    # Then the school sees nothing of it yet
    assert pat.goto(household).status == 404
    looks_right(pat)

    # When the mother agrees to share with the school
    worker.goto(household + "sharing/new")
    looks_right(worker)
    worker.get_by_role("group", name="Who answers?").get_by_label("Juniper Wren").check()
    about = worker.get_by_role("group", name="Whose details is it about?")
    about.get_by_label("Robin Wren").check()
    worker.get_by_label(str(school)).check()
    worker.get_by_label("Hub record").check()
    worker.get_by_label("Names, dates of birth").check()
    worker.get_by_label("What for?").fill("help at school")
    worker.get_by_label("Face to face").check()
    worker.get_by_role("button", name="See what they will see").click()
    expect(worker.get_by_text("1 goal", exact=False)).to_be_visible()
    looks_right(worker)
    worker.get_by_role("button", name="Record the agreement").click()
    expect(worker.get_by_text("The agreement is recorded")).to_be_visible()
    looks_right(worker)

    # And the school is asked to lead
    worker.goto(household + "lead/offer")
    looks_right(worker)
    worker.get_by_label("Which organisation should lead?").select_option(str(school))
    worker.get_by_role("button", name="Ask them").click()

    # Then its worker accepts, and sees the child it was told about and not the mother
    pat.goto("/")
    looks_right(pat)
    pat.get_by_role("link", name="will you lead?").click()
    looks_right(pat)
    pat.get_by_label("Yes, we will lead").check()
    pat.get_by_label("Lead practitioner").select_option(str(cast.pat))
    pat.get_by_role("button", name="Send").click()
    expect(pat.get_by_text("Robin Wren")).to_be_visible()
    expect(pat.get_by_role("main")).not_to_contain_text("Juniper")
    looks_right(pat)

    # And records how the goal goes
    pat.get_by_role("link", name="Mornings without shouting").click()
    pat.get_by_role("button", name="Record a score").click()
    looks_right(pat)
    pat.get_by_label("The family's").check()
    pat.get_by_label("6", exact=True).check()
    pat.get_by_role("button", name="Save").click()
    expect(pat.get_by_role("img")).to_be_visible()
    looks_right(pat)

    # When the mother changes her mind
    worker.goto(household + "sharing")
    worker.get_by_role("link", name="Withdraw").click()
    looks_right(worker)
    worker.get_by_role("group", name="Who asked for it?").get_by_label("Juniper Wren").check()
    worker.get_by_role("button", name="Stop sharing now").click()
    expect(worker.get_by_text("Sharing has stopped")).to_be_visible()

    # Then the school sees nothing any more, and the household needs a lead again
    assert pat.reload().status == 404
    worker.goto("/households/without-lead")
    expect(worker.get_by_role("link", name="Wren")).to_be_visible()
    looks_right(worker)


def test_an_error_is_told_and_its_link_leads_to_the_field(open_page, cast, looks_right):
    page = open_page(cast.alice)
    page.goto("/households/new")
    page.get_by_label("First name").fill("Juniper")
    page.get_by_role("button", name="Take on the household").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    looks_right(page)
    summary.get_by_role("link", name="Enter their last name").click()
    expect(page.get_by_label("Last name")).to_be_focused()
    expect(page.get_by_label("First name")).to_have_value("Juniper")


def test_everything_works_without_scripts(open_page, cast):
    page = open_page(cast.alice, scripts=False)
    page.goto(f"/households/{cast.household.reference}/people/add")
    page.get_by_label("First name").fill("Sorrel")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Sorrel Quillfeather")).to_be_visible()
