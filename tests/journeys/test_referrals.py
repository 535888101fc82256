"""A family is referred: a school declines, a health visitor accepts and finishes, and the
commissioner reads what could not be met (S5, S63)."""

import pytest
from playwright.sync_api import expect

from familyhubs.records.dates import today
from tests.journeys.test_the_main_job import fill_date
from tests.referrals.referring import a_referral, to_clinic
from tests.reporting.test_unmet import ago, counted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.axe_at_each_size]

FAMILY = ("Quillfeather", "Bramble", "Marigold", "Thistledown")


def expect_nobody_named(page):
    for name in FAMILY:
        expect(page.get_by_role("main")).not_to_contain_text(name)


def test_a_worker_refers_a_family(open_page, cast, looks_right):
    # Given a worker, and a family that shares everything about mother and child with the school
    assert cast.agreement
    worker = open_page(cast.alice)
    worker.goto(f"/households/{cast.household.reference}/referrals")
    looks_right(worker)

    # When she looks for the school, and refers the child to it
    worker.get_by_role("button", name="Make a referral").click()
    worker.get_by_label("Who could help them?").fill("Thornbury")
    worker.get_by_role("button", name="Search").click()
    looks_right(worker)
    worker.get_by_role("link", name=str(cast.school)).click()
    looks_right(worker)
    who = worker.get_by_role("group", name="Who is referred?")
    who.get_by_label("Bramble Quillfeather").check()
    worker.get_by_label("Physical and mental health").check()
    worker.get_by_label("What is hoped for?").fill("Bramble comes on time")
    worker.get_by_label("How will you all know that it helped?").fill("Is on time each morning")
    worker.get_by_label("Names, dates of birth").check()
    worker.get_by_label("They agree").check()
    answers = worker.get_by_role("group", name="Who answers?")
    answers.get_by_label("Marigold Quillfeather").check()
    worker.get_by_label("Face to face").check()
    worker.get_by_role("button", name="See what they will read").click()

    # Then she is asked to name nobody, and loses nothing that she typed
    expect(worker.get_by_role("alert")).to_contain_text("Take the name")
    looks_right(worker)
    expect(worker.get_by_label("How will you all know")).to_have_value("Is on time each morning")
    worker.get_by_label("What is hoped for?").fill("Help with mornings")
    worker.get_by_role("button", name="See what they will read").click()
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Check what")
    looks_right(worker)
    worker.get_by_role("button", name="Send the referral").click()
    expect(worker.get_by_text("The referral is sent.")).to_be_visible()
    looks_right(worker)


def test_a_school_receives_a_referral_and_declines(open_page, cast, looks_right):
    # Given a referral to the school, which sees the family already
    assert cast.agreement
    referral = a_referral(cast)
    pat = open_page(cast.pat)

    # When its worker opens it, from his start page
    pat.get_by_role("link", name="1 referral to answer").click()
    expect_nobody_named(pat)
    looks_right(pat)
    pat.get_by_role("link", name=referral.number).click()
    expect(pat.get_by_text("Help with nights and bedtimes")).to_be_visible()
    expect_nobody_named(pat)
    looks_right(pat)
    pat.get_by_role("button", name="It has arrived").click()
    expect(pat.get_by_text("The sender can see that it has arrived.")).to_be_visible()

    # And declines it, once he has said why
    pat.get_by_role("button", name="Accept or decline").click()
    pat.get_by_label("Decline it", exact=True).check()
    pat.get_by_label("What should the sender know?").fill("A place from March")
    pat.get_by_role("button", name="Send your answer").click()
    pat.get_by_role("alert").get_by_role("link", name="Select why you decline it").click()
    looks_right(pat)
    pat.get_by_label("If you decline it: why?").select_option("full")
    pat.get_by_role("button", name="Send your answer").click()
    expect(pat.get_by_text("No referral to answer")).to_be_visible()
    looks_right(pat)

    # Then the sender reads it, with the reason
    worker = open_page(cast.alice)
    worker.goto(f"/households/{cast.household.reference}/referrals/{referral.pk}")
    expect(worker.get_by_text("There is no place")).to_be_visible()
    expect(worker.get_by_text("A place from March")).to_be_visible()
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Declined")
    looks_right(worker)


