"""Goal Attainment Scaling: one figure for all the scaled goals of a household (Standards).

Kiresuk and Sherman (1968): T = 50 + 10 Sum(wx) / sqrt((1 - r) Sum(w^2) + r (Sum w)^2), where x is
the level of a goal from -2 to +2, w its weight (importance times difficulty), and r = 0.3 the
correlation expected between goals. 50 is "as expected"; most lie between 30 and 70.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import sqrt

AS_EXPECTED = 50
BETWEEN_GOALS = 0.3


@dataclass(frozen=True)
class Rated:
    """A scaled goal's level on a day, and what the goal weighs."""

    goal_id: int
    weight: int
    level: int
    on: date


def t_score(rated: Sequence[Rated]) -> float:
    """The T score of goals rated once each. Raises ValueError where there is none."""
    if not rated:
        raise ValueError("No goal has been rated.")
    weights = [one.weight for one in rated]
    weighted = sum(one.weight * one.level for one in rated)
    squares = sum(weight**2 for weight in weights)
    spread = sqrt((1 - BETWEEN_GOALS) * squares + BETWEEN_GOALS * sum(weights) ** 2)
    return AS_EXPECTED + 10 * weighted / spread


def over_time(ratings: Iterable[Rated]) -> list[tuple[date, float]]:
    """The T score on each day somebody rated: of every goal rated by then, its latest level.

    Args: `ratings`, oldest first; of two of one goal on a day, the later counts.
    """
    latest: dict[int, Rated] = {}
    found = []
    for day, rated in groupby(ratings, key=lambda one: one.on):
        latest.update({one.goal_id: one for one in rated})
        found.append((day, round(t_score(list(latest.values())), 1)))
    return found
