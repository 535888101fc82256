"""A goal's scores as a chart."""

from collections.abc import Sequence
from typing import Any

from familyhubs.design.chart import Series, line_chart
from familyhubs.design.parts import TimelineItem
from households.models import Goal, Score, ScoredBy
from households.models.goal import HIGHEST, LOWEST


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


def of_goal(goal: Goal, scores: Sequence[Score]) -> Any:
    """The family's and the worker's scores over time, with the start and the target."""
    views = {ScoredBy.FAMILY: "Family", ScoredBy.WORKER: "Worker"}
    series = [
        Series(name, [(row.on, row.value) for row in scores if row.scored_by == view])
        for view, name in views.items()
    ]
    return line_chart(
        title="Scores over time",
        series=series,
        minimum=LOWEST,
        maximum=HIGHEST,
        target=goal.target,
        baseline=goal.baseline,
    )
