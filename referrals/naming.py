"""Whether a text says who somebody is, by a name, a street or a day of birth. Knows no records.

A name is found in any case, without its accents and apostrophes, as a part of a double-barrelled
one, and with an s behind it. One that is a word, too, counts where it is written as a name alone,
so that nobody is kept from an ordinary word: with a capital, but not in capitals throughout, nor as
a day or a month ("in May"), nor, unless it is a name before all ("Grace"), in a title ("Young
Carers"); and where a sentence may well begin with it ("Day", "Hope", "An"), within one or after
"Mrs" or the like. One of two letters that is no word ("Jo") needs its capital.

Not found: what is misspelt, shortened otherwise than it is recorded, or put together ("Maryann"); a
common word at the start of a sentence ("Hope cannot sleep") or in small letters; one that has its
capital always ("English"), unless after "Mrs" or the like; a month after "in"; initials; a day of
birth without its year; a street without all of its words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import dropwhile, zip_longest
from pathlib import Path

from familyhubs.design.dates import MONTHS
from households.search_terms import MONTH, POSTCODE

WORDS = [Path(__file__).parent / "words" / name for name in ("ordinary.txt", "ours.txt")]
# Names before all, and words or shortened ones, too: no sentence here is likely to begin with them.
NAMES_FIRST = frozenset(
    {
        *("angel", "asa", "bill", "carol", "cherry", "christian", "cin", "dean", "drew", "ed"),
        *("esa", "eve", "faith", "frank", "gene", "ginger", "grace", "guy", "harmony", "heather"),
        *("holly", "iris", "ivy", "jack", "jasmine", "joy", "lac", "lily", "mark", "max", "misty"),
        *("olive", "pat", "penny", "pip", "rob", "robin", "rose", "rowan", "ruby", "sandy", "sen"),
        *("skye", "smith", "tac", "victor", "violet"),
    }
)
# Names, too, whose capital tells nothing.
ALWAYS_CAPITAL = frozenset(
    {
        *("english", "french", "german", "irish", "polish", "scottish", "spanish", "welsh"),
        *("england", "ireland", "scotland", "wales", "christmas", "easter"),
    }
)
# In a family's name, or in place of a name: "The Browns", "Baby Smith". All may write these.
NO_NAMES = frozenset(
    {
        *("and", "or", "the", "of", "family", "household", "mr", "mrs", "ms", "miss", "mx", "dr"),
        *("mum", "dad", "mother", "father", "baby", "child", "twin", "unborn", "unknown"),
    }
)
TOKEN = re.compile(r"[^\W_]+(?:['\u2019\u2018\u02bc`][^\W_]+)*")
APOSTROPHES = re.compile(r"['\u2019\u2018\u02bc`]")
NO_ACCENTS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i"})
STARTS = re.compile(r"(?:^|[.!?:;/\u2026\n]|\d\)|\s[-\u2013\u2014*\u2022])(?:[^\w\n]|_)*$")
TITLED = re.compile(r"\b(?:[Mm]rs?|[Mm]s|Miss|Mx|[Dd]r|Aunt(?:ie)?|Uncle)\.?\s+$")
DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
DATED = rf"(?:{MONTH}|{DAY})"
RANGE = rf"(?:(?:,|\s(?:to|and|or)|\s?[-\u2013])\s?{DATED}\b)"
# A day or a month that is said as one: "in May", "from April to June", "8 May", "May 2026". But who
# is looked after by April, or depends on her, is with somebody.
CALENDAR = re.compile(
    rf"\b(?:in|from|since|until|till|during|each|every|a|early|late|mid|next|last|this"
    rf"|(?:end|start|beginning|middle)\s+of|\d+(?:st|nd|rd|th)?(?:\s+of)?)[\s-]+{DATED}\b{RANGE}*"
    rf"|\b(?:on|by)\s+{DAY}\b|\b{DATED}{RANGE}+|\b{DATED},?\s\d+",
    re.IGNORECASE,
)
# How the words of a street are shortened.
SHORT = {
    **dict.fromkeys(("ave", "av"), "avenue"),
    **dict.fromkeys(("terr", "tce"), "terrace"),
    "st": "street",
    "rd": "road",
    "ln": "lane",
    "cl": "close",
    "dr": "drive",
    "ct": "court",
    "cres": "crescent",
    "gdns": "gardens",
    "gro": "grove",
    "pl": "place",
    "sq": "square",
    "pk": "park",
}
STREETS = frozenset(SHORT.values()) | {
    *("row", "way", "walk", "hill", "green", "mews", "rise", "view", "house", "cottage", "farm"),
    *("lodge", "villas", "parade", "end", "croft", "yard", "path", "wharf", "quay", "gate", "mill"),
}
ROOMS = frozenset({"flat", "apartment", "apt", "unit", "room"})
APART = r"[\s./,-]+(?:(?:of|the)\s+)*"


@dataclass(frozen=True)
class Word:
    """A word of a text, and what it is compared by."""

    written: str
    plain: str
    start: int

    @property
    def has_capital(self) -> bool:
        """Written as a name is; a script without capitals writes all of them so."""
        return not self.written[0].islower() and not self.written.isupper()


def names_in(text: str, names: Iterable[str]) -> Iterator[str]:
    """Each word of a text that is a part of one of these names, as it is written there."""
    parts = {word.plain for name in names for word in _words(name) if len(word.plain) > 1}
    parts -= NO_NAMES
    text = CALENDAR.sub(lambda found: "-" * len(found[0]), _plain(text))
    words = _words(text)
    for word, after in zip_longest(words, words[1:]):
        if (part := _part(word, parts)) and _is_meant(word, part, text, after, parts):
            yield word.written


def streets_in(text: str, addresses: Iterable[str]) -> Iterator[str]:
    """Each house or street of these addresses that a text names, with a number or without. What
    comes last of an address is taken for its town, and may be said."""
    text = _plain(text)
    words = _words(text)
    spelt = [SHORT.get(word.plain, word.plain) for word in words]
    for number, street in sorted({found for lines in addresses for found in _streets(lines)}):
        for at in range(len(words) - len(street) + 1):
            if tuple(spelt[at : at + len(street)]) != street:
                continue
            with_number = bool(number) and at > 0 and words[at - 1].plain == number
            last = words[at + len(street) - 1]
            as_a_name = not all(map(_is_ordinary, street)) or last.has_capital
            if with_number or (as_a_name and (len(street) > 1 or _is_inside(last, text, street))):
                first = words[at - 1] if with_number else words[at]
                yield text[first.start : last.start + len(last.written)]


def births_in(text: str, days: Iterable[date]) -> Iterator[str]:
    """Each of these days that a text says in full: 3.5.2019, 3rd of May 2019, May 3, 2019."""
    for born in sorted(set(days)):
        month = MONTHS[born.month - 1]
        word = rf"(?:{month}|{month[:3]}|{month[:4]})\.?"
        day, figure = (
            rf"0?{born.day}(?:st|nd|rd|th)?",
            rf"(?:0?{born.month}(?:st|nd|rd|th)?|{word})",
        )
        full, short = f"{born.year}", f"['\u2019]?{born.year % 100:02}"
        ways = (
            rf"{day}{APART}{figure}{APART}{full}|{day}{APART}{word}{APART}{short}",
            rf"{day}\s*[./-]\s*{figure}\s*[./-]\s*{short}|{full}{APART}{figure}{APART}{day}",
            rf"{word}{APART}{day}{APART}(?:{full}|{short})",
        )
        for found in re.finditer(
            rf"(?<![^\W_])(?:{'|'.join(ways)})(?![^\W_])", text, re.IGNORECASE
        ):
            yield found[0]


def _plain(text: str) -> str:
    """Each character in one piece, and none that cannot be seen."""
    seen = unicodedata.normalize("NFKC", text)
    return "".join(one for one in seen if unicodedata.category(one) != "Cf")


def _words(text: str) -> list[Word]:
    return [Word(found[0], _folded(found[0]), found.start()) for found in TOKEN.finditer(text)]


def _folded(word: str) -> str:
    """In small letters, without accents and apostrophes: Zoë, O'Brien, Michał."""
    bare = unicodedata.normalize("NFKD", APOSTROPHES.sub("", word).casefold())
    return "".join(one for one in bare if not unicodedata.combining(one)).translate(NO_ACCENTS)


