"""One line after the other: its shape, what it says, and whether it was there before."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.urls import Resolver404, resolve, reverse

from familyhubs.imports.checks import check
from familyhubs.imports.checks.telling import Content, Telling
from familyhubs.imports.description import LINE
from familyhubs.imports.known import Known
from familyhubs.imports.lines import Line
from familyhubs.imports.problems import Problem, Problems
from familyhubs.imports.relationships import Bond
from familyhubs.imports.shapes import shown
from familyhubs.keys.sealing import lookup
from familyhubs.records.dates import today

OVERVIEW = "households:overview"


@dataclass(frozen=True)
class Case:
    """A line without a mistake: one household that may be new."""

    line: int
    content: Content
    bonds: Sequence[Bond]
    fingerprint: str

    @property
    def reference(self) -> str:
        return str(self.content["household"]["reference"])


@dataclass
class Reader:
    """Reads lines, keeps what is wrong with them, and remembers which households it has seen."""

    known: Known
    errors: Problems
    notes: Problems
    lines: int = 0
    new: int = 0
    already_here: int = 0
    _seen: dict[bytes, int] = field(default_factory=dict)

    def read(self, line: Line) -> Case | None:
        """The household of a line; None where there is a mistake in it, or it is there twice."""
        self.lines += 1
        before = self.errors.count
        if line.content is None:
            self.tell(line.number)("", line.wrong)
            return None
        content = LINE.read(line.content, "", self.tell(line.number))
        if self.errors.count > before:
            return None
        note = self._teller(self.notes, line.number)
        bonds = check(content, Telling(self.known, today(), self.tell(line.number), note))
        case = Case(line.number, content, bonds, fingerprint(line.content))
        self._reference(case)
        if self.errors.count > before:
            return None
        return case if self._first_of_its_kind(case) else None

    def tell(self, line: int) -> Callable[[str, str], None]:
        """Where a mistake of a line is told."""
        return self._teller(self.errors, line)

    def _teller(self, problems: Problems, line: int) -> Callable[[str, str], None]:
        return lambda path, message: problems.add(Problem(line, path, message))

    def _reference(self, case: Case) -> None:
        """A reference has one line, and an address of its own among the pages."""
        if not case.reference:
            return
        tell = self.tell(case.line)
        before = self._seen.setdefault(_short(case.reference.upper()), case.line)
        if before != case.line:
            said = f"line {before} has the reference {shown(case.reference)} too"
            tell("household.reference", f"{said}; each household has its own")
        if not is_an_address(case.reference):
            said = f"{shown(case.reference)} is an address of another page here; choose another"
            tell("household.reference", said)

    def _first_of_its_kind(self, case: Case) -> bool:
        """Whether a household without a reference was not on an earlier line, word for word."""
        if case.reference:
            return True
        before = self._seen.setdefault(_short(case.fingerprint), case.line)
        if before != case.line:
            note = Problem(case.line, "", f"this is line {before} again, and is added once")
            self.notes.add(note)
        return before == case.line


def fingerprint(content: Content) -> str:
    """A keyed hash of all that a line says, whatever the order and the spaces it says it in."""
    said = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return lookup("import", said)


def is_an_address(reference: str) -> bool:
    """Whether a household of this reference can be opened at an address of its own."""
    if any(letter.isdecimal() for letter in reference):
        return True  # no page's own address has a digit: a test sees to it, and looking is slow
    address = reverse(OVERVIEW, args=[reference])
    try:
        if resolve(address).view_name != OVERVIEW:
            return False
        return resolve(address.rstrip("/")).view_name == OVERVIEW
    except Resolver404:
        return True


def _short(text: str) -> bytes:
    """Sixteen bytes that stand for a text, so that a long file is remembered in little memory."""
    from hashlib import blake2b

    return blake2b(text.encode(), digest_size=16).digest()
