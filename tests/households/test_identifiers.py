"""S10: numbers are sealed, masked on every page, found exactly, shown with a reason."""

import pytest
from django.urls import reverse

from familyhubs.audit.models import AccessEvent, Event
from households.actions import addresses, identifiers, restricted, suggestions
from households.actions.merging import numbers
from households.models import (
    Identifier,
    IdentifierKind,
    Person,
    Reveal,
    Suggestion,
    SuggestionState,
)
from tests.factories import AgreementFactory
from tests.households.finding import found_by
from tests.households.saving import save
from tests.households.test_check_digits import pupil_number
from tests.households.test_pages import page_of
from tests.logged import alias_of

NHS, NI, UPN, UPRN = IdentifierKind
TEST_NHS = "9990000018"
PUPIL = "B801200005001"
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
db = pytest.mark.django_db


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def held(cast):
    return record(cast, cast.child)


def record(cast, person, number=PUPIL, kind=UPN, household=None):
    home = household or cast.household
    return identifiers.record(
        kind=kind, number=number, person=person, household=home, by=cast.alice
    )


@db
class TestRecording:
    def test_it_is_sealed_and_nowhere_in_the_clear(self, alice, cast):
        url = page_of(cast, "identifier-record", cast.child.pk, "upn")
        assert "first letter does not fit" in save(alice, url, {"number": "A801200005001"}).text
        assert save(alice, url, {"number": "b80 1200 005001"}).status_code == 302
        row = Identifier.objects.get()
        assert PUPIL.encode() not in bytes(row.value)
        assert len(row.lookup) == 64
        assert row.read("value") == PUPIL
        for page in ("people", "history", "overview"):
            assert PUPIL not in alice.get(page_of(cast, page)).text
        person = alice.get(page_of(cast, "person", cast.child.pk)).text
        assert "Held, hidden" in person
        assert PUPIL not in person

    def test_the_same_number_of_somebody_else_is_refused(self, alice, cast, held):
        url = page_of(cast, "identifier-record", cast.mother.pk, "upn")
        text = save(alice, url, {"number": PUPIL}).text
        assert "Same Unique pupil number as Bramble Quillfeather" in text
        assert Identifier.objects.count() == 1

    def test_of_whoever_may_not_be_seen_nothing_is_told_and_the_hub_is_asked(
        self, client, cast, held, as_worker
    ):
        other = Person.objects.living_in(cast.strangers).get()
        restricted.restrict(household=cast.household, reason="-", by=cast.henry)
        record(cast, other, household=cast.strangers)
        assert not Suggestion.objects.exists(), "not even by the time it takes"
        with as_worker():
            assert numbers.look_for_same() == 1
            assert numbers.look_for_same() == 0
        pair = Suggestion.objects.get()
        assert ({pair.person, pair.other}, pair.likeness) == ({cast.child, other}, ["upn"])
        page = reverse("households:possible-duplicates")
        client.force_login(cast.henry)  # named for the household
        assert "Same unique pupil number" in client.get(page).text
        client.force_login(cast.alice)
        assert "Bramble" not in client.get(page).text

    def test_two_dismissed_before_the_number_was_known_are_asked_about_again(
        self, cast, held, as_worker
    ):
        """By name alone they were said to be different people."""
        other = Person.objects.living_in(cast.strangers).get()
        pair = suggestions.pair_of(cast.child.pk, other.pk, ["same_name"])
        pair.keep(by=None, why="Found alike")
        suggestions.dismiss(suggestion=pair, by=cast.alice)
        with as_worker():
            assert numbers.look_for_same() == 0, "they have no number in common"
        row = record(cast, other, pupil_number("940200005001"), household=cast.strangers)
        Identifier.objects.filter(pk=row.pk).update(lookup=held.lookup)
        with as_worker():
            assert numbers.look_for_same() == 1
            assert numbers.look_for_same() == 0
        pair.refresh_from_db()
        assert (pair.state, pair.decided_by) == (SuggestionState.OPEN, None)
        assert pair.likeness == ["same_name", "upn"]
        suggestions.dismiss(suggestion=pair, by=cast.alice)
        with as_worker():
            assert numbers.look_for_same() == 0, "they looked at the number too"

    def test_another_number_takes_its_place(self, cast, held):
        other = pupil_number("940200005001")
        record(cast, cast.child, other)
        assert Identifier.objects.get().read("value") == other
        assert not found_by(cast.alice, PUPIL)

    def test_two_homes_may_be_one_property(self, cast):
        for household in (cast.household, cast.strangers):
            address = addresses.move(household=household, lines="1 Shared House", by=cast.alice)
            identifiers.record(
                kind=UPRN,
                number="0010001228376",
                address=address,
                household=household,
                by=cast.alice,
            )
        assert len(found_by(cast.alice, "10001228376")) == 3

    def test_an_unknown_kind_is_not_found(self, alice, cast):
        for kind in ("uprn", "passport"):
            assert (
                alice.get(page_of(cast, "identifier-record", cast.child.pk, kind)).status_code
                == 404
            )

    def test_the_uprn_of_the_address(self, alice, cast):
        url = page_of(cast, "uprn-record", cast.address.pk)
        assert alice.get(url).status_code == 200
        save(alice, url, {"number": "10001228376"})
        page = alice.get(page_of(cast, "people")).text
        assert "Held, hidden" in page
        assert "10001228376" not in page