def _part(word: Word, parts: set[str]) -> str:
    """The part of a name that it is; "" where it is none."""
    return next((plain for plain in _without_s(word.plain) if plain in parts), "")


def _without_s(plain: str) -> Iterator[str]:
    """As it is, and what it may be of: Zoes of Zoe, Joneses of Jones."""
    yield plain
    yield plain.removesuffix("s")
    if re.search(r"(?:s|x|z|ch|sh)es$", plain):
        yield plain.removesuffix("es")


def _is_meant(word: Word, part: str, text: str, after: Word | None, parts: set[str]) -> bool:
    """Whether a word that is a part of a name is one here."""
    before = text[: word.start]
    if part in ALWAYS_CAPITAL:
        return TITLED.search(before) is not None
    is_word = _is_ordinary(part) or _is_ordinary(word.plain)
    if not is_word and part not in NAMES_FIRST:
        return word.has_capital or len(part) > 2
    if TITLED.search(before):
        return True
    if part in NAMES_FIRST:  # in a title, too: "Grace Care needed" is of her
        return word.has_capital
    is_first = STARTS.search(before)
    return word.has_capital and not is_first and not _is_title(word, text, after, parts)


def _is_title(word: Word, text: str, after: Word | None, parts: set[str]) -> bool:
    """Whether another word with a capital follows, that is no name of theirs: "Young Carers"."""
    if after is None or not after.has_capital or _part(after, parts):
        return False
    between = text[word.start + len(word.written) : after.start]
    return between.isspace()


def _is_ordinary(plain: str) -> bool:
    return any(one in _ordinary() for one in _without_s(plain))


@cache
def _ordinary() -> frozenset[str]:
    lines = [line for path in WORDS for line in path.read_text(encoding="ascii").splitlines()]
    return frozenset(word for line in lines if line[0] != "#" for word in line.split())


def _streets(lines: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The number, or "", and the words of each house and street of an address."""
    without = POSTCODE.sub("", _plain(lines))
    pieces = [piece for piece in re.split(r"[,\n]", without) if piece.strip()]
    for at, piece in enumerate(pieces):
        plain = [word.plain for word in _words(piece)]
        numbers = [word for word in plain if re.search(r"\d", word)]
        words = [SHORT.get(word, word) for word in plain if word not in numbers]
        words = list(dropwhile(ROOMS.__contains__, words))
        ends = next((i for i, word in enumerate(words) if i and word in STREETS), None)
        is_first, is_last = at == 0, at == len(pieces) - 1
        is_town = not numbers and is_last and not (is_first and ends is not None)
        if words and not is_town and (numbers or is_first or ends is not None):
            street = words if ends is None else words[: ends + 1]
            yield (numbers[-1] if numbers else ""), tuple(street)


def _is_inside(word: Word, text: str, street: tuple[str, ...]) -> bool:
    """Of one word: not first in its sentence, where that could be an ordinary one."""
    return not _is_ordinary(street[0]) or not STARTS.search(text[: word.start])
