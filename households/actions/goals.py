"""Goals and their scores (S56, S57)."""

from datetime import date

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from households.models import Goal, Household, Score


class GoalIsClosed(Refused):
    """A closed goal takes no more scores, is not changed and not closed twice."""

    words = "This goal is closed. Nothing has been changed."


class BeforeTheGoal(Refused):
    """Nothing happens to a goal before it was agreed."""

    words = "The date must be on or after the day the goal was agreed"
    field = "on"


@action
def set_goal(
    *,
    household: Household,
    words: str,
    set_on: date,
    baseline: int,
    target: int,
    by: User,
    need: str = "",
) -> Goal:
    """A goal in the family's words, with where they are and where they want to be (1 to 10).

    Args: `need`, what it is about; the form asks for it, a record from elsewhere may lack it.
    """
    lock(household)
    goal = Goal(
        household=household,
        words=words,
        need=need,
        set_on=set_on,
        baseline=baseline,
        target=target,
    )
    goal.keep(by=by, why="Goal agreed with the family")
    log.wrote(by, "household", household.pk, action="goals.set_goal")
    return goal


@action
def change(
    *, goal: Goal, words: str, target: int, why: str, seen_version: int, by: User, need: str = ""
) -> Goal:
    """Change the words, the target, or what it is about (left as it is where not said).

    Raises StaleRecord, GoalIsClosed.
    """
    still_open(goal)
    goal.words, goal.target, goal.need = words, target, need or goal.need
    goal.keep(by=by, why=why, seen_version=seen_version)
    log.wrote(by, "household", goal.household_id, action="goals.change")
    return goal


@action
def score(*, goal: Goal, on: date, scored_by: str, value: int, by: User, note: str = "") -> Score:
    """Where the goal stands, as the family or the worker sees it.

    Raises GoalIsClosed, BeforeTheGoal.
    """
    current = still_open(goal)
    if on < current.set_on:
        raise BeforeTheGoal
    row = Score(goal=goal, on=on, scored_by=scored_by, value=value, note=note, recorded_by=by)
    row.keep(by=by, why="Score recorded")
    log.wrote(by, "household", goal.household_id, action="goals.score")
    return row


@action
def close(*, goal: Goal, outcome: str, on: date, seen_version: int, by: User) -> Goal:
    """Close as achieved, partly, not, or no longer wanted.

    Raises StaleRecord, GoalIsClosed, BeforeTheGoal.
    """
    still_open(goal)
    if on < goal.set_on:
        raise BeforeTheGoal
    goal.outcome, goal.closed_on = outcome, on
    goal.keep(by=by, why="Goal closed", seen_version=seen_version)
    log.wrote(by, "household", goal.household_id, action="goals.close")
    return goal


def still_open(goal: Goal) -> Goal:
    """Hold the goal's row, and see that nobody closed it meanwhile. Raises GoalIsClosed."""
    lock(goal.household_id)
    current = Goal.objects.select_for_update().get(pk=goal.pk)
    if not current.is_open:
        raise GoalIsClosed
    return current
