"""Episodes, goals and holds. Leads hang on what the family agreed to: `sharing`."""

from datetime import date

from familyhubs.imports.checks.telling import Content
from familyhubs.imports.writing.batch import Batch, begin
from households.models import Episode, Goal, GoalStep, Household, Score
from retention.models import Hold


def build(batch: Batch, household: Household, line: Content, closed: date | None) -> None:
    """What was done, and what keeps it."""
    for episode in line["episodes"]:
        batch.put(Episode, household_id=household.pk, **episode)
    for goal in line["goals"]:
        _goal(batch, household, goal)
    for hold in line["holds"]:
        _hold(batch, household, hold)


def _goal(batch: Batch, household: Household, said: Content) -> None:
    names = ("words", "need", "set_on", "baseline", "target", "outcome", "closed_on")
    goal_id = batch.put(Goal, household_id=household.pk, **{name: said[name] for name in names})
    for score in said["scores"]:
        batch.put(
            Score,
            goal_id=goal_id,
            on=score["on"],
            scored_by=score["by"],
            value=score["value"],
            note=score["note"],
            recorded_by_id=batch.by.pk,
        )
    for step in said["steps"]:
        batch.put(GoalStep, goal_id=goal_id, **step)


def _hold(batch: Batch, household: Household, said: Content) -> None:
    """A hold that ended is lifted on its day. One that stands never ends by itself: its `until`
    is the day it is looked at again, and without one, that is today."""
    until = said["until"]
    lifted = until is not None and until <= batch.today
    batch.put(
        Hold,
        household_id=household.pk,
        reason=said["reason"],
        note=said["note"],
        review_on=until or batch.today,
        placed_at=begin(said["from"]),
        placed_by_id=batch.by.pk,
        lifted_at=begin(until) if lifted else None,
        lifted_by_id=batch.by.pk if lifted else None,
    )
