"""S10: numbers are checked by their check digits, and what is wrong is said."""

import string

import pytest
from hypothesis import given, strategies as st
from stdnum.gb import upn

from households.identifiers import NEVER_ISSUED, NotANumber, kinds_of, normalise, written
from households.models import IdentifierKind

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
