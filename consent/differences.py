"""What changed from one version of a notice to the next, for somebody to read (S53)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

Kind = Literal["same", "added", "removed"]
ALIKE = 0.5  # paragraphs that share less are two paragraphs, not one that was changed
MOST = 40  # paragraphs in a place that are held against each other, and
LONGEST = 600  # words of one: beyond either, the old is taken out whole and the new put in


@dataclass(frozen=True)
class Piece:
    """Some words, and whether the newer version has them, the older, or both."""

    kind: Kind
    words: str


@dataclass(frozen=True)
class Paragraph:
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


@lru_cache(maxsize=64)
def differences(before: str, after: str) -> tuple[Paragraph, ...]:
    """Each paragraph of both versions in order: what stayed, what was added, what was removed."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Paragraph] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [_whole("same", text) for text in new[c:d]]
        else:
            found += _replaced(old[a:b], new[c:d])
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    """By line: a notice numbers its lines, and leaves none empty."""
    return [part.strip() for part in text.splitlines() if part.strip()]


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that changed a little beside each other; the others, taken out and put in."""
    left = list(old)
    if len(old) * len(new) > MOST * MOST:
        yield from (_whole("removed", was) for was in old)
        yield from (_whole("added", text) for text in new)
        return
    for text in new:
        match = max(left, key=lambda was: _likeness(was, text), default=None)
        if match is not None and _likeness(match, text) >= ALIKE:
            place = left.index(match)
            yield from (_whole("removed", was) for was in left[:place])
            left = left[place + 1 :]
            yield Paragraph(tuple(_word_by_word(match, text)))
        else:
            yield _whole("added", text)
    yield from (_whole("removed", was) for was in left)


def _word_by_word(before: str, after: str) -> Iterator[Piece]:
    old, new = _words(before), _words(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(new[c:d]))
            continue
        if b > a:
            yield Piece("removed", "".join(old[a:b]))
        if d > c:
            yield Piece("added", "".join(new[c:d]))


def _words(text: str) -> list[str]:
    """Each with the space that follows it."""
    return re.findall(r"\S+\s*", text)


def _likeness(before: str, after: str) -> float:
    old, new = _words(before), _words(after)
    if max(len(old), len(new)) > LONGEST:
        return 0.0
    alike = SequenceMatcher(None, old, new, autojunk=False)
    return alike.ratio() if alike.quick_ratio() >= ALIKE else 0.0


def _whole(kind: Kind, text: str) -> Paragraph:
    return Paragraph((Piece(kind, text),))
