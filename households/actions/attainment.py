"""Goal Attainment Scaling: what each level would look like, and where the goal stands (S56)."""

from datetime import date

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions.goals import BeforeTheGoal, still_open
from households.models import Attainment, Goal, GoalScale


class NoScale(Refused):
    """Nobody has said yet what the levels are."""

    words = "Write down what each level would look like first."


@action
def set_scale(
    *,
    goal: Goal,
    much_less: str,
    less: str,
    expected: str,
    better: str,
    much_better: str,
    importance: int,
    difficulty: int,
    by: User,
    seen_version: int = 0,
) -> GoalScale:
    """Say what each level from -2 to +2 would look like, and how much the goal weighs.

    Args: `seen_version`, 0 where the page showed no scale. Raises GoalIsClosed, StaleRecord.
    """
    still_open(goal)
    scale = GoalScale.objects.filter(goal=goal).first() or GoalScale(goal=goal)
    scale.much_less, scale.less, scale.expected = much_less, less, expected
    scale.better, scale.much_better = better, much_better
    scale.importance, scale.difficulty = importance, difficulty
    scale.keep(by=by, why="Scale written", seen_version=seen_version)
    log.wrote(by, "household", goal.household_id, action="attainment.set_scale")
    return scale


@action
def rate(*, goal: Goal, on: date, level: int, by: User) -> Attainment:
    """Where a scaled goal stands, from -2 to +2. Raises GoalIsClosed, NoScale, BeforeTheGoal."""
    current = still_open(goal)
    if not GoalScale.objects.filter(goal=goal).exists():
        raise NoScale
    if on < current.set_on:
        raise BeforeTheGoal
    row = Attainment(goal=goal, on=on, level=level, recorded_by=by)
    row.keep(by=by, why="Level recorded")
    log.wrote(by, "household", goal.household_id, action="attainment.rate")
    return row