def test_a_health_visitor_accepts_and_finishes(open_page, cast, looks_right):
    # Given a referral to the health visitors, with which the family shares nothing else
    referral = to_clinic(cast)
    household = f"/households/{cast.household.reference}/"
    harriet = open_page(cast.harriet)
    assert harriet.goto(household).status == 404

    # When the health visitor accepts it
    harriet.goto(f"/referrals/{referral.pk}")
    expect_nobody_named(harriet)
    harriet.get_by_role("button", name="Accept or decline").click()
    looks_right(harriet)
    harriet.get_by_label("Accept it", exact=True).check()
    harriet.get_by_role("button", name="Send your answer").click()

    # Then she sees whom it is about, and what she was to be told
    expect(harriet.get_by_text("Bramble is afraid of the dark")).to_be_visible()
    looks_right(harriet)
    harriet.get_by_role("link", name="Open the household").click()
    expect(harriet.get_by_role("main")).to_contain_text("Bramble Quillfeather")
    expect(harriet.get_by_role("main")).not_to_contain_text("Marigold")
    looks_right(harriet)

    # When it starts, and some weeks later is over
    harriet.goto(f"/referrals/{referral.pk}")
    harriet.get_by_role("button", name="It has started").click()
    looks_right(harriet)
    day = today()
    fill_date(harriet, "When did it start?", day.day, day.month, day.year)
    harriet.get_by_label("Something else", exact=True).check()
    harriet.get_by_label("If it is something else: its name").fill("Night nurse")
    harriet.get_by_role("button", name="It has started").click()
    expect(harriet.get_by_text("It is recorded that it has started.")).to_be_visible()
    looks_right(harriet)
    harriet.get_by_role("button", name="Finish it").click()
    looks_right(harriet)
    sleeps = harriet.get_by_role("group", name="Sleeps through five nights a week")
    sleeps.get_by_label("Achieved", exact=True).check()
    mornings = harriet.get_by_role("group", name="Is on time in the morning")
    mornings.get_by_label("Not achieved").check()
    harriet.get_by_role("button", name="Finish it").click()
    expect(harriet.get_by_text("It is finished.")).to_be_visible()

    # Then she sees nothing more of the family, and the sender what came of it
    assert harriet.goto(household).status == 404
    worker = open_page(cast.alice)
    worker.goto(f"{household}referrals/{referral.pk}")
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Finished")
    expect(worker.get_by_role("link", name="Night nurse")).to_be_visible()
    looks_right(worker)


def test_the_commissioner_reads_what_was_not_met(open_page, cast, looks_right):
    # Given what was counted last month, and a worker with a need that nobody could meet
    counted(cast.north_hub, 7)
    counted(cast.north_hub, 2, reason="too_far")
    counted(cast.south_hub, 12, need="health")
    worker = open_page(cast.alice)
    worker.goto("/find-support")
    worker.get_by_role("link", name="unmet").click()
    looks_right(worker)

    # When she counts it
    worker.get_by_role("group", name="What did the family need?").get_by_label("Housing").check()
    worker.get_by_label("There is no place").check()
    worker.get_by_label("Where do they live?").fill("NN16 8TL")
    worker.get_by_role("button", name="Count it").click()
    expect(worker.get_by_text("The unmet need is counted.")).to_be_visible()

    # Then the commissioner reads the months that are over, the greatest need first
    ann = open_page(cast.ann)
    ann.goto("/reports/unmet-need")
    by_need = ann.get_by_role("table", name="By need").get_by_role("row")
    expect(by_need.nth(1)).to_contain_text("Physical and mental health")
    expect(by_need.nth(1).get_by_role("cell").last).to_have_text("12")
    expect(by_need.nth(2).get_by_role("cell").last).to_have_text("8 to 11")
    looks_right(ann)

    # And of one hub and month
    ann.get_by_label("Hub").select_option(str(cast.north_hub))
    ann.get_by_label("Month").select_option(f"{ago(1):%B %Y}")
    ann.get_by_role("button", name="Show").click()
    expect(ann.get_by_role("table", name="By need")).not_to_contain_text("health")
    looks_right(ann)
    with ann.expect_download() as download:
        ann.get_by_role("button", name="Download all figures (CSV)").click()
    assert download.value.suggested_filename.endswith(".csv")
