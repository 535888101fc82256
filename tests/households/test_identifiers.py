"""S10: numbers are checked, sealed, masked on every page, found exactly, shown with a reason."""

import string

import pytest
from hypothesis import given, strategies as st
from stdnum.gb import upn

from familyhubs.audit.models import AccessEvent, Event
from households import reading
from households.actions import identifiers
from households.identifiers import NEVER_ISSUED, NotANumber, kinds_of, normalise, written
from households.models import Identifier, IdentifierKind, Person, Reveal
from tests.factories import AgreementFactory
from tests.households.saving import save
from tests.households.test_pages import page_of

NHS, NI, UPN, UPRN = IdentifierKind
TEST_NHS = "9990000018"
PUPIL = "B801200005001"
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
db = pytest.mark.django_db


def nhs_number(first_nine):
    """An NHS number's check digit, worked out the Data Dictionary's way; None where it has none."""
    total = sum(
        int(digit) * weight for digit, weight in zip(first_nine, range(10, 1, -1), strict=True)
    )
    check = (11 - total % 11) % 11
    return None if check == 10 else f"{first_nine}{check}"


def pupil_number(rest):
    """A UPN's check letter, worked out the Department for Education's way."""
    values = [LETTERS.index(one) if one in LETTERS else int(one) for one in rest]
    return (
        LETTERS[
            sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23
        ]
        + rest
    )


nine = st.text("0123456789", min_size=9, max_size=9).filter(lambda text: text[:3] != "999")
twelve = st.text("0123456789", min_size=12, max_size=12)


@given(nine)
def test_an_nhs_number_with_its_check_digit_is_one(first_nine):
    number = nhs_number(first_nine)
    if number is None:
        for digit in string.digits:
            with pytest.raises(NotANumber, match="last digit"):
                normalise(NHS, first_nine + digit)
        return
    assert normalise(NHS, f"{number[:3]} {number[3:6]}-{number[6:]}") == number
    assert normalise(NHS, written(NHS, number)) == number


@given(nine, st.integers(1, 9))
def test_with_another_check_digit_it_is_none(first_nine, off):
    number = nhs_number(first_nine)
    if number is not None:
        wrong = number[:9] + str((int(number[9]) + off) % 10)
        with pytest.raises(NotANumber, match="last digit"):
            normalise(NHS, wrong)


@given(twelve, st.integers(0, 22))
def test_a_pupil_number_has_one_check_letter(rest, at):
    right = pupil_number(rest)
    assert normalise(UPN, right.lower()) == right
    assert upn.calc_check_digit(rest) == right[0]
    if LETTERS[at] != right[0]:
        with pytest.raises(NotANumber, match="first letter"):
            normalise(UPN, LETTERS[at] + rest)


def test_a_pupil_number_of_a_newer_authority_is_one():
    """North Northamptonshire, 940, is of 2021: the library's list of authorities is older."""
    assert normalise(UPN, pupil_number("940200005001"))


def test_a_temporary_pupil_number_ends_in_a_letter():
    assert normalise(UPN, pupil_number("94020000500A"))


@given(st.sampled_from(string.ascii_uppercase), st.sampled_from(string.ascii_uppercase))
def test_prefixes_of_national_insurance_numbers(first, second):
    forbidden = first in "DFIQUV" or second in "DFIQUVO" or first + second in NEVER_ISSUED
    if forbidden:
        with pytest.raises(NotANumber, match="No National Insurance number begins"):
            normalise(NI, f"{first}{second}123456A")
    else:
        assert normalise(NI, f"{first.lower()}{second} 12 34 56 a") == f"{first}{second}123456A"


WRONG = {
    (NHS, "943 476 591"): "10 digits, and this has 9",
    (NHS, "ninety"): "digits only",
    (NHS, "999 000 0018"): "kept for testing",
    (NHS, "٩٤٣٤٧٦٥٩١٩"): "digits only",
    (NI, "AB123456"): "two letters, six digits",
    (NI, "AB123456E"): "ends in A, B, C or D",
    (NI, "BG123456A"): "begins with BG",
    (UPN, "B80120000500"): "13 characters, and this has 12",
    (UPN, "S801200005001"): "never I, O or S",
    (UPRN, "0000"): "1 to 12 digits",
    (UPRN, "1234567890123"): "1 to 12 digits",
    (UPRN, "12a"): "digits only",
}


@pytest.mark.parametrize(("kind", "typed"), WRONG)
def test_what_is_wrong_is_said(kind, typed):
    with pytest.raises(NotANumber) as problem:
        normalise(kind, typed)
    assert WRONG[kind, typed] in problem.value.words


def test_numbers_kept_for_testing_are_for_the_demo_alone(settings):
    settings.DEMO = True
    assert normalise(NHS, "999 000 0018") == TEST_NHS
    assert normalise(NI, "QQ 12 34 56 C") == "QQ123456C"


@given(st.text(max_size=60))
def test_any_text_is_taken_apart_without_an_error(text):
    for kind, number in kinds_of(text):
        assert number.isascii(), kind


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def held(cast):
    return record(cast, cast.child)


def record(cast, person, number=PUPIL, kind=UPN):
    return identifiers.record(
        kind=kind, number=number, person=person, household=cast.household, by=cast.alice
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
        assert "recorded for Bramble Quillfeather already" in text

    def test_whoever_may_not_be_seen_is_not_named(self, cast, held):
        from households.actions import restricted

        other = Person.objects.living_in(cast.strangers).get()
        restricted.restrict(household=cast.household, reason="-", by=cast.henry)
        with pytest.raises(identifiers.SomebodyElses, match="for somebody else already"):
            identifiers.record(
                kind=UPN, number=PUPIL, person=other, household=cast.strangers, by=cast.alice
            )

    def test_another_number_takes_its_place(self, cast, held):
        other = pupil_number("940200005001")
        record(cast, cast.child, other)
        assert Identifier.objects.get().read("value") == other
        assert not reading.people_by_identifier(cast.alice, PUPIL)

    def test_two_homes_may_be_one_property(self, cast):
        for household in (cast.household, cast.strangers):
            from households.actions import addresses

            address = addresses.move(household=household, lines="1 Shared House", by=cast.alice)
            identifiers.record(
                kind=UPRN,
                number="0010001228376",
                address=address,
                household=household,
                by=cast.alice,
            )
        assert reading.people_by_identifier(cast.alice, "10001228376").count() == 3

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
        assert list(reading.people_by_identifier(cast.alice, " b801-2000 05001")) == [cast.child]
        assert not reading.people_by_identifier(cast.alice, PUPIL[:-1] + "2")
        assert not reading.people_by_identifier(cast.alice, "")
        assert not reading.people_by_identifier(cast.alice, "x" * 5000)

    def test_by_those_who_see_identifiers_alone(self, cast, held):
        AgreementFactory(
            household=cast.household,
            recipients=[cast.clinic],
            covers=[cast.child],
            categories=["identity"],
            by=cast.alice,
        )
        assert list(reading.people_by_identifier(cast.pat, PUPIL)) == [cast.child]
        for who in (cast.harriet, cast.charlie, cast.ann):
            assert not reading.people_by_identifier(who, PUPIL)


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
            ("household", str(cast.household.pk)),
            ("person", str(cast.child.pk)),
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
    assert not reading.people_by_identifier(cast.alice, PUPIL)
    assert client.get(page_of(cast, "identifier-show", held.pk)).status_code == 404
