"""What is read of a referral before it is accepted names nobody (S63).

Refused are the names of whoever lives or lived in the household, their days of birth, its houses
and streets, its references, and what reaches or finds anybody: an email address, a telephone
number, a full postcode, a number of theirs. `naming` says in which spellings. No machine finds
every way to say who somebody is; the form asks the worker for that.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from households.identifiers import compact, kinds_of
from households.models import Address, Household, IdentifierKind, Person
from households.search_terms import DATE, NUMBER, POSTCODE
from referrals import naming
from referrals.refusals import NamesSomebody

EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().,;]+")
# One of ours, whoever's.
REFERENCE = re.compile(r"\bFH[\s-]*(?:[A-Z0-9]{4}[\s-]*){2}[A-Z0-9]{4}\b", re.IGNORECASE)
FEWEST_APART, FEWEST_TOGETHER = 9, 6  # digits of a telephone number; fewer are times or amounts
SAY_WHO = "Write \u201cthe child\u201d, \u201cthe mother\u201d or \u201cthe family\u201d instead."
SAY_LATER = (
    "If they need it, say it under \u201cWhat else should they know?\u201d, which is read once it "
    "is accepted."
)
SAY_THE_AREA = "Write the first part of it, or the town."
SAY_THE_TOWN = "Write the town instead."
SAY_THE_AGE = "Write how old they are instead."
NOT_NEEDED = "The referral has a number of its own, by which you can speak of it."


@dataclass(frozen=True)
class Family:
    """What says who they are."""

    names: list[str]
    born: list[date]
    addresses: list[str]
    references: list[str]


def refuse_names(
    household: Household, people: Sequence[Person], said: Mapping[str, Sequence[str]]
) -> None:
    """Raises NamesSomebody with the first word that says who somebody is, and the field it is in.

    Args: `people`, those who are referred; `said`, the texts by the field they were typed in.
    """
    family = _family(household, people)
    for field, texts in said.items():
        for text in texts:
            for word, what, instead in _found_in(text, family):
                raise NamesSomebody(word, field, what, instead)


def _family(household: Household, people: Sequence[Person]) -> Family:
    """Of those who live or lived there, and of its own name; its addresses, also hidden ones."""
    known = [*Person.objects.filter(memberships__household=household).distinct(), *people]
    names = [household.name]
    for person in known:
        names += [person.given_name, person.family_name, person.preferred_name]
    lines = Address.objects.filter(household=household).values_list("lines", flat=True)
    return Family(
        names=names,
        born=[person.date_of_birth for person in known if person.date_of_birth],
        addresses=list(lines),
        references=_references_of(household),
    )


def _references_of(household: Household) -> list[str]:
    """Its own, also from another system, and those of what was merged into it."""
    merged = Household.objects.filter(merged_into=household)
    return [household.reference, *merged.values_list("reference", flat=True)]


def _found_in(text: str, family: Family) -> Iterator[tuple[str, str, str]]:
    """Each word that says who: the word, what it is, and what to write instead."""
    for found in EMAIL.finditer(text):
        yield found[0], "email address", SAY_LATER
    for reference in _references_in(text, family.references):
        yield reference, "reference", NOT_NEEDED
    for born in naming.births_in(text, family.born):
        yield born, "date of birth", SAY_THE_AGE
    for found in NUMBER.finditer(_without_dates(text)):
        if what := _number(found[0]):
            yield found[0], what, SAY_LATER
    for found in POSTCODE.finditer(text):
        if found["in"]:
            yield found[0], "postcode", SAY_THE_AREA
    for street in naming.streets_in(text, family.addresses):
        yield street, "address", SAY_THE_TOWN
    for name in naming.names_in(text, family.names):
        yield name, "name", SAY_WHO


def _references_in(text: str, own: Sequence[str]) -> Iterator[str]:
    for found in REFERENCE.finditer(text):
        if re.search(r"\d", found[0]):  # else it is three words
            yield found[0]
    for reference in own:
        as_it_stands = re.search(rf"(?<!\w){re.escape(reference)}(?!\w)", text, re.IGNORECASE)
        is_ours = reference.startswith("FH-")  # told without its first letters, or in one piece
        if as_it_stands or (is_ours and compact(reference)[2:] in compact(text)):
            yield reference


def _number(written: str) -> str:
    """What a number is; "" where it is too short to be anybody's: "9.30 to 10.30"."""
    digits = re.sub(r"\D", "", written)
    kinds = dict(kinds_of(written))
    for kind in (IdentifierKind.NHS, IdentifierKind.NI, IdentifierKind.UPN):
        if kind in kinds:
            return str(kind.label)
    if written[0].isalpha():
        return "number"
    together = written.isdecimal() and len(digits) >= FEWEST_TOGETHER
    reaches = len(digits) >= FEWEST_APART or together
    return "telephone number" if reaches else ""


def _without_dates(text: str) -> str:
    """A day that something is hoped for is nobody's number. Years stay: four digits of a number may
    look like one."""

    def kept(found: re.Match[str]) -> str:
        is_a_day = found["iso"] or found["words"] or re.search(r"[./-]", found[0])
        return "|" if is_a_day and not found["year"] else found[0]

    return DATE.sub(kept, text)
