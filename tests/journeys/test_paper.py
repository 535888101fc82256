"""S47: a paper file from the shelf to the court, back, lost, found, and at last destroyed."""

import pytest
from playwright.sync_api import expect

from familyhubs.records.dates import today
from retention.models import PaperFile, PaperLoan
from tests.browser import EACH_SIZE
from tests.files import samples
from tests.retention.filing import a_file, destroyed_long_ago, lent, lost

pytestmark = pytest.mark.django_db(transaction=True)


def fill_day(page, name, day):
    group = page.get_by_role("group", name=name)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(value))


@EACH_SIZE
def test_a_file_goes_out_and_comes_back(open_page, cast, looks_right):
    # Given a family whose worker found a file of theirs in a cupboard
    worker = open_page(cast.alice)
    worker.goto(f"/households/{cast.household.reference}")
    worker.get_by_role("link", name="Paper files").last.click()
    looks_right(worker)

    # When she registers it, at first without its label
    worker.get_by_role("button", name="Register a paper file").click()
    worker.get_by_label("Room and shelf").fill("Records room, shelf 4")
    worker.get_by_role("button", name="Save").click()
    looks_right(worker)
    worker.get_by_role("alert").get_by_role("link", name="Enter what the cover says").click()
    worker.keyboard.type("2019/44")
    worker.get_by_label("Is it about one person alone?").select_option("Bramble Quillfeather")
    worker.get_by_role("button", name="Save").click()

    # Then it stands there, and its label is printed
    expect(worker.get_by_text("The file is registered.")).to_be_visible()
    expect(worker.get_by_text("In place")).to_be_visible()
    looks_right(worker)
    worker.get_by_role("link", name=PaperFile.objects.get().number).click()
    looks_right(worker)
    with worker.expect_download() as download:
        worker.get_by_role("link", name="Print the label").click()
    assert download.value.suggested_filename.startswith("label-PF-")

    # When a solicitor takes it to the court
    worker.get_by_role("button", name="Check out").click()
    worker.get_by_label("Somebody else").check()
    worker.get_by_label("Their name").fill("Ada Attorney")
    worker.get_by_label("Their organisation").fill("Attorney and Co")
    worker.get_by_label("What for?").fill("Care proceedings")
    fill_day(worker, "Due back on", today())
    looks_right(worker)
    worker.get_by_role("button", name="Check out").click()

    # Then everybody sees who has it, and it comes back to another shelf
    expect(worker.get_by_text("Ada Attorney (Attorney and Co), due back on")).to_be_visible()
    looks_right(worker)
    worker.get_by_role("button", name="Check in").click()
    worker.get_by_label("Room and shelf").fill("Records room, shelf 5")
    worker.get_by_role("button", name="Check in").click()
    expect(worker.get_by_text("The file is checked in.")).to_be_visible()
    expect(worker.get_by_text("Records room, shelf 5")).to_be_visible()


def test_a_lost_file_and_the_officer(open_page, cast, looks_right):
    # Given a file that is overdue, and one that was destroyed
    late = a_file(cast.household, cast.alice)
    lent(late, cast.alice)
    PaperLoan.objects.update(lent_on=today().replace(year=2020), due_on=today().replace(year=2021))
    gone = a_file(cast.household, cast.alice, label="gone")
    destroyed_long_ago(gone, cast)

    # When the manager opens what waits, and reports it lost
    manager, officer = open_page(cast.henry), open_page(cast.dana)
    manager.get_by_role("link", name="1 paper file is overdue").click()
    looks_right(manager)
    manager.get_by_role("link", name=late.number).click()
    manager.get_by_role("link", name="Report it lost").click()
    manager.get_by_label("What was done to find it?").fill("Both rooms searched")
    looks_right(manager)
    manager.get_by_role("button", name="Report").click()
    expect(manager.get_by_text("Tell the data protection officer at once.")).to_be_visible()
    looks_right(manager)

    # Then the officer sees it, and cannot write it off while support is open
    officer.reload()
    officer.get_by_role("link", name="1 paper file is lost").click()
    looks_right(officer)
    officer.get_by_role("link", name=late.number).click()
    looks_right(officer)
    expect(officer.get_by_role("link", name="Write it off")).to_have_count(0)
    expect(officer.get_by_text("Support is open").first).to_be_visible()

    # And adds the certificate that came by post to the one that is gone
    officer.goto(f"/households/{cast.household.reference}/paper/{gone.pk}")
    looks_right(officer)
    officer.get_by_role("link", name="Add or correct the contractor").click()
    looks_right(officer)
    scan = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": samples.PDF}
    officer.get_by_label("The certificate, scanned").set_input_files([scan])
    officer.get_by_role("button", name="Save").click()
    expect(officer.get_by_role("link", name="scan.pdf")).to_be_visible()


def test_the_other_pages_of_a_file(open_page, cast, looks_right):
    """Each is opened once and looked at by axe."""
    out, there = a_file(cast.household, cast.alice), a_file(cast.household, cast.alice, label="2")
    missing = lost(a_file(cast.household, cast.alice, label="3"), cast.alice)
    lent(out, cast.alice)
    page = open_page(cast.henry)
    start = f"/households/{cast.household.reference}/paper"
    for file, last in (
        *((there, end) for end in ("move", "correct", "mistake", "destroyed")),
        *((out, end) for end in ("put-off", "check-in")),
        (missing, "found"),
    ):
        assert page.goto(f"{start}/{file.pk}/{last}").status == 200, last
        looks_right(page)
    for show in ("all", "destroy", "mine"):
        assert page.goto(f"/paper-files?show={show}").status == 200
        looks_right(page)