@db
class TestFinding:
    def test_by_its_exact_value_however_it_is_typed(self, cast, held):
        for typed in (" b801-2000 05001", "B801 2000 05001", PUPIL):
            assert found_by(cast.alice, typed) == {cast.child}
        assert not found_by(cast.alice, PUPIL[:-1] + "2")
        assert not found_by(cast.alice, "")
        assert not found_by(cast.alice, "x" * 5000)

    def test_by_those_who_see_identifiers_alone(self, cast, held):
        AgreementFactory(
            household=cast.household,
            recipients=[cast.clinic],
            covers=[cast.child],
            categories=["identity"],
            by=cast.alice,
        )
        assert found_by(cast.pat, PUPIL) == {cast.child}
        for who in (cast.harriet, cast.charlie, cast.ann):
            assert not found_by(who, PUPIL)


@db
class TestShowing:
    def test_with_a_reason_once_and_logged(self, alice, cast, held):
        url = page_of(cast, "identifier-show", held.pk)
        assert PUPIL not in alice.get(url).text
        assert PUPIL not in alice.post(url, {"reason": ""}).text
        answer = alice.post(url, {"reason": "The school rang"})
        assert PUPIL in answer.text
        assert "no-store" in answer["Cache-Control"]
        assert Reveal.objects.get().reason == "The school rang"
        events = AccessEvent.objects.filter(event=Event.REVEALED)
        assert {(one.subject, one.subject_id) for one in events} == {
            ("household", alias_of(cast.household)),
            ("person", alias_of(cast.child)),
        }
        assert not events.filter(basis__contains="rang").exists()

    @pytest.mark.parametrize(("who", "status"), [("pat", 200), ("dana", 403), ("charlie", 404)])
    def test_to_those_whose_need_it_is(self, client, cast, held, who, status):
        client.force_login(getattr(cast, who))
        answer = client.post(page_of(cast, "identifier-show", held.pk), {"reason": "-"})
        assert answer.status_code == status
        assert (PUPIL in answer.text) == (status == 200)

    def test_the_data_protection_officer_reads_restricted(self, client, cast, held):
        client.force_login(cast.dana)
        page = client.get(page_of(cast, "person", cast.child.pk)).text
        assert "Restricted" in page
        assert "Held, hidden" not in page

    def test_a_partner_without_the_category_does_not(self, client, cast, held):
        AgreementFactory(
            household=cast.household,
            recipients=[cast.clinic],
            covers=[cast.child],
            categories=["identity"],
            by=cast.alice,
        )
        client.force_login(cast.harriet)
        url = page_of(cast, "identifier-show", held.pk)
        assert client.post(url, {"reason": "-"}).status_code == 404

    def test_one_of_another_household_is_not_found(self, alice, cast, held):
        url = page_of(cast, "identifier-show", held.pk)
        other = url.replace(cast.household.reference, cast.strangers.reference)
        assert alice.post(other, {"reason": "-"}).status_code == 404

    def test_what_was_damaged_or_whose_key_is_gone_is_said_in_a_sentence(self, alice, cast, held):
        Identifier.objects.filter(pk=held.pk).update(value=b"\x01" + bytes(40))
        url = page_of(cast, "identifier-show", held.pk)
        answer = alice.post(url, {"reason": "-"})
        assert answer.status_code == 200
        assert "cannot be read any more" in answer.text
        assert not Reveal.objects.exists()


@db
def test_removed_it_is_gone_and_its_history_never_had_it(client, cast, held):
    client.force_login(cast.alice)
    answer = save(client, page_of(cast, "identifier-remove", held.pk), {"reason": "A mistake"})
    assert answer.status_code == 302
    row = Identifier.objects.get()
    assert (row.value, row.lookup) == (None, "")
    assert not hasattr(row.history.first(), "value")
    assert "A mistake" in client.get(page_of(cast, "history")).text
    assert not found_by(cast.alice, PUPIL)
    assert client.get(page_of(cast, "identifier-show", held.pk)).status_code == 404
