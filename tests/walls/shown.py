"""What one organisation is shown of one household, on one strength, for promises.py: in plain
Python, too."""

from dataclasses import dataclass
from datetime import date, datetime

from households.categories import Category

EMERGENCY = frozenset({Category.HUB_RECORD, Category.IDENTITY, Category.CONTACT_DETAILS})
HOMES = PEOPLE = (0, 1)  # two households with two people each
Someone = tuple[int, int]  # by the household they were first recorded in, and their place there


@dataclass
class Shown:
    """What one organisation is shown of one household, on one strength."""

    home: int
    org: int
    categories: set
    people: set[Someone]
    until: date | None  # its last day
    only_for: int | None = None  # of an emergency: whose, and its last moment
    ends_at: datetime | None = None
    ended: bool = False

    def holds(self, user: int | None, now: datetime) -> bool:
        if self.ended:
            return False
        if self.ends_at:
            return user == self.only_for and now < self.ends_at
        return self.until is None or now.date() <= self.until

    def lose(self, part) -> bool:
        """Whether taking a part back, or all of it where the part is None, took anything."""
        if self.ended:
            return False
        left = [set() if part is None else one - {part} for one in (self.categories, self.people)]
        if left == [self.categories, self.people]:
            return False
        self.ended = not all(left)
        if not self.ended:
            self.categories, self.people = left
        return True


@dataclass
class Sent:
    """A referral: what it shows once it is accepted, of which household it first was, and which of
    the agreements it stands on (None: one for it alone)."""

    shown: Shown
    first: int
    stands_on: int | None
    accepted: bool = False

    @property
    def is_open(self) -> bool:
        return not self.shown.ended


@dataclass
class Lead:
    org: int
    until: date | None


def covers(given: dict[int, Shown], sent: Sent) -> bool:
    """Whether an agreement lets the receiver see all that a referral carries."""
    theirs, shown = given.get(sent.shown.org), sent.shown
    if theirs is None or theirs.ended or theirs.home != shown.home:
        return False
    return shown.people <= theirs.people and shown.categories <= theirs.categories
