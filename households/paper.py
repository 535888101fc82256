"""What a printed summary is made of; `templates/print/household.typ` sets it."""

from dataclasses import dataclass, field

Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Part:
    """One person: the heading, how to contact them safely, and what is known."""

    name: str
    warning: str
    rows: Rows


@dataclass(frozen=True)
class Section:
    """One heading of the paper. A table's first row is its header."""

    heading: str
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: Rows = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)
