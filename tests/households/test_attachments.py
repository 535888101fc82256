"""Files of a contact: taken or refused by their field, sealed, and only ever downloaded."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from familyhubs.audit.models import AccessEvent, Event
from familyhubs.files import storage
from familyhubs.files.kinds import LARGEST
from familyhubs.files.models import DoomedFile
from households.actions import contacts
from households.forms.attachments import safe_name
from households.models import Attachment, Contact
from tests.factories import ContactFactory, PersonFactory
from tests.files import samples
from tests.households.contacting import a_call, of, page_of
from tests.logged import alias_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(cast):
    return a_call(cast)


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def contact(cast):
    return ContactFactory(household=cast.household, by=cast.alice)


def file(name="letter.pdf", content=samples.PDF):
    return SimpleUploadedFile(name, content, content_type="application/x-anything")


def send(client, contact, *files):
    return client.post(of(contact, "attachment-add"), {"uploads": list(files), "sent": "yes"})


def download(client, attachment):
    return client.get(of(attachment.contact, "attachment", attachment.pk))


def files_on_disk():
    return {path for path in storage.folder().glob("*/*") if path.is_file()}


class TestTaken:
    def test_several_at_once_with_the_contact(self, alice, cast, typed):
        said = typed | {"uploads": [file(), file("picture.png", samples.PNG)]}
        answer = alice.post(page_of(cast.household, "contact-add"), said, follow=True)
        assert "letter.pdf" in answer.text
        assert "picture.png" in answer.text
        assert Contact.objects.get().attachments.count() == 2

    def test_it_comes_back_as_it_was_and_only_as_a_download(self, alice, contact):
        send(alice, contact, file())
        answer = download(alice, Attachment.objects.get())
        assert answer.content == samples.PDF
        assert answer["Content-Disposition"] == 'attachment; filename="letter.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"].startswith("no-store")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Content-Type"] == "application/pdf"

    def test_on_the_disk_it_is_sealed(self, alice, contact):
        send(alice, contact, file())
        kept = storage.path_of(Attachment.objects.get().stored_as).read_bytes()
        assert samples.PDF[:20] not in kept

    def test_a_download_is_an_event_of_its_own(self, alice, contact, cast):
        send(alice, contact, file())
        attachment = Attachment.objects.get()
        before = AccessEvent.objects.count()
        download(alice, attachment)
        told = AccessEvent.objects.order_by("pk")[before:]
        assert [row.event for row in told] == [Event.OPENED, Event.EXPORTED]
        assert {row.subject_id for row in told} == {alias_of(cast.household)}

    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("C:\\temp\\letter.pdf", "letter.pdf"),
            ("🌱 letter.pdf", "🌱 letter.pdf"),
            ("gnp.\u202eretfdp.pdf", "gnp.retfdp.pdf"),
            ("מכתב.pdf", "מכתב.pdf"),
            ("a'b;c=.pdf", "a'b;c=.pdf"),
        ],
    )
    def test_a_name_that_is_strange(self, alice, contact, name, kept):
        assert send(alice, contact, file(name)).status_code == 302
        attachment = Attachment.objects.get()
        assert attachment.name == kept
        assert download(alice, attachment)["Content-Disposition"].startswith("attachment")
        assert alice.get(of(contact, "contact")).status_code == 200

    def test_a_name_of_300_characters_keeps_its_ending(self, alice, contact):
        send(alice, contact, file("x" * 296 + ".pdf"))
        name = Attachment.objects.get().name
        assert len(name) <= 200
        assert name.endswith(".pdf")

    def test_a_safe_name(self):
        assert safe_name("a\nb\x00c/d\\e.pdf") == "a b c_d_e.pdf"
        assert safe_name("\u202e") == "file"


class TestRefused:
    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            (file("invoice.pdf", samples.WINDOWS_PROGRAM), "is not a PDF"),
            (file("invoice.pdf", samples.PROGRAM_AND_PDF), "is not a PDF"),
            (file("empty.pdf", b""), "empty"),
            (file("page.html", samples.HTML), "must be a"),
            (file("large.pdf", samples.PDF + bytes(LARGEST)), "smaller than 10 MB"),
            (file("macros.docx", samples.WITH_MACROS), "is not a Word document"),
        ],
        ids=lambda value: value if isinstance(value, str) else value.name,
    )
    def test_by_its_field_and_nothing_is_kept(self, alice, contact, sent, words):
        on_disk = files_on_disk()
        answer = send(alice, contact, file(), sent)
        assert words in answer.context["form"].errors["uploads"][0]
        assert not Attachment.objects.exists()
        assert files_on_disk() == on_disk

    def test_50_mb_with_a_contact_saves_nothing_and_loses_no_text(self, alice, cast, typed):
        said = typed | {"uploads": [file("film.pdf", samples.PDF + bytes(50_000_000))]}
        answer = alice.post(page_of(cast.household, "contact-add"), said)
        assert "film.pdf: The file must be smaller than 10 MB" in answer.text
        assert "She sleeps better." in answer.text
        assert not Contact.objects.exists()

    def test_none_chosen(self, alice, contact):
        assert "Choose a file" in send(alice, contact).text


class TestWhoMay:
    @pytest.mark.parametrize("who", ["harriet", "charlie", "ann", "adam"])
    def test_whoever_sees_no_household_finds_no_file(self, client, cast, contact, who):
        client.force_login(cast.alice)
        send(client, contact, file())
        client.force_login(getattr(cast, who))
        assert download(client, Attachment.objects.get()).status_code == 404

    def test_a_partner_gets_it_with_the_contact_and_not_without(self, client, cast, contact):
        assert cast.agreement
        client.force_login(cast.alice)
        send(client, contact, file())
        attachment = Attachment.objects.get()
        client.force_login(cast.pat)
        assert download(client, attachment).status_code == 200
        contacts.mark_mistake(contact=contact, why="x", by=cast.alice)
        assert download(client, attachment).status_code == 404

    def test_not_by_the_address_of_another_contact(self, alice, cast, contact):
        send(alice, contact, file())
        attachment = Attachment.objects.get()
        other = ContactFactory(household=cast.household, by=cast.alice)
        assert alice.get(of(other, "attachment", attachment.pk)).status_code == 404
        args = [cast.strangers.reference, contact.pk, attachment.pk]
        assert alice.get(reverse("households:attachment", args=args)).status_code == 404

    def test_a_file_that_is_gone_is_not_found(self, alice, contact):
        send(alice, contact, file())
        attachment = Attachment.objects.get()
        storage.remove(attachment.stored_as)
        assert download(alice, attachment).status_code == 404


def test_moved_with_its_contact_it_is_sealed_anew_and_the_old_one_goes(alice, cast, contact):
    send(alice, contact, file())
    before = Attachment.objects.get().stored_as
    right = PersonFactory(household=cast.strangers, by=cast.alice)
    contact.refresh_from_db()
    contacts.move(
        contact=contact,
        household=cast.strangers,
        people=[right],
        seen_version=contact.version,
        why="x",
        by=cast.alice,
    )
    moved = Attachment.objects.select_related("contact__household").get()
    assert moved.contact.household == cast.strangers
    assert moved.stored_as != before
    assert DoomedFile.objects.get().name == before
    assert download(alice, moved).content == samples.PDF
