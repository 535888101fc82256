"""What somebody typed into the search box, taken apart: a date, a postcode, a number, a name.

Knows no records. Every part must be met: "smith 3.5.2019" is a Smith born on that day.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from familyhubs.design.dates import MONTHS, month_number
from familyhubs.records.dates import today
from households.identifiers import kinds_of

LONGEST = 200  # characters of what was typed; nobody's name and address are longer
LONGEST_REFERENCE = 40
FEWEST_DIGITS = 6  # of a telephone number's end

REFERENCE = re.compile(
    r"FH[\s-]*(?:[A-Z0-9]{4}[\s-]*){3}|(?=.*\d)(?=.*[A-Z])[A-Z0-9]{4}(?:[\s-]?[A-Z0-9]{4}){2}"
)
MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|sept"
DATE = re.compile(
    rf"""(?<![\w./-])(?:
        (?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}})
        | (?P<figures>\d{{1,2}}\s*[./-]\s*\d{{1,2}}\s*[./-]\s*(?:\d{{4}}|\d{{2}})
            | \d{{1,2}}\s\d{{1,2}}\s\d{{4}})
        | (?P<words>\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?:{MONTH})\.?,?[\s-]+\d{{4}})
        | (?P<year>(?:19|20)\d{{2}})
    )(?![\w./-])""",
    re.IGNORECASE | re.VERBOSE,
)
POSTCODE = re.compile(
    r"(?<!\w)(?P<out>[A-Z]{1,2}\d[A-Z\d]?)(?:\s*(?P<in>\d[A-Z]{2})|\s+(?P<sector>\d))?(?!\w)",
    re.IGNORECASE,
)
# Letters and digits of an identifier, or the digits of a telephone number, however apart.
NUMBER = re.compile(
    r"(?<!\w)(?:[A-Z]{2}(?:[\s-]*\d{2}){3}[\s-]*[A-D]|[A-Z]\d(?:[\s-]*\d){10}[\dA-Z])(?!\w)"
    r"|(?<!\w)\+?\(?\d(?:[\s().-]*\d){5,}(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Terms:
    """What is asked for; None or "" where it is not."""

    name: str = ""
    born_from: date | None = None
    born_until: date | None = None
    postcode: str = ""
    number: str = ""
    # What may be the reference of another system is looked for as it was typed, and as a name too.
    reference: str = ""
    reference_only: bool = False

    @property
    def born(self) -> tuple[date | None, date | None]:
        return self.born_from, self.born_until

    @property
    def telephone_from_end(self) -> str:
        """The last digits of a telephone number, the last first, without any dialling code."""
        digits = re.sub(r"\D", "", self.number)
        if re.search(r"[A-Z]", self.number, re.IGNORECASE) or len(digits) < FEWEST_DIGITS:
            return ""
        return re.sub(r"^(?:00)?44|^0+", "", digits).removeprefix("0")[::-1]

    @property
    def identifiers(self) -> list[tuple[str, str]]:
        """Each kind of identifier the number may be."""
        return kinds_of(self.number) if self.number else []

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for: one letter alone would find half the town."""
        letters = max((len(word) for word in re.findall(r"\w+", self.name)), default=0)
        asked = self.born_from or self.postcode or self.number or self.reference_only
        return not asked and letters < 2


def terms_of(typed: str) -> Terms:
    """Take apart what was typed. Never raises: what is no date or number is part of the name."""
    text = " ".join(_plain(typed).split())[:LONGEST]
    if REFERENCE.fullmatch(text.upper()):
        return Terms(reference=text, reference_only=True)
    # No reference is without a figure.
    may_be = len(text) <= LONGEST_REFERENCE and re.search(r"\d", text)
    terms, left = Terms(reference=text if may_be else ""), text
    # Before a date: the groups of a pupil's number may look like a year.
    found = NUMBER.search(text)
    if not (found and found[0][0].isalpha() and kinds_of(found[0])):
        terms, left = _with_date(terms, text)
        found = NUMBER.search(left)
    if found:
        terms, left = replace(terms, number=found[0]), _without(left, found)
    if found := POSTCODE.search(left):
        terms, left = replace(terms, postcode=_postcode(found)), _without(left, found)
    return replace(terms, name=" ".join(left.split()))


def _plain(typed: str) -> str:
    """Without what cannot be seen: control characters, marks of direction, half characters."""
    seen = unicodedata.normalize("NFKC", typed[: 10 * LONGEST])
    return "".join(
        " " if character.isspace() else character
        for character in seen
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
    )


def _with_date(terms: Terms, text: str) -> tuple[Terms, str]:
    for found in DATE.finditer(text):
        if found["year"]:
            year = int(found["year"])
            born = date(year, 1, 1), date(year, 12, 31)
        elif (day := _day(found)) is not None:
            born = day, day
        else:
            continue
        return replace(terms, born_from=born[0], born_until=born[1]), _without(text, found)
    return terms, text


def _day(found: re.Match[str]) -> date | None:
    parts = re.findall(r"\d+|[^\W\d_]{3,}", found[0].lower().replace("of ", " "))
    parts = [part for part in parts if part not in ("st", "nd", "rd", "th")]
    if found["iso"]:
        parts.reverse()
    day, month, year = parts
    number, full = month_number(month), int(year)
    if len(year) == 2:  # nobody is born in the future
        full += 2000 if full <= today().year % 100 else 1900
    if number is None or not 1880 <= full <= 2200:
        return None
    if not 1 <= int(day) <= calendar.monthrange(full, number)[1]:
        return None
    return date(full, number, int(day))


def _postcode(found: re.Match[str]) -> str:
    """As it is kept, or the beginning of it: "NN16 8TL", "NN16 8", "NN16 "."""
    return f"{found['out']} {found['in'] or found['sector'] or ''}".upper()


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
