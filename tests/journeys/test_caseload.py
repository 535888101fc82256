"""A worker begins the day: what waits, her families, a review written up, a step done; a partner
confirms what has gone stale."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from familyhubs.records.dates import today
from households.actions import reviews, steps, team
from households.models import Person
from tests.browser import EACH_SIZE
from tests.journeys.test_the_main_job import fill_date

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_begins_the_day(open_page, cast, looks_right):
    # Given a family she leads, its review a week late and a step due yesterday
    yesterday = today() - timedelta(days=1)
    facts = {"worker": cast.pat, "role": "Class teacher", "since": yesterday}
    assert cast.lead
    team.add(household=cast.household, by=cast.alice, **facts)
    reviews.plan(household=cast.household, on=today() - timedelta(days=7), by=cast.alice)
    step = {"words": "Ring the sleep clinic", "who": "Alice", "by_when": yesterday}
    steps.add(goal=cast.goal, by=cast.alice, **step)
    page = open_page(cast.alice)
    looks_right(page)

    # When she follows what is most urgent
    page.get_by_role("link", name="1 review of your families is overdue").click()
    looks_right(page)
    page.get_by_role("link", name="Quillfeather").click()
    page.get_by_role("navigation", name="In this record").get_by_role("link", name="Team").click()
    expect(page.get_by_text("Overdue")).to_be_visible()
    looks_right(page)

    # And writes the meeting up, with the next one
    page.get_by_role("link", name="Record the review").or_(
        page.get_by_role("button", name="Record the review")
    ).click()
    looks_right(page)
    came = page.get_by_role("group", name="Who of the team came?")
    came.get_by_label("Alice Atherton").check()
    came.get_by_label("Pat Penhallow").check()
    page.get_by_role("group", name="Who of the family came?").get_by_label("Marigold").check()
    page.get_by_label("What was decided?").fill("Bedtimes go better: one visit a month is enough.")
    ahead = today() + timedelta(days=40)
    fill_date(page, "When is the next review?", ahead.day, ahead.month, ahead.year)
    page.get_by_role("button", name="Save").click()

    # Then it stands on the page, the next is planned, and nothing of it is overdue
    expect(page.get_by_text("one visit a month is enough")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Overdue")
    looks_right(page)

    # And when the step is done, her families want nothing of her today
    page.goto("/households/mine?show=steps")
    looks_right(page)
    page.goto(f"/households/{cast.household.reference}/goals")
    looks_right(page)
    page.get_by_role("main").get_by_role("link", name="Sleep through the night").first.click()
    looks_right(page)
    page.get_by_role("link", name=re.compile("Done ?: Ring the sleep clinic")).click()
    looks_right(page)
    page.get_by_role("button", name="Save").click()
    page.goto("/households/mine?show=steps")
    expect(page.get_by_text("No family of yours")).to_be_visible()
    looks_right(page)


def test_somebody_is_found_and_joins_the_team(open_page, cast, looks_right):
    assert cast.harriet
    page = open_page(cast.alice)
    page.goto(f"/households/{cast.household.reference}/team")
    looks_right(page)
    page.get_by_role("button", name="Add somebody").click()
    page.get_by_label("Part of their name or email address").fill("holl")
    page.get_by_role("button", name="Find").click()
    looks_right(page)
    page.get_by_label("Harriet Holloway").check()
    page.get_by_label("Role in the team").fill("Health visitor")
    page.get_by_role("button", name="Add to the team").click()
    expect(page.get_by_role("cell", name="Larkfield Health Visiting Team")).to_be_visible()
    looks_right(page)


def test_goal_attainment_is_scaled_and_drawn(open_page, cast, looks_right):
    goal = f"/households/{cast.household.reference}/goals/{cast.goal.pk}"
    page = open_page(cast.alice)
    page.goto(goal)
    page.get_by_role("link", name="Write down the five levels").click()
    looks_right(page)
    for level in ("Much better than", "Better than", "As expected", "Less than", "Much less than"):
        page.get_by_role("textbox", name=level, exact=False).first.fill(f"{level}: so it looks")
    page.get_by_label("Better than expected (+1)", exact=True).fill("Wakes once")
    page.get_by_label("Less than expected (-1)", exact=True).fill("Wakes four times")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Record a level").click()
    looks_right(page)
    page.get_by_label("+1: Wakes once").check()
    page.get_by_role("button", name="Save").click()
    looks_right(page)
    page.goto(f"/households/{cast.household.reference}/goals")
    expect(page.get_by_role("img", name="Goal attainment over time")).to_be_visible()
    looks_right(page)


@EACH_SIZE
def test_s68_a_partner_works_through_what_is_stale_without_scripts(open_page, cast, looks_right):
    assert cast.agreement
    Person.objects.living_in(cast.household).update(confirmed_on=None)
    looked_at = open_page(cast.pat)
    looked_at.goto("/households/stale")
    looks_right(looked_at)
    page = open_page(cast.pat, scripts=False)
    page.get_by_role("link", name="2 people's details to confirm").click()
    for left in ("Bramble", "Marigold"):
        page.get_by_role("button", name="Still right").first.click()
        expect(page.get_by_text("details are confirmed today")).to_be_visible()
        assert left
    expect(page.get_by_text("Everybody's details are up to date")).to_be_visible()
