"""What is wrong in a file: the line, the path within it and a sentence, of which a hundred show."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

SHOWN = 100


@dataclass(frozen=True)
class Problem:
    """One thing to put right, or to know. `line` is 0 for the file as a whole."""

    line: int
    path: str
    message: str

    def __post_init__(self) -> None:
        # Half a surrogate pair can stand in JSON, and in nothing that is printed.
        for name in ("path", "message"):
            text = getattr(self, name).encode("utf-8", "backslashreplace").decode()
            object.__setattr__(self, name, text)

    def __str__(self) -> str:
        before = ", ".join(part for part in (self.where, self.path) if part)
        return f"{before}: {self.message}" if before else self.message

    @property
    def where(self) -> str:
        return f"line {self.line}" if self.line else ""

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "path": self.path, "message": self.message}


@dataclass
class Problems:
    """The first hundred of a file, and how many there are."""

    shown: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, problem: Problem) -> None:
        self.count += 1
        if len(self.shown) < SHOWN:
            self.shown.append(problem)

    @property
    def more(self) -> int:
        return self.count - len(self.shown)

    def __bool__(self) -> bool:
        return self.count > 0


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one, or "" where none is."""
    by_lower = {each.lower(): each for each in known}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


def perhaps(word: str, known: Iterable[str]) -> str:
    """'; did you mean "closed_on"?', or nothing."""
    found = nearest(word, known)
    return f'; did you mean "{found}"?' if found else ""
