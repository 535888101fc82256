"""What was recorded wrongly: corrected, marked, moved to the right family."""

import pytest

from familyhubs.records.models import StaleRecord
from households.actions import contacts
from households.models import Contact
from tests.factories import ContactFactory, PersonFactory
from tests.households.contacting import a_call, of, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def typed(cast):
    return a_call(cast)


class TestCorrecting:
    def test_what_it_said_before_is_kept_and_shown_to_the_council(self, alice, cast, typed):
        contact = ContactFactory(household=cast.household, note="She is tired.", by=cast.alice)
        url = of(contact, "contact-change")
        page = alice.get(url)
        assert "She is tired." in page.text
        said = typed | {"note": "She is well.", "why": "misheard", "version": contact.version}
        assert alice.post(url, said).status_code == 302
        assert "She is well." in alice.get(of(contact, "contact")).text
        before = alice.get(of(contact, "contact-versions")).text
        assert "She is tired." in before
        assert "misheard" in before
        assert "misheard" in alice.get(page_of(cast.household, "history")).text

    def test_two_at_once_see_both(self, alice, cast, typed):
        contact = ContactFactory(household=cast.household, note="First", by=cast.alice)
        shown = contact.version
        alice.post(
            of(contact, "contact-change"),
            typed | {"note": "Theirs", "why": "x", "version": shown},
        )
        said = typed | {"note": "Mine", "why": "y", "version": shown}
        answer = alice.post(of(contact, "contact-change"), said)
        assert "Yours and theirs" in answer.text
        for words in ("Theirs", "Mine"):
            assert words in answer.text
        assert "First" not in answer.text, "what it said before is for whoever reads the history"
        assert Contact.objects.get().read("note") == "Theirs"
        again = answer.context["form"].data["version"]
        assert (
            alice.post(of(contact, "contact-change"), said | {"version": again}).status_code == 302
        )

    def test_a_stale_correction_takes_nobody_out(self, cast):
        contact = ContactFactory(household=cast.household, by=cast.alice)
        with pytest.raises(StaleRecord):
            contacts.correct(
                contact=contact,
                people=[cast.child],
                note="",
                seen_version=99,
                by=cast.alice,
                why="x",
                kind=contact.kind,
                on=contact.on,
                channel=contact.channel,
            )
        assert set(contact.people.all()) == {cast.mother, cast.child}

    def test_by_mistake_it_leaves_the_timeline_and_stays_behind_a_filter(self, alice, cast):
        contact = ContactFactory(household=cast.household, note="Not hers", by=cast.alice)
        said = {"why": "wrong family"}
        assert alice.post(of(contact, "contact-mistake"), said).status_code == 302
        assert "Not hers" not in alice.get(page_of(cast.household)).text
        filtered = alice.get(page_of(cast.household), {"mistakes": "on"}).text
        assert "Not hers" in filtered
        assert "Recorded by mistake" in filtered
        again = alice.post(of(contact, "contact-mistake"), said)
        assert "marked as a mistake already" in again.text
        assert alice.post(of(contact, "contact-restore"), {"why": "It was hers"}).status_code == 302
        assert "Not hers" in alice.get(page_of(cast.household)).text


class TestMoving:
    """A note recorded for the wrong family leaves it at once."""

    def test_it_goes_to_the_right_family_and_nothing_is_left(self, alice, cast):
        contact = ContactFactory(household=cast.household, note="Damp walls", by=cast.alice)
        right = PersonFactory(household=cast.strangers, given_name="Hazel", by=cast.alice)
        url = f"{of(contact, 'contact-move')}?other={cast.strangers.reference}"
        assert "Hazel" in alice.get(url).text
        said = {"people": [right.pk], "why": "wrong tab", "version": contact.version}
        assert alice.post(url, said).status_code == 302
        for name in ("timeline", "history"):
            assert "Damp walls" not in alice.get(page_of(cast.household, name)).text
        assert "Contact" not in alice.get(page_of(cast.household, "history")).text
        assert alice.get(of(contact, "contact")).status_code == 404
        page = alice.get(page_of(cast.strangers)).text
        assert "Damp walls" in page
        assert "about Hazel" in page
        assert "Marigold Quillfeather" not in page

    def test_it_is_sealed_under_the_other_key(self, cast):
        contact = ContactFactory(household=cast.household, note="Damp walls", by=cast.alice)
        before = bytes(contact.note)
        right = PersonFactory(household=cast.strangers, by=cast.alice)
        contacts.move(
            contact=contact,
            household=cast.strangers,
            people=[right],
            seen_version=contact.version,
            why="x",
            by=cast.alice,
        )
        contact = Contact.objects.get()
        assert contact.household == cast.strangers
        assert bytes(contact.note) != before
        assert contact.read("note") == "Damp walls"

    @pytest.mark.parametrize("other", ["FH-0000-0000-0000", "nonsense", "itself"])
    def test_a_household_that_cannot_be_opened(self, alice, cast, other):
        contact = ContactFactory(household=cast.household, by=cast.alice)
        typed = cast.household.reference if other == "itself" else other
        answer = alice.get(of(contact, "contact-move"), {"other": typed})
        assert "no other household with this reference" in answer.text

    def test_a_partner_moves_nothing(self, client, cast):
        contact = ContactFactory(household=cast.household, by=cast.pat)
        client.force_login(cast.pat)
        assert client.get(of(contact, "contact-move")).status_code == 403
