"""What the tags of `{% load design %}` are given: plain values, made in views.

A value that should hold HTML (a link, a tag) must be marked safe by `format_html`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from familyhubs.design.navigation import NavigationItem

__all__ = [
    "Change",
    "ChangeEntry",
    "Colour",
    "NavigationItem",
    "Row",
    "TaskItem",
    "TimelineItem",
]

Colour = Literal[
    "", "grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow"
]


@dataclass(frozen=True)
class Row:
    """A line of a summary list. `hidden` finishes the action for those who cannot see the label."""

    label: str
    value: object
    action: str = ""
    url: str = ""
    hidden: str = ""

    @property
    def finish(self) -> str:
        return self.hidden or self.label.lower()


@dataclass(frozen=True)
class TimelineItem:
    """Something that happened. `text` keeps its paragraphs; `url` makes the title a link."""

    title: str
    when: date | datetime
    by: str = ""
    text: str = ""
    url: str = ""
    status: str = ""
    colour: Colour = ""


@dataclass(frozen=True)
class TaskItem:
    """Something that waits for this person."""

    text: str
    url: str
    hint: str = ""
    status: str = ""
    colour: Colour = ""


@dataclass(frozen=True)
class Change:
    """One field before and after, as words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeEntry:
    """One change of a record: who, when, why, and which fields."""

    who: str
    when: datetime
    what: str = "Changed"
    why: str = ""
    changes: Sequence[Change] = ()
