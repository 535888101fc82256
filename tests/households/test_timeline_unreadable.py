"""A note or a file that does not open: said in a sentence, and never written over."""

import pytest

from familyhubs.files import storage
from familyhubs.files.models import DoomedFile
from households import unreadable
from households.actions import attachments, contacts
from households.actions.guards import AnothersEntry
from households.models import Attachment, Contact
from tests.factories import ContactFactory, PersonFactory
from tests.households.contacting import a_call, of, page_of
from tests.households.test_attachments import download, file, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def damaged(cast):
    """A visit of today whose note has been damaged."""
    visit = {"kind": "visit", "channel": "face_to_face", "note": "She is tired."}
    contact = ContactFactory(household=cast.household, by=cast.alice, **visit)
    Contact.objects.update(note=b"not what was sealed")
    contact.refresh_from_db()
    return contact


class TestNote:
    def test_it_is_not_put_into_the_form_and_not_written_over(self, alice, cast, damaged):
        page = alice.get(of(damaged, "contact-change"), follow=True)
        assert "nothing is written over it" in page.text
        said = a_call(cast) | {"note": "New", "why": "x", "version": damaged.version}
        answer = alice.post(of(damaged, "contact-change"), said)
        assert unreadable.CannotBeRead.words in answer.text
        damaged.refresh_from_db()
        assert bytes(damaged.note) == b"not what was sealed"

    def test_nothing_is_added_to_it_but_whether_they_came(self, alice, damaged):
        said = {"attended": "attended", "note": "He came too", "version": damaged.version}
        answer = alice.post(of(damaged, "contact-attended"), said)
        assert unreadable.CannotBeRead.words in answer.text
        assert alice.post(of(damaged, "contact-attended"), said | {"note": ""}).status_code == 302

    def test_it_is_not_moved(self, alice, cast, damaged):
        right = PersonFactory(household=cast.strangers, by=cast.alice)
        url = f"{of(damaged, 'contact-move')}?other={cast.strangers.reference}"
        said = {"people": [right.pk], "why": "x", "version": damaged.version}
        assert unreadable.CannotBeRead.words in alice.post(url, said).text
        assert Contact.objects.get().household == cast.household


class TestFile:
    def test_a_damaged_one_is_told_and_not_moved_until_it_is_taken_away(self, alice, cast):
        contact = ContactFactory(household=cast.household, by=cast.alice)
        send(alice, contact, file())
        attachment = Attachment.objects.get()
        storage.path_of(attachment.stored_as).write_bytes(b"damaged" * 20)
        answer = alice.get(of(contact, "attachment", attachment.pk), follow=True)
        assert "The file letter.pdf cannot be read any more." in answer.text
        with pytest.raises(attachments.FileCannotBeRead):
            moved(contact, cast)
        attachments.take_away(attachment=attachment, why="damaged", by=cast.alice)
        contact = Contact.objects.get()
        moved(contact, cast)
        assert Contact.objects.get().household == cast.strangers

    def test_one_added_while_its_contact_is_moved_is_not_sealed_under_the_wrong_key(
        self, alice, cast
    ):
        """Whoever opened the page before the move is told; the row is held by both."""
        contact = ContactFactory(household=cast.household, by=cast.alice)
        stale = Contact.objects.get()
        moved(contact, cast)
        with pytest.raises(attachments.WentElsewhere):
            attachments.hang_on(contact=stale, uploads=[upload()], by=cast.alice)
        assert not Attachment.objects.exists()

    def test_both_hold_the_contact_meanwhile(self, cast, django_assert_max_num_queries):
        contact = ContactFactory(household=cast.household, by=cast.alice)
        assert cast.strangers, "made before anything is counted"
        for act in (
            lambda: attachments.hang_on(contact=contact, uploads=[upload()], by=cast.alice),
            lambda: attachments.seal_anew(contact=contact, household=cast.strangers, by=cast.alice),
        ):
            with django_assert_max_num_queries(30) as asked:
                act()
            held = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]
            assert 'FROM "households_contact"' in held[0]

    def test_a_partner_adds_none_to_what_the_hub_recorded(self, cast):
        contact = ContactFactory(household=cast.household, by=cast.alice)
        for act in (
            lambda: attachments.hang_on(contact=contact, uploads=[upload()], by=cast.pat),
            lambda: attachments.seal_anew(contact=contact, household=cast.strangers, by=cast.pat),
        ):
            with pytest.raises(AnothersEntry):
                act()

    def test_a_wrong_one_goes_from_the_page_at_once_and_from_the_disk(self, alice, cast):
        contact = ContactFactory(household=cast.household, by=cast.alice)
        send(alice, contact, file("Strangeways.pdf"))
        attachment = Attachment.objects.get()
        assert "Take it away" in alice.get(of(contact, "contact")).text
        url = of(contact, "attachment-take-away", attachment.pk)
        assert alice.post(url, {"why": "another family's"}).status_code == 302
        for page in (of(contact, "contact"), page_of(cast.household)):
            assert "Strangeways" not in alice.get(page).text
        assert download(alice, attachment).status_code == 404
        assert alice.post(url, {"why": "x"}).status_code == 404
        assert DoomedFile.objects.get().name == attachment.stored_as
        history = alice.get(page_of(cast.household, "history")).text
        assert "another family&#x27;s" in history
        assert "Strangeways" not in history


def test_what_is_typed_of_one_family_is_not_in_the_history_of_the_other(alice, cast):
    contact = ContactFactory(household=cast.household, by=cast.alice)
    contact = contacts.mark_mistake(contact=contact, why="about the Strangeways", by=cast.alice)
    send(alice, contact, file("Quillfeather.pdf"))
    attachments.take_away(attachment=Attachment.objects.get(), why="of Marigold", by=cast.alice)
    moved(contact, cast, why="it was the Quillfeathers' page")
    page = alice.get(page_of(cast.strangers, "history")).text
    assert "Moved here from another household" in page
    for words in ("about the Strangeways", "Quillfeather", "of Marigold"):
        assert words not in page
    kept = Contact.history.values_list("history_change_reason", flat=True)
    assert any("it was the Quillfeathers' page" in why for why in kept)


def test_the_history_fetches_no_sealed_note(alice, cast, django_assert_max_num_queries):
    ContactFactory(household=cast.household, by=cast.alice)
    with django_assert_max_num_queries(74) as asked:
        alice.get(page_of(cast.household, "history"))
    for table in ("households_contact", "households_historicalcontact"):
        assert any(f'FROM "{table}"' in one["sql"] for one in asked)
        assert not [one["sql"] for one in asked if f'"{table}"."note"' in one["sql"]]


def moved(contact, cast, why="x"):
    right = PersonFactory(household=cast.strangers, by=cast.alice)
    return contacts.move(
        contact=contact,
        household=cast.strangers,
        people=[right],
        seen_version=contact.version,
        why=why,
        by=cast.alice,
    )


def upload():
    from familyhubs.files import kinds
    from familyhubs.files.fields import Attachment as Upload

    return Upload("letter.txt", b"Come on Monday", kinds.TEXT)
