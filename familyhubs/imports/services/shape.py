"""What is read of a service in a feed (HSDS 3). What is not named here is passed over."""

import math
import re
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.core.validators import URLValidator, validate_email

from familyhubs.imports.description import described, many, needed
from familyhubs.imports.services.words import plain
from familyhubs.imports.shapes import Choice, Day, Field, Shape, Shaped, Tell, Text, shown
from familyhubs.organisations.models import Organisation
from households.forms.fields import column_width
from referrals.models import Service
from referrals.models.service import LONGEST

HIGHEST_AGE = 999  # how some feeds write that there is no oldest age
HIGHEST_AMOUNT = 1_000_000
MOST_PLACES = 1_000_000
HOUR = re.compile(r"T?([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
STATUSES = ["active", "inactive", "defunct", "temporarily closed"]


@dataclass(frozen=True)
class Words(Text):
    """Text that may have HTML in it, made plain before anything else; on `lines` or on one."""

    lines: bool = False

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        made = plain(value, lines=self.lines) if isinstance(value, str) else value
        return super().read(made, path, tell)


@dataclass(frozen=True)
class Number:
    """A number between two others, whole or not."""

    lowest: int
    highest: int
    whole: bool = False

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value) or not self.lowest <= value <= self.highest:
            limits = f"from {self.lowest:,} to {self.highest:,}"
            return tell(path, f"{shown(value)} is not a number {limits}")
        return math.floor(value) if self.whole else value

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self.lowest, "maximum": self.highest}


@dataclass(frozen=True)
class Hour:
    """A time of day as feeds write it: 10:00, 10:00:00, T10:00:00Z."""

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        found = HOUR.fullmatch(value) if isinstance(value, str) else None
        if value == "":
            return None
        if not found:
            return tell(path, f"{shown(value)} is not a time; write it like 14:30:00")
        return time(int(found[1]), int(found[2]))

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


@dataclass(frozen=True)
class Moment:
    """A date with or without a time of day; its day is what is read."""

    def read(self, value: Any, path: str, tell: Tell) -> Any:
        if value == "":
            return None
        day: date | None = Day().read(value[:10] if isinstance(value, str) else value, path, tell)
        return day

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


def part(**fields: Field | Shape) -> Shaped:
    """An object of which these fields are read."""
    return Shaped(described(**fields).fields, open=True)


def address_of(value: str) -> str:
    """A web address of a page. Raises ValidationError; "javascript:" and the like are none."""
    written = value if "://" in value else f"https://{value}"
    URLValidator(schemes=["http", "https"])(written)
    return written


def email_of(value: str) -> str:
    """An email address. Raises ValidationError."""
    validate_email(value)
    return value


ID = Text(column_width(Service, "feed_id"))
SHORT, LONG = Words(300), Words(5_000, lines=True)
PAGE, EMAIL = Text(1_000, clean=address_of), Text(254, clean=email_of)
AGE = Number(0, HIGHEST_AGE, whole=True)
PLACES = Number(0, MOST_PLACES, whole=True)
PHONES = many(part(number=Text(60)))
SCHEDULES = many(
    part(
        description=Words(LONGEST["times"]),
        byday=Text(100),
        opens_at=Hour(),
        closes_at=Hour(),
    )
)
ADDRESS = part(address_1=SHORT, address_2=SHORT, city=SHORT, postal_code=Text(20))
LOCATION = part(location_type=Text(40), name=SHORT, addresses=many(ADDRESS))
TERM = part(id=Text(300), code=Words(300), name=SHORT, parent_id=Text(300), term_uri=Text(1_000))
ORGANISATION = part(
    name=needed(Words(column_width(Organisation, "name"))),
    email=EMAIL,
    website=PAGE,
    phones=PHONES,
)
SERVICE = part(
    id=needed(ID),
    name=needed(Words(column_width(Service, "name"))),
    status=needed(Choice(STATUSES)),
    organization=needed(ORGANISATION),
    description=Words(LONGEST["what_it_does"], lines=True),
    url=PAGE,
    email=EMAIL,
    application_process=LONG,
    fees_description=Words(LONGEST["cost"]),
    fees=Words(LONGEST["cost"]),
    eligibility_description=LONG,
    minimum_age=AGE,
    maximum_age=AGE,
    phones=PHONES,
    schedules=SCHEDULES,
    service_areas=many(part(name=Words(1_000), description=Words(1_000))),
    service_at_locations=many(part(location=LOCATION, schedules=SCHEDULES)),
    cost_options=many(
        part(
            option=SHORT,
            currency=Text(20),
            amount=Number(0, HIGHEST_AMOUNT),
            amount_description=SHORT,
        )
    ),
    capacities=many(part(available=PLACES, maximum=PLACES, updated=Moment())),
    attributes=many(part(taxonomy_term=TERM)),
)
