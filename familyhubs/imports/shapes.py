"""The kinds of value a line is made of. Each reads a value and says itself as JSON Schema.

One description (`description.py`), two uses: what the command takes and what
docs/import.schema.json says it takes cannot differ.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Protocol

from django.core.exceptions import ValidationError

from familyhubs.imports.problems import perhaps

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2200
# What PostgreSQL cannot keep as text: the null character, and half of a pair of characters.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
Tell = Callable[[str, str], None]


class Shape(Protocol):
    """A kind of value."""

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        """The value as the command uses it; what is wrong is told by path and sentence."""

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""


def shown(value: Any) -> str:
    """A value as a message repeats it: short, whatever it is."""
    if isinstance(value, str):
        return f'"{value[:40]}…"' if len(value) > 40 else f'"{value}"'
    kinds = {dict: "an object", list: "a list", bool: str(value).lower(), type(None): "null"}
    return kinds.get(type(value), str(value)[:40])


@dataclass(frozen=True)
class Text:
    """Words, without the spaces around them. `clean` is a form field's own check."""

    longest: int
    clean: Callable[[str], str] | None = None
    pattern: str = ""
    wrong: str = ""

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        if not isinstance(value, str):
            return tell(path, f"{shown(value)} is not text; write it in quotation marks")
        text = value.strip()
        if len(value) > self.longest:
            tell(path, f"this has {len(value):,} characters; {self.longest:,} are kept")
        elif UNKEEPABLE.search(text):
            tell(path, "this has a character that cannot be kept (a null, or half of another)")
        elif value and self.pattern and not re.fullmatch(self.pattern, value):
            tell(path, f"{shown(value)} {self.wrong}")
        elif text and self.clean:
            return self._cleaned(text, path, tell)
        return text

    def schema(self) -> dict[str, Any]:
        pattern = {"pattern": f"^({self.pattern})?$"} if self.pattern else {}
        return {"type": "string", "maxLength": self.longest, **pattern}

    def _cleaned(self, text: str, path: str, tell: Tell) -> str:
        assert self.clean is not None
        try:
            return self.clean(text)
        except ValidationError as error:
            said = " ".join(error.messages)
            tell(path, f"{shown(text)}: {said[:1].lower()}{said[1:]}")
            return ""


@dataclass(frozen=True)
class Day:
    """A date, written like 2019-02-28."""

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        day = _day(value)
        if day is None:
            return tell(path, f"{shown(value)} is not a date; write it like 2019-02-28")
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return tell(path, f"{shown(value)}: the year must be from {FIRST_YEAR} to {LAST_YEAR}")
        return day

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@dataclass(frozen=True)
class Clock:
    """A time of day, written like 14:30."""

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        if not isinstance(value, str) or not CLOCK.fullmatch(value):
            return tell(path, f"{shown(value)} is not a time; write it like 14:30")
        return time.fromisoformat(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}


@dataclass(frozen=True)
class Whole:
    """A whole number between two others."""

    lowest: int
    highest: int

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        whole = isinstance(value, int | float) and not isinstance(value, bool)
        if not whole or value % 1 != 0 or not self.lowest <= value <= self.highest:
            limits = f"from {self.lowest} to {self.highest}"
            return tell(path, f"{shown(value)} is not a whole number {limits}")
        return int(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.lowest, "maximum": self.highest}


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        if not isinstance(value, bool):
            return tell(path, f"{shown(value)} is neither true nor false; write one, unquoted")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: Sequence[str]

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        if not isinstance(value, str) or value not in self.words:
            near = perhaps(value, self.words) if isinstance(value, str) else ""
            known = ", ".join(self.words)
            return tell(path, f"{shown(value)} is not one of: {known}{near}")
        return value

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class ListOf:
    """A list, of at least so many."""

    of: Shape
    at_least: int = 0

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        if not isinstance(value, list):
            return tell(path, f"{shown(value)} is not a list; write it in square brackets")
        if len(value) < self.at_least:
            return tell(path, f"there must be at least {self.at_least} in this list")
        return [self.of.read(each, f"{path}[{place}]", tell) for place, each in enumerate(value)]

    def schema(self) -> dict[str, Any]:
        least = {"minItems": self.at_least} if self.at_least else {}
        return {"type": "array", "items": self.of.schema(), **least}


@dataclass(frozen=True)
class Either:
    """Text, or a list: the two ways to write one thing."""

    text: Text | Choice
    listed: ListOf

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        if isinstance(value, list):
            return self.listed.read(value, path, tell)
        return self.text.read(value, path, tell)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.text.schema(), self.listed.schema()]}


@dataclass(frozen=True)
class Field:
    """One field of an object: its shape, whether it must be there, what stands in for it."""

    shape: Shape
    needed: bool = False
    default: Any = None

    def schema(self) -> dict[str, Any]:
        return self.shape.schema() if self.needed else _or_null(self.shape.schema())


@dataclass(frozen=True)
class Shaped:
    """An object of named fields. A field nobody knows is an error, so that nothing is lost;
    but not where the format is another's and is `open`: there it is passed over."""

    fields: Mapping[str, Field]
    open: bool = False
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(self.fields))

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        if not isinstance(value, dict):
            return tell(path, f"{shown(value)} is not an object; write it in curly brackets")
        before = f"{path}." if path else ""
        known = self.open or value.keys() <= self.names
        unknown = [] if known else [name for name in value if name not in self.names]
        for name in unknown:
            near = perhaps(name, self.names)
            tell(f"{before}{name[:80]}", f"there is no such field{near or self._known()}")
        found = {}
        for name, each in self.fields.items():
            given = value.get(name)
            if given is None and not each.needed:  # most fields of most lines: nothing to read
                found[name] = each.default() if callable(each.default) else each.default
            else:
                found[name] = self._one(each, given, f"{before}{name}", tell)
        return found

    def schema(self) -> dict[str, Any]:
        needed = [name for name, each in self.fields.items() if each.needed]
        return {
            "type": "object",
            "properties": {name: each.schema() for name, each in self.fields.items()},
            **({"required": needed} if needed else {}),
            "additionalProperties": self.open,
        }

    def _one(self, of: Field, value: Any, path: str, tell: Tell) -> Any:
        if value is None:
            tell(path, "this is missing, and it is needed")
            return of.default() if callable(of.default) else of.default
        read = of.shape.read(value, path, tell)
        if of.needed and read == "":
            tell(path, "this is empty, and it is needed")
        return read

    def _known(self) -> str:
        return f"; the fields here are {', '.join(self.fields)}"


def _day(value: Any) -> date | None:
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
