"""What a check is handed: where to tell, what there is, and the rules for dates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from familyhubs.imports.known import Known
from familyhubs.imports.shapes import shown

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Telling:
    """One line's check. `tell` takes what is wrong, `note` what is only to be known."""

    known: Known
    today: date
    tell: Callable[[str, str], None]
    note: Callable[[str, str], None]

    def past(self, path: str, of: Content, *names: str) -> None:
        """These dates are today or before."""
        for name in names:
            if of[name] and of[name] > self.today:
                self.tell(f"{path}.{name}", f"{of[name]} is in the future")

    def in_order(self, path: str, of: Content, first: str, then: str) -> None:
        """One date is on or after the other, where both are there."""
        self.on_or_after(f"{path}.{then}", of[then], of[first], f'"{first}"')

    def on_or_after(self, path: str, day: date | None, earliest: date | None, what: str) -> None:
        """A date is on or after another day, which is `what`."""
        if day and earliest and day < earliest:
            self.tell(path, f"{day} is before {what}, {earliest}")

    def keys(self, path: str, line: Content, keys: Sequence[str] | None) -> None:
        """Each key is somebody of this line, once."""
        if keys is not None and not keys:
            self.tell(path, "this list is empty; leave it out where it is about everybody")
        for place, key in enumerate(keys or []):
            self.key(f"{path}[{place}]", line, key)
            if key in (keys or [])[:place]:
                self.tell(f"{path}[{place}]", f"{shown(key)} is in this list twice")

    def key(self, path: str, line: Content, key: str) -> bool:
        """Whether a key is somebody's of this line."""
        keys = [person["key"] for person in line["people"]]
        if key not in keys:
            self.tell(path, f"nobody on this line has the key {shown(key)}")
        return key in keys


def everybody(line: Content, keys: Sequence[str] | None) -> list[str]:
    """The keys of a list that may be left out, which then means everybody."""
    return list(keys) if keys else [person["key"] for person in line["people"]]
