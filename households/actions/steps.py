"""Steps towards a goal: who does what by when, done or no longer needed (S56)."""

from datetime import date

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions.goals import BeforeTheGoal, still_open
from households.models import Goal, GoalStep


class StepIsFinished(Refused):
    """It was done or dropped meanwhile."""

    words = "This step is done or no longer needed already. Nothing has been changed."


@action
def add(*, goal: Goal, words: str, who: str, by_when: date, by: User) -> GoalStep:
    """One thing somebody will do towards a goal. Raises GoalIsClosed."""
    still_open(goal)
    step = GoalStep(goal=goal, words=words, who=who, by_when=by_when)
    step.keep(by=by, why="Step agreed")
    log.wrote(by, "household", goal.household_id, action="steps.add")
    return step


@action
def change(
    *, step: GoalStep, words: str, who: str, by_when: date, seen_version: int, by: User
) -> GoalStep:
    """Change what, who or by when. Raises StaleRecord, StepIsFinished, GoalIsClosed."""
    _unfinished(step)
    step.words, step.who, step.by_when = words, who, by_when
    step.keep(by=by, why="Step changed", seen_version=seen_version)
    log.wrote(by, "household", step.goal.household_id, action="steps.change")
    return step


@action
def done(*, step: GoalStep, on: date, seen_version: int, by: User) -> GoalStep:
    """It is done. Raises StaleRecord, StepIsFinished, GoalIsClosed, BeforeTheGoal."""
    goal = _unfinished(step)
    if on < goal.set_on:
        raise BeforeTheGoal
    step.done_on = on
    step.keep(by=by, why="Step done", seen_version=seen_version)
    log.wrote(by, "household", goal.household_id, action="steps.done")
    return step


@action
def drop(*, step: GoalStep, why: str, seen_version: int, by: User) -> GoalStep:
    """It is needed no longer. Raises StaleRecord, StepIsFinished, GoalIsClosed."""
    goal = _unfinished(step)
    step.dropped = True
    step.keep(by=by, why=why or "No longer needed", seen_version=seen_version)
    log.wrote(by, "household", goal.household_id, action="steps.drop")
    return step


def _unfinished(step: GoalStep) -> Goal:
    goal = still_open(step.goal)
    current = GoalStep.objects.select_for_update().get(pk=step.pk)
    if current.done_on or current.dropped:
        raise StepIsFinished
    return goal
