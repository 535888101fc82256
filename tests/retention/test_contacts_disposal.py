"""What goes with a contact: its note, its files, and the keys they were sealed under."""

import logging
import os
import time
from datetime import date

import pytest

from familyhubs.files import kinds, outbox as files, storage
from familyhubs.files.fields import Attachment as Upload
from familyhubs.files.models import DoomedFile
from familyhubs.keys import outbox as data_keys, sealing
from familyhubs.keys.models import DoomedKey
from households.models import Attachment, Contact, Household
from referrals.actions import uses
from referrals.models import Attendance, ServiceUse
from retention import tasks
from tests.factories import ContactFactory
from tests.retention.families import CLOSED, HUB_DUE, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.nights import dispose_after_notice

DAY = date(2019, 6, 3)


@pytest.fixture
def contacted(family: TokenFamily) -> TokenFamily:
    """A note with a file about the mother and the child; services that the child used."""
    with at(DAY):
        about(family, [family.mother, family.child], "both")
        (use,) = uses.begin(
            household=family.household,
            people=[family.child],
            service_name=family.word("choir"),
            started_on=DAY,
            by=family.cast.alice,
        )
        by = family.cast.alice
        uses.attend(household=family.household, on=DAY, states={use: "attended"}, by=by)
    family.close(CLOSED)
    return family


def about(family, people, what):
    """A contact about these people, with a file."""
    return ContactFactory(
        household=family.household,
        people=people,
        on=DAY,
        note=family.word(what),
        source="other",
        source_name=family.word("teacher"),
        received_on=DAY,
        uploads=[Upload(f"{family.word(what)}.txt", what.encode(), kinds.TEXT)],
        by=family.cast.alice,
    )


def kept_files():
    return {path.name for path in storage.folder().glob("*/*")}


def test_after_the_sweep_nothing_of_it_is_left(contacted, sweep_on):
    stored = Attachment.objects.get().stored_as
    assert stored in kept_files()
    sweep_on(SERVICE_DUE)
    for model in (Contact, Attachment, ServiceUse, Attendance):
        assert not model.objects.exists()
        assert not model.history.exists()
    assert tables_with(contacted.token) == {}
    assert stored not in kept_files()


def test_a_copy_made_before_cannot_be_opened_any_more(contacted, sweep_on):
    """S43: an older backup of the record is unreadable once its key is destroyed."""
    contact = Contact.objects.select_related("household").get()
    copy = Contact(household=contact.household, sealed_as=contact.sealed_as, note=contact.note)
    assert copy.read("note") == contacted.word("both")
    person_keys = [contacted.mother.data_key, contacted.child.data_key]
    sealing.keyring(person_keys, make=True)
    sweep_on(SERVICE_DUE)
    with pytest.raises(sealing.KeyDestroyed):
        copy.read("note")
    ring = sealing.keyring(person_keys)
    assert not any(key in ring for key in person_keys)
    assert not DoomedKey.objects.exists()


def test_the_hub_s_period_takes_no_contact_and_no_key(contacted, sweep_on):
    """S40: five years are the hub record's; the service record's six are not over."""
    sweep_on(HUB_DUE)
    contact = Contact.objects.get()
    assert contact.read("note") == contacted.word("both")
    assert Attachment.objects.get().stored_as in kept_files()


def test_s39_what_is_about_a_protected_child_stays_and_the_rest_goes(contacted, sweep_on):
    with at(DAY):
        fern = contacted.add("Fern")
        contacted.protect(fern)
        alone = about(contacted, [fern], "alone")
        shared = about(contacted, [fern, contacted.mother], "shared")
    sweep_on(SERVICE_DUE)
    assert set(Contact.objects.all()) == {alone, shared}
    assert {row.contact for row in Attachment.objects.select_related("contact")} == {alone, shared}
    for contact in Contact.objects.select_related("household"):
        assert list(contact.people.all()) == [fern]
        assert contact.read("note")
    names = set(Attachment.objects.values_list("stored_as", flat=True))
    assert names <= kept_files()
    assert tables_with(contacted.word("both")) == {}
    assert ServiceUse.objects.count() == 0


def test_with_the_child_the_rest_and_the_key_go_too(contacted, sweep_on):
    with at(DAY):
        fern = contacted.add("Fern")
        contacted.protect(fern)
        about(contacted, [fern], "alone")
    key = Household.objects.get(pk=contacted.household.pk).data_key
    sweep_on(SERVICE_DUE)
    assert key in sealing.keyring([key])
    stored = Attachment.objects.get().stored_as
    sweep_on(date(2087, 6, 1))
    assert tables_with(contacted.token) == {}
    assert stored not in kept_files()
    assert key not in sealing.keyring([key])


def test_a_vault_that_is_closed_is_tried_again(contacted, as_worker, monkeypatch, caplog):
    """The disposal is done; what is left stands in the outbox until the hourly task does it."""
    key = contacted.household.data_key
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR), at(SERVICE_DUE):
        patch.setattr(data_keys.vault, "destroy", closed)
        with as_worker():
            run = dispose_after_notice(SERVICE_DUE)
    assert run.outcome == "finished"
    assert "the next hour tries again" in caplog.text
    assert DoomedKey.objects.filter(key_id=key).exists()
    with as_worker():
        data_keys.destroy_doomed()
    assert not DoomedKey.objects.exists()
    assert key not in sealing.keyring([key])


def test_a_disposal_that_is_rolled_back_removes_no_file(contacted, as_worker, monkeypatch):
    stored = Attachment.objects.get().stored_as
    monkeypatch.setattr("retention.certificates.issue", broken)
    with as_worker(), at(SERVICE_DUE), pytest.raises(RuntimeError):
        dispose_after_notice(SERVICE_DUE)
    with as_worker():
        assert files.remove_doomed() == 0
    assert not DoomedFile.objects.exists()
    assert stored in kept_files()
    assert Contact.objects.get().read("note") == contacted.word("both")


def closed(_keys):
    raise ConnectionError


def broken(*_args, **_more):
    raise RuntimeError


def test_a_file_that_nothing_names_goes_after_a_day_and_an_attachment_stays(contacted, as_worker):
    """What an upload left behind whose transaction was rolled back."""
    orphan = storage.store(b"never kept", contacted.household.data_key, "nothing")
    kept = Attachment.objects.get().stored_as
    two_days_ago = time.time() - 2 * 24 * 3600
    for name in (orphan, kept):
        os.utime(storage.path_of(name), (two_days_ago, two_days_ago))
    with as_worker():
        tasks.sweep_orphaned_files()
    assert orphan not in kept_files()
    assert kept in kept_files()
