"""Who looks like somebody: the candidates, and what they have in common.

One function of the database finds candidates (migration 0010), for a page within what its user may
see, for the nightly look among everybody. A name alone is not enough, for there are many Smiths:
there must be a date of birth that fits or is missing, or the same telephone number.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Any, Self

from django.db import connection

from households.models import Likeness, Person

MOST = 60  # candidates a question: beyond them, names are too far apart
NEARLY = timedelta(days=366)
SAME_NAME, SURE_NAME, ALIKE_NAME = 1, 3, 5  # nearness, as the database counts it
ALIKE_STREET = 0.7  # "High St" and "High Street"


@dataclass(frozen=True)
class Details:
    """What is known of somebody."""

    name: str
    born: date | None
    telephone: str

    @classmethod
    def of(cls, details: Any) -> Self:
        """Of a person, or of the fields of a form."""
        value = details.get if isinstance(details, dict) else lambda name: getattr(details, name)
        return cls(
            name=f"{value('given_name')} {value('family_name')}",
            born=value("date_of_birth"),
            telephone=telephone_from_end(value("telephone") or ""),
        )


@dataclass(frozen=True)
class Scope:
    """Within what is looked: the arguments of the database's function."""

    user_id: int
    group_id: int | None
    sees_restricted: bool
    day: date


def telephone_from_end(written: str) -> str:
    """The digits of a telephone number, the last first, without its dialling code for abroad."""
    return re.sub(r"^(?:00)?44|^0+", "", re.sub(r"\D", "", written))[::-1]


def candidates(scope: Scope, details: Details) -> dict[int, int | None]:
    """Ids of people who may be the same, each with how near its name is (None: not looked at)."""
    found: dict[int, int | None] = {}
    born = details.born
    around = (born - NEARLY, born + NEARLY) if born else (None, None)
    questions = [(details.name, *around, None), (details.name, None, None, None)]
    if len(details.telephone) >= 6:
        questions.append(("", None, None, details.telephone))
    with connection.cursor() as cursor:
        for name, since, until, telephone in questions:
            cursor.execute(
                "SELECT person_id, nearness FROM familyhubs_search"
                "(%s, %s, %s, %s, %s, %s, %s, NULL, %s, NULL, %s) WHERE person_id IS NOT NULL",
                [
                    *(scope.user_id, scope.group_id, scope.sees_restricted, scope.day),
                    *(name, since, until, telephone, MOST),
                ],
            )
            for pk, nearness in cursor.fetchall():
                found.setdefault(pk, nearness if name else None)
    return found


def likeness(details: Details, person: Person, nearness: int | None) -> list[str]:
    """What they have in common; nothing where that is too little to ask about."""
    other = Details.of(person)
    same_telephone = len(details.telephone) >= 6 and details.telephone == other.telephone
    born = _born(details.born, other.born)
    by_name = nearness is not None and nearness <= ALIKE_NAME
    born_fits = born is not None or (
        None in (details.born, other.born) and (nearness or 9) <= SURE_NAME
    )
    if not ((by_name and (born_fits or same_telephone)) or (same_telephone and born)):
        return []
    found: list[str] = []
    if by_name:
        found.append(Likeness.SAME_NAME if nearness == SAME_NAME else Likeness.NAME_ALIKE)
    if born:
        found.append(born)
    if same_telephone:
        found.append(Likeness.SAME_TELEPHONE)
    return found


def same_place(one: str, other: str) -> bool:
    """Whether two addresses of one postcode begin alike: the same numbers, the street spelt so."""
    (numbers, street), (others, name) = _first_line(one), _first_line(other)
    return numbers == others and SequenceMatcher(None, street, name).ratio() >= ALIKE_STREET


def in_words(codes: Iterable[str]) -> list[str]:
    """Likenesses as a page says them."""
    return [Likeness(code).label for code in codes]


def _first_line(lines: str) -> tuple[list[str], str]:
    """The numbers of an address's first line (of a house, a flat), and its words."""
    words = re.findall(r"\w+", lines.strip().split("\n")[0].casefold())
    numbers = sorted(word for word in words if re.search(r"\d", word))
    return numbers, " ".join(word for word in words if word not in numbers)


def _born(one: date | None, other: date | None) -> str | None:
    """The same day; or a day, month or year mistyped, or day and month exchanged."""
    if one is None or other is None:
        return None
    if one == other:
        return Likeness.BORN_SAME_DAY
    same = sum((one.day == other.day, one.month == other.month, one.year == other.year))
    exchanged = (one.day, one.month, one.year) == (other.month, other.day, other.year)
    near = abs(one - other) <= NEARLY
    return Likeness.BORN_NEARLY if near and (same == 2 or exchanged) else None
