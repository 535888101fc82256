"""A goal's scores as a chart, and all goals of a household as one picture (S56, S57)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from familyhubs.design.chart import Chart, Series, line_chart
from familyhubs.design.parts import TimelineItem
from households.attainment import AS_EXPECTED, Rated, over_time
from households.models import Goal, Score, ScoredBy
from households.models.goal import HIGHEST, LOWEST

VIEWS = {ScoredBy.FAMILY: "Family", ScoredBy.WORKER: "Worker"}


def notes(scores: Sequence[Score]) -> list[TimelineItem]:
    """What was said with the scores, newest first."""
    return [
        TimelineItem(
            title=f"{row.get_scored_by_display()}: {row.value} out of {HIGHEST}",
            when=row.on,
            by=str(row.recorded_by),
            text=row.note,
        )
        for row in reversed(scores)
        if row.note
    ]


def of_goal(goal: Goal, scores: Sequence[Score], span: tuple[date, date] | None = None) -> Chart:
    """The family's and the worker's scores over time, with the start and the target."""
    return line_chart(
        title="Scores over time",
        series=[
            Series(name, [(row.on, row.value) for row in scores if row.scored_by == view])
            for view, name in VIEWS.items()
        ],
        minimum=LOWEST,
        maximum=HIGHEST,
        target=goal.target,
        baseline=goal.baseline,
        span=span,
    )


@dataclass(frozen=True)
class Small:
    """One goal of the picture."""

    goal: Goal
    chart: Chart


@dataclass(frozen=True)
class Picture:
    """All goals of a household side by side, on the same days and the same scale."""

    goals: list[Small]

    @property
    def lines(self) -> list[Any]:
        """The two lines, for the one key of all of them."""
        return self.goals[0].chart.lines


def of_household(goals: Sequence[Goal], scores: Sequence[Score]) -> Picture | None:
    """The picture of the goals that have been scored; None where none has."""
    by_goal: dict[int, list[Score]] = {}
    for row in scores:
        by_goal.setdefault(row.goal_id, []).append(row)
    scored = [goal for goal in goals if goal.pk in by_goal]
    if not scored:
        return None
    days = [row.on for row in scores] + [goal.set_on for goal in scored]
    span = min(days), max(days)
    return Picture([Small(goal, _small(goal, by_goal[goal.pk], span)) for goal in scored])


def of_attainment(ratings: Sequence[Rated]) -> Chart | None:
    """The T score of the household over time; None where no scaled goal has been rated."""
    points = over_time(ratings)
    if not points:
        return None
    return line_chart(
        title="Goal attainment over time",
        series=[Series("T score", points)],
        minimum=30,
        maximum=70,
        target=AS_EXPECTED,
        target_name="As expected",
    )


def _small(goal: Goal, scores: Sequence[Score], span: tuple[date, date]) -> Chart:
    chart = of_goal(goal, scores, span)
    return replace(chart, id=f"chart-goal-{goal.pk}", title=goal.words)
