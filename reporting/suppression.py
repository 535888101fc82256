"""Disclosure control: what of a count may be shown (S59; docs/adr/0007 has proof and cost).

Each count is made coarse by itself, looking at no other: 0 and large counts stay, a small
one becomes a range. All else that is shown (totals, shares, the download) is worked out from the
coarse figures, never from the counts. So the page tells no more than the coarse figures do, and
every hidden count can still be anything in its range, whatever the others are.
"""

from dataclasses import dataclass
from fractions import Fraction

LOWEST_THRESHOLD, DEFAULT_THRESHOLD, HIGHEST_THRESHOLD = 3, 5, 10
WIDEST_SHARE = 10  # percentage points; a vaguer share would only mislead


@dataclass(frozen=True, slots=True)
class Count:
    """A true count, and of how many families: six goals can be all one family's."""

    number: int
    families: int

    def __post_init__(self) -> None:
        if not 0 <= self.families <= self.number or (self.number and not self.families):
            raise ValueError("A count is of at least one family, and of no more than it counts.")


@dataclass(frozen=True, slots=True)
class Figure:
    """What may be known of a number: it lies from `low` to `high`, None meaning no bound."""

    low: int
    high: int | None

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def __add__(self, other: "Figure") -> "Figure":
        unbounded = self.high is None or other.high is None
        high = None if unbounded else (self.high or 0) + (other.high or 0)
        return Figure(self.low + other.low, high)

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low:,} or more"
        return f"{self.low:,}" if self.is_exact else f"{self.low:,} to {self.high:,}"


NOUGHT = Figure(0, 0)


def checked(threshold: int) -> int:
    """The threshold, if it hides anything: with 2, "1 to 1" would be the count itself."""
    if not LOWEST_THRESHOLD <= threshold <= HIGHEST_THRESHOLD:
        raise ValueError(f"A threshold is from {LOWEST_THRESHOLD} to {HIGHEST_THRESHOLD}.")
    return threshold


def coarse(count: Count, threshold: int) -> Figure:
    """What may be shown of a count: itself, where it is 0 or of enough families."""
    if count.families == 0 or count.families >= threshold:
        return Figure(count.number, count.number)
    if count.number < threshold:
        return Figure(1, threshold - 1)
    return Figure(threshold, None)


def total(figures: tuple[Figure, ...]) -> Figure:
    """A range where one of them is a range: an exact total would tell it by subtraction."""
    return sum(figures, start=NOUGHT)


def share(part: Figure, rest: Figure) -> str:
    """The percentage that `part` is of both, as far as the figures tell."""
    if part == rest == NOUGHT:
        return "not applicable"
    # In whole numbers: a float of 57.5 is sometimes just below it.
    low = 0 if rest.high is None else Fraction(100 * part.low, part.low + rest.high)
    high = 100 if part.high is None else Fraction(100 * part.high, part.high + rest.low)
    lowest, highest = round(low), round(high)
    if highest - lowest > WIDEST_SHARE:
        return "not shown"
    return f"{lowest}%" if lowest == highest else f"{lowest}% to {highest}%"
