"""What happens with a family is recorded, shared as far as it agreed, corrected, and told to it."""

import pytest
from playwright.sync_api import expect

from households.actions import contacts
from tests.factories import ContactFactory
from tests.files import samples
from tests.referrals.directory import a_service

pytestmark = pytest.mark.django_db(transaction=True)

LETTER = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": samples.PDF}
PROGRAM = {**LETTER, "name": "invoice.pdf", "buffer": samples.WINDOWS_PROGRAM}


def test_contact_with_a_family(open_page, cast, looks_right):
    # Given a family that shares everything about mother and child with the school
    assert cast.agreement
    worker, pat = open_page(cast.alice), open_page(cast.pat)
    timeline = f"/households/{cast.household.reference}/timeline"

    # When the worker records what the class teacher said, with a file that is none
    worker.goto(timeline)
    looks_right(worker)
    worker.get_by_role("button", name="Record a contact").click()
    looks_right(worker)
    worker.get_by_label("Note", exact=True).check()
    about = worker.get_by_role("group", name="Which people is it about?")
    about.get_by_label("Marigold Quillfeather").uncheck()
    worker.get_by_label("Somebody else").check()
    worker.get_by_label("Organisation").select_option(str(cast.school))
    worker.get_by_label("What was said and done").fill("Often late on Mondays.")
    worker.get_by_label("Files").set_input_files([PROGRAM])
    worker.get_by_role("button", name="Save").click()

    # Then each error leads to its field, and nothing typed is lost
    looks_right(worker)
    for words in ("Enter the date you received it", "named .pdf but is not a PDF"):
        expect(worker.get_by_role("alert").get_by_role("link", name=words)).to_be_visible()
    expect(worker.get_by_label("What was said and done")).to_have_value("Often late on Mondays.")

    # When she says when, and chooses the right file
    received = worker.get_by_role("group", name="Received on")
    for part, value in (("Day", "2"), ("Month", "3"), ("Year", "2026")):
        received.get_by_label(part).fill(value)
    worker.get_by_label("Files").set_input_files([LETTER])
    worker.get_by_role("button", name="Save").click()

    # Then it stands there with its marks, and its file comes as a download
    expect(worker.get_by_text("The contact is recorded.")).to_be_visible()
    expect(worker.get_by_text("take care when a copy is made")).to_be_visible()
    looks_right(worker)
    with worker.expect_download() as download:
        worker.get_by_role("link", name="letter.pdf").click()
    assert download.value.suggested_filename == "letter.pdf"

    # And the school reads it
    pat.goto(timeline)
    expect(pat.get_by_text("Often late on Mondays.")).to_be_visible()
    looks_right(pat)

    # When the family was told
    worker.get_by_role("link", name="Note of").click()
    looks_right(worker)
    worker.get_by_role("button", name="The family was told").click()
    worker.get_by_role("button", name="Save").click()
    expect(worker.get_by_text("was told on")).to_be_visible()

    # And the worker sees that it was the wrong family
    worker.get_by_role("link", name="Mark it as recorded by mistake").click()
    worker.get_by_label("What was wrong?").fill("another family's note")
    worker.get_by_role("button", name="Mark as a mistake").click()

    # Then it is nowhere to be seen, for the school either, but behind a filter
    expect(worker.get_by_text("Nothing recorded yet")).to_be_visible()
    pat.reload()
    expect(pat.get_by_text("Often late on Mondays.")).to_have_count(0)
    worker.get_by_text("Filter the timeline").click()
    worker.get_by_label("Also what was recorded by mistake").check()
    worker.get_by_role("button", name="Show").click()
    expect(worker.get_by_text("Often late on Mondays.")).to_be_visible()
    looks_right(worker)


def test_services_without_scripts(open_page, cast, looks_right):
    # Given a directory, and a worker whose browser runs no scripts
    a_service(name="Baby massage")
    page = open_page(cast.alice, scripts=False)
    page.goto(f"/households/{cast.household.reference}/services")

    # When mother and child begin to use a service that is found in the directory
    page.get_by_role("button", name="Record a service").click()
    page.get_by_label("Which service?").fill("massage")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Baby massage").check()
    for name in ("Marigold", "Bramble"):
        page.get_by_label(f"{name} Quillfeather").check()
    page.get_by_role("button", name="Save").click()

    # And one session is recorded for both at once
    page.get_by_role("link", name="Record a session").click()
    mother = page.get_by_role("group", name="Marigold Quillfeather")
    mother.get_by_label("Attended", exact=True).check()
    child = page.get_by_role("group", name="Bramble Quillfeather")
    child.get_by_label("Did not attend").check()
    page.get_by_role("button", name="Save").click()

    # Then the page says how often each came
    expect(page.get_by_text("Came to 1 of 1")).to_be_visible()
    expect(page.get_by_text("Came to 0 of 1")).to_be_visible()


def test_the_pages_of_an_entry(open_page, cast, looks_right):
    """Each is opened once and looked at by axe, with a note that was changed."""
    contact = ContactFactory(household=cast.household, kind="visit", by=cast.alice)
    contacts.correct(
        contact=contact,
        people=[cast.mother],
        note="Changed " * 200,
        seen_version=contact.version,
        by=cast.alice,
        why="misheard",
        kind=contact.kind,
        on=contact.on,
        channel=contact.channel,
    )
    page = open_page(cast.alice)
    entry = f"/households/{cast.household.reference}/timeline/{contact.pk}"
    for last in ("", "/change", "/attended", "/mistake", "/move", "/before", "/files"):
        assert page.goto(entry + last).status == 200, last
        looks_right(page)
