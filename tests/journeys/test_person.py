"""A hub worker keeps what is most private of a child; a school confirms, corrects, is corrected."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_person_s_page(open_page, cast, looks_right):  # noqa: PLR0915  one story
    # Given a family that shares with the school, and a worker at her desk
    household = f"/households/{cast.household.reference}/"
    worker = open_page(cast.alice)

    # When she records the child's pupil number
    worker.goto(f"{household}people")
    looks_right(worker)
    worker.get_by_role("link", name="Bramble Quillfeather", exact=True).first.click()
    expect(worker.get_by_role("heading", name="Bramble Quillfeather")).to_be_visible()
    looks_right(worker)
    worker.get_by_role("link", name="Record the Unique pupil number").click()
    worker.get_by_label("Unique pupil number").fill("A801200005001")
    worker.get_by_role("button", name="Save").click()
    expect(worker.get_by_text("its first letter does not fit the rest").first).to_be_visible()
    worker.get_by_label("Unique pupil number").fill("B801200005001")
    worker.get_by_role("button", name="Save").click()

    # Then it is hidden, and shown with a reason alone
    expect(worker.get_by_text("Held, hidden")).to_be_visible()
    worker.get_by_role("link", name="Show the Unique pupil number").click()
    looks_right(worker)
    worker.get_by_label("Why do you need to see").fill("The school rang about a transfer")
    worker.get_by_role("button", name="Show the").click()
    expect(worker.get_by_text("B801200005001")).to_be_visible()
    looks_right(worker)

    # When she asks about religion, why it matters comes first
    worker.get_by_role("button", name="Hide it again").click()
    worker.get_by_role("link", name="Sensitive details").click()
    looks_right(worker)
    worker.get_by_role("link", name="Record religion or belief").click()
    worker.get_by_label("Why does it matter to the support?").fill("Meals at the holiday club")
    worker.get_by_role("button", name="Save").click()
    looks_right(worker)
    worker.get_by_label("They gave an answer").check()
    worker.get_by_label("Their answer").select_option("Hindu")
    worker.get_by_role("button", name="Save").click()
    expect(worker.get_by_text("Meals at the holiday club")).to_be_visible()
    looks_right(worker)

    # And the address is kept hidden, and seen with a reason
    worker.goto(f"{household}people")
    worker.get_by_role("link", name="Keep it hidden").click()
    worker.get_by_label("Why?").fill("Somebody is looking for them")
    worker.get_by_role("button", name="Save").click()
    expect(worker.get_by_text("12 Thistledown Row")).to_have_count(0)
    worker.get_by_role("link", name="Show the address").click()
    worker.get_by_label("Why do you need to see the address?").fill("A visit is planned")
    worker.get_by_role("button", name="Show the address").click()
    expect(worker.get_by_text("12 Thistledown Row")).to_be_visible()
    looks_right(worker)

    # Then the school sees no address, and says that the child's details are still right
    pat = open_page(cast.pat)
    pat.goto(f"{household}people")
    expect(pat.get_by_text("The address is not shared")).to_be_visible()
    pat.get_by_role("button", name="Still right").last.click()
    expect(pat.get_by_text("details are confirmed today")).to_be_visible()
    looks_right(pat)

    # When the hub corrects the mother's telephone, the school is told and notes it
    worker.goto(f"{household}people/{cast.mother.pk}/correct")
    looks_right(worker)
    worker.get_by_label("Telephone").fill("01632 960123")
    worker.get_by_label("Why are you changing it?").fill("At her word")
    worker.get_by_role("button", name="Save").click()
    pat.goto(f"{household}people")
    expect(pat.get_by_text("What you were shown before is no longer right")).to_be_visible()
    looks_right(pat)
    pat.get_by_role("button", name="Noted").click()
    expect(pat.get_by_text("The correction is noted")).to_be_visible()
