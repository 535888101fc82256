"""What makes a number a good one: its form, its check digit, and a sentence where it is not (S10).

Knows no records. NHS numbers and unique pupil numbers have their check digit worked out by
python-stdnum; a National Insurance number and a UPRN have none.
"""

import re
from collections.abc import Callable

from django.conf import settings
from stdnum.gb import nhs, upn

from households.models import IdentifierKind

FORBIDDEN_LETTERS = frozenset("DFIQUV")
# Never issued by HMRC (National Insurance Manual NIM39110).
NEVER_ISSUED = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
NI_FORM = re.compile(r"([A-Z]{2})([0-9]{6})([A-Z])")
UPN_FORM = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
LONGEST_UPRN = 12
LONGEST_TYPED = 40


class NotANumber(ValueError):
    """What was typed is no such number; `words` says what is wrong with it."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


def normalise(kind: str, typed: str) -> str:
    """The one spelling a number is kept and looked up in. Raises NotANumber.

    Numbers kept for testing (NHS numbers that begin 999, prefixes of National Insurance numbers
    that are never issued) are for the demo alone.
    """
    text = compact(typed)
    number = _READ[IdentifierKind(kind)](text)
    if not settings.DEMO and (problem := _kept_for_testing(kind, number)):
        raise NotANumber(problem)
    return number


def kinds_of(typed: str) -> list[tuple[str, str]]:
    """Every kind a text may be, with its one spelling: what a search tries."""
    text, found = compact(typed), []
    for kind, read in _READ.items():
        try:
            found.append((str(kind), read(text)))
        except NotANumber:
            continue
    return found


def written(kind: str, number: str) -> str:
    """A number as people write it: 999 123 4567, QQ 12 34 56 C."""
    if kind == IdentifierKind.NHS:
        return str(nhs.format(number))
    if kind == IdentifierKind.NI:
        return f"{number[:2]} {number[2:4]} {number[4:6]} {number[6:8]} {number[8:]}"
    return number


def compact(typed: str) -> str:
    """Without blanks and dashes, in capitals."""
    return re.sub(r"[\s\-\u2010-\u2015\u00a0]", "", typed).upper()


def _nhs(text: str) -> str:
    if not re.fullmatch(r"[0-9]+", text):
        raise NotANumber("An NHS number has digits only, like 943 476 5919")
    if len(text) != 10:
        raise NotANumber(f"An NHS number has 10 digits, and this has {len(text)}")
    if nhs.checksum(text) != 0:
        raise NotANumber("This is not an NHS number: its last digit does not fit the others")
    return text


def _ni(text: str) -> str:
    form = NI_FORM.fullmatch(text)
    if form is None:
        raise NotANumber(
            "A National Insurance number is two letters, six digits and a letter, like "
            "AB 12 34 56 C"
        )
    if form[3] not in "ABCD":
        raise NotANumber("A National Insurance number ends in A, B, C or D")
    return text


def _upn(text: str) -> str:
    if len(text) != 13:
        raise NotANumber(f"A unique pupil number has 13 characters, and this has {len(text)}")
    if not UPN_FORM.fullmatch(text):
        raise NotANumber(
            "A unique pupil number is a letter (never I, O or S) and 12 digits; the last may be "
            "a letter"
        )
    # Not `upn.validate`: its list of local authorities is of 2011 and refuses newer ones.
    if upn.calc_check_digit(text[1:]) != text[0]:
        raise NotANumber(
            "This is not a unique pupil number: its first letter does not fit the rest"
        )
    return text


def _uprn(text: str) -> str:
    if not re.fullmatch(r"[0-9]+", text):
        raise NotANumber("A UPRN has digits only")
    number = text.lstrip("0")
    if not number or len(number) > LONGEST_UPRN:
        raise NotANumber(f"A UPRN has 1 to {LONGEST_UPRN} digits")
    return number


def _kept_for_testing(kind: str, number: str) -> str:
    if kind == IdentifierKind.NHS and number.startswith("999"):
        return "NHS numbers that begin 999 are kept for testing and belong to nobody"
    if kind == IdentifierKind.NI:
        first, second = number[0], number[1]
        if first in FORBIDDEN_LETTERS or second in FORBIDDEN_LETTERS | {"O"}:
            return "No National Insurance number begins with these two letters"
        if number[:2] in NEVER_ISSUED:
            return f"No National Insurance number begins with {number[:2]}"
    return ""


_READ: dict[IdentifierKind, Callable[[str], str]] = {
    IdentifierKind.NHS: _nhs,
    IdentifierKind.NI: _ni,
    IdentifierKind.UPN: _upn,
    IdentifierKind.UPRN: _uprn,
}
