"""A worker finds a family however its name is spelt, is asked before recording somebody twice, and
makes one of two records; on a telephone too."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.factories import HouseholdFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_found_and_not_recorded_twice(open_page, cast, looks_right):
    # Given Catherine Smythe, whom somebody recorded
    home = HouseholdFactory(name="Smythe", hub=cast.north_hub, by=cast.alice)
    born = date(2019, 5, 3)
    PersonFactory(household=home, given_name="Catherine", family_name="Smythe", date_of_birth=born)
    assert cast.household
    worker = open_page(cast.alice)

    # When a worker looks for her by what she heard
    worker.goto("/households/")
    worker.get_by_label("Find a person or a household").fill("kathryn smith 3.5.2019")
    worker.get_by_role("button", name="Find").click()
    # Then she is there, and it says why
    expect(worker.get_by_role("heading", name="Catherine Smythe")).to_be_visible()
    expect(worker.get_by_text("the name sounds alike")).to_be_visible()
    looks_right(worker)
    worker.goto("/households/search?q=nobodyatall")
    looks_right(worker)

    # When she is about to be recorded again
    worker.goto(f"{cast.household.get_absolute_url()}people/add")
    worker.get_by_label("First name").fill("Kathryn")
    worker.get_by_label("Last name").fill("Smith")
    group = worker.get_by_role("group", name="Date of birth")
    for part, text in (("Day", "3"), ("Month", "5"), ("Year", "2019")):
        group.get_by_label(part).fill(text)
    worker.get_by_role("button", name="Save").click()
    # Then the worker is asked first
    expect(worker.get_by_text("Somebody who looks alike is recorded already")).to_be_visible()
    looks_right(worker)
    worker.get_by_label("No, it is somebody else").check()
    worker.get_by_role("button", name="Save").click()
    expect(worker.get_by_text("The person is added")).to_be_visible()


def test_two_records_made_one_and_parted(open_page, cast, looks_right):
    # Given the Quillfeathers, taken on a second time
    twice = HouseholdFactory(name="Quilfeather", hub=cast.south_hub, by=cast.alice)
    assert cast.family
    worker = open_page(cast.alice)
    household = cast.household.get_absolute_url()

    # When a worker compares the two
    worker.goto(f"{household}merge")
    looks_right(worker)
    worker.get_by_label("Reference of the other record").fill(twice.reference.lower())
    worker.get_by_role("button", name="Compare").click()
    expect(worker.get_by_text("Both records, side by side")).to_be_visible()
    looks_right(worker)
    worker.get_by_label("The family agreed that these organisations see both").check()
    worker.get_by_role("button", name="Merge the two").click()
    expect(worker.get_by_text("The two records are one now")).to_be_visible()

    # Then the old reference leads to the one that is kept
    worker.goto(twice.get_absolute_url())
    assert cast.household.reference in worker.url

    # And it can be undone
    worker.goto(f"{household}merge")
    worker.get_by_role("link", name="Undo").click()
    looks_right(worker)
    worker.get_by_role("button", name="Part the two records again").click()
    expect(worker.get_by_text("The merge is undone")).to_be_visible()
    worker.goto("/households/possible-duplicates")
    looks_right(worker)
