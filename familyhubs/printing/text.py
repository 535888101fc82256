"""What people typed, made fit for paper: whole, in its own direction, and never markup."""

import re
import unicodedata
from collections.abc import Set as AbstractSet
from typing import Any

# Controls, and what turns the text after it round: nothing of them is seen on paper.
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
LONG_WORD = re.compile(r"(\S{40})(?=\w)")
MAY_BREAK = "\u200b"
ISOLATED = "\u2068{}\u2069"  # so that a name in Arabic does not turn the words beside it
JOINERS = re.compile(r"[\u200d\ufe00-\ufe0f]")


def printable(value: Any, missing: AbstractSet[str] = frozenset()) -> Any:
    """The same strings, lists and dictionaries, ready for paper.

    `missing` are characters that no font has: they are written as their number, [U+738B].
    """
    if isinstance(value, str):
        return "\n".join(_line(line, missing) for line in value.splitlines())
    if isinstance(value, dict):
        return {name: printable(part, missing) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part, missing) for part in value]
    return value


def _line(text: str, missing: AbstractSet[str]) -> str:
    text = UNSEEN.sub("", text)
    if missing:
        text = "".join(_number(sign) if sign in missing else sign for sign in text)
    text = LONG_WORD.sub(rf"\1{MAY_BREAK}", text)
    if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text):
        return ISOLATED.format(text)
    return text


def _number(sign: str) -> str:
    return "" if JOINERS.fullmatch(sign) else f"[U+{ord(sign):04X}]"
