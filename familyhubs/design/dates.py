"""A date asked for as a day, a month and a year.

People type "3", "03", "Mar", "March", "3rd", or a whole date in the first box; all are
understood. What they typed is what they see again, and each message says which part is wrong.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

PARTS = ("day", "month", "year")
MONTHS = [f"{date(2000, number, 1):%B}".lower() for number in range(1, 13)]
Bound = date | Callable[[], date]


@dataclass(frozen=True)
class DatePart:
    """One of the three boxes."""

    id: str
    name: str
    label: str
    value: str
    width: int
    wrong: bool


def spoken(day: date) -> str:
    """Return a date as the pages write it: 3 March 2026."""
    return f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"


def month_number(text: str) -> int | None:
    """Return 1-12 for "3", "03", "mar" or "March"; nothing for anything else."""
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    word = text.lower().rstrip(".")
    found = [n for n, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
    return 9 if word == "sept" else (found[0] if len(found) == 1 else None)


def split(typed: Sequence[str]) -> list[str]:
    """Return day, month and year, taking apart a date that was typed into one or two boxes."""
    boxes = [part.strip() for part in typed]
    words = re.findall(r"\d+(?:st|nd|rd|th)?|[^\W\d_]+\.?", " ".join(boxes), re.IGNORECASE)
    if "" in boxes and len(words) > sum(bool(part) for part in boxes):
        if len(words) == 3 and len(words[0]) == 4:  # 2026-03-12
            words.reverse()
        if len(words) <= 3:
            boxes = [*words, "", ""][:3]
    boxes[0] = re.sub(r"(?i)(?<=\d)(st|nd|rd|th)$", "", boxes[0])
    return boxes


class DateInput(forms.MultiWidget):
    """Three text inputs. The value is a list of the three texts, exactly as typed."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: Any) -> list[str]:
        """Return the three texts for a stored date."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return [str(data.get(f"{name}_{part}") or "") for part in PARTS]

    def parts(self, name: str, id_: str, value: Any, wrong: Collection[str] = ()) -> list[DatePart]:
        """Return the three boxes for the page."""
        typed = value if isinstance(value, list) else self.decompress(value)
        return [
            DatePart(
                id=f"{id_}_{number}",
                name=f"{name}_{part}",
                label=part.title(),
                value=text,
                width=4 if part == "year" else 2,
                wrong=part in wrong,
            )
            for number, (part, text) in enumerate(zip(PARTS, typed, strict=True))
        ]


class DateField(forms.Field):
    """A date, or nothing where it is not required.

    `past` allows no day after today, `future` none before it; `earliest` and `latest` take a date
    or a function that gives one. Messages begin with the field's label (or its name in
    `Form.names`).
    """

    widget = DateInput

    def __init__(
        self,
        *,
        past: bool = False,
        future: bool = False,
        earliest: Bound | None = None,
        latest: Bound | None = None,
        **options: Any,
    ) -> None:
        self.past, self.future = past, future
        self.earliest, self.latest = earliest, latest
        self.spoken_name = ""
        super().__init__(**options)

    @property
    def subject(self) -> str:
        """What messages call this date, at the start of a sentence."""
        name = self.spoken_name or str(self.label or "Date")
        return name[:1].upper() + name[1:]

    def error(self, message: str, *parts: str) -> ValidationError:
        return ValidationError(
            f"{self.subject} {message}", code="invalid", params={"parts": parts or PARTS}
        )

    def to_python(self, value: Any) -> date | None:
        """Return the date for what was typed, or say which part of it is missing or wrong."""
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        boxes = split(value)
        if not any(boxes):
            return None
        missing = [part for part, text in zip(PARTS, boxes, strict=True) if not text]
        if missing:
            raise self.error(f"must include a {' and '.join(missing)}", *missing)
        return self._real_date(*boxes)

    def _real_date(self, day: str, month: str, year: str) -> date:
        number = month_number(month)
        if not year.isdecimal() or not 1900 <= int(year) <= 2200:
            raise self.error("must have a year with 4 numbers, like 2026", "year")
        if number is None:
            raise self.error("must have a real month, like 3 or March", "month")
        if not day.isdecimal() or not 1 <= int(day) <= 31:
            raise self.error("must have a real day, from 1 to 31", "day")
        try:
            return date(int(year), number, int(day))
        except ValueError:
            raise self.error("must be a real date") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if self.past and value > today:
            raise self.error("must be today or in the past")
        if self.future and value < today:
            raise self.error("must be today or in the future")
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        if earliest and value < earliest:
            raise self.error(f"must be {spoken(earliest)} or later")
        latest = self.latest() if callable(self.latest) else self.latest
        if latest and value > latest:
            raise self.error(f"must be {spoken(latest)} or earlier")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare dates, not texts: "3 Mar" is no change from 3 March."""
        if self.disabled:
            return False
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
