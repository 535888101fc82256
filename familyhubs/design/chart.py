"""A line chart drawn on the server, with the same figures as a table.

    line_chart(
        title="Getting to school on time",
        series=[Series("Family", [(date(2026, 3, 2), 3), ...]), Series("Worker", [...])],
        minimum=0, maximum=10, target=8, baseline=3,
    )

Each series has its own marker and dash pattern besides its colour, so the chart can be read in
grey. `{% chart drawn %}` shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.text import slugify

from familyhubs.design.dates import spoken

Number = int | float
WIDTH, HEIGHT = 400.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 26.0, 18.0, 44.0
COLOURS = ("#12436d", "#801650", "#0f7a52", "#a65000")
DASHES = ("none", "7 3", "2 3", "9 3 2 3")
MARKERS = ("circle", "square", "triangle", "diamond")
MARKER_SIZE = 5.0


@dataclass(frozen=True)
class Series:
    """What one person or kind of person said, in order of date."""

    name: str
    points: Sequence[tuple[date, Number]]


@dataclass(frozen=True)
class Line:
    """A series as drawn."""

    name: str
    colour: str
    dash: str
    path: str
    markers: list[str]
    key: str


@dataclass(frozen=True)
class Tick:
    """A mark of an axis: where it is, and one or two lines of text."""

    at: str
    text: str
    below: str = ""


@dataclass(frozen=True)
class Level:
    """A horizontal line with its name: the target, or where things began."""

    y: str
    text_y: str
    text: str
    kind: str


@dataclass(frozen=True)
class TableRow:
    """The figures of one day, a text a series."""

    day: str
    cells: list[str]


@dataclass(frozen=True)
class Chart:
    """All that `templates/design/chart.html` needs."""

    id: str
    title: str
    description: str
    lines: list[Line]
    levels: list[Level]
    across: list[Tick]
    up: list[Tick]
    columns: list[str]
    rows: list[TableRow]
    view_box: str = f"0 0 {WIDTH:.0f} {HEIGHT:.0f}"
    left: str = f"{LEFT:.1f}"
    right: str = f"{WIDTH - RIGHT:.1f}"
    floor: str = f"{HEIGHT - BOTTOM:.1f}"
    day_y: str = f"{HEIGHT - BOTTOM + 17:.1f}"
    year_y: str = f"{HEIGHT - BOTTOM + 32:.1f}"

    @property
    def empty(self) -> bool:
        return not self.rows


@dataclass(frozen=True)
class Scale:
    """Where a day and a value lie on the drawing."""

    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        """One day only stands in the middle."""
        span = (self.last - self.first).days
        share = (day - self.first).days / span if span else 0.5
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, value: Number) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)


def figure(value: Number) -> str:
    """Return a number as people write it: 7, not 7.0."""
    return f"{value:g}"


def marker(shape: str, x: float, y: float) -> str:
    """Return the outline of a marker as the `d` of a path."""
    s = MARKER_SIZE
    if shape == "circle":
        return f"M{x - s:.1f},{y:.1f}a{s},{s} 0 1,0 {2 * s},0a{s},{s} 0 1,0 {-2 * s},0z"
    if shape == "square":
        return f"M{x - s:.1f},{y - s:.1f}h{2 * s}v{2 * s}h{-2 * s}z"
    if shape == "triangle":
        return f"M{x:.1f},{y - s - 1:.1f}l{s + 1},{2 * s}h{-2 * (s + 1)}z"
    return f"M{x:.1f},{y - s - 2:.1f}l{s + 2},{s + 2}l{-s - 2},{s + 2}l{-s - 2},{-s - 2}z"


def beside(series: Sequence[Series], number: int, point: tuple[date, Number]) -> float:
    """Return how far a marker moves aside so that series with the same point are all seen."""
    sharing = [n for n, other in enumerate(series) if point in other.points]
    return (sharing.index(number) - (len(sharing) - 1) / 2) * 2 * (MARKER_SIZE + 1)


def draw_line(series: Sequence[Series], number: int, scale: Scale) -> Line:
    points = sorted(series[number].points, key=lambda point: point[0])
    shape = MARKERS[number % len(MARKERS)]
    places = [
        (scale.x(day) + beside(series, number, (day, value)), scale.y(value))
        for day, value in points
    ]
    return Line(
        name=series[number].name,
        colour=COLOURS[number % len(COLOURS)],
        dash=DASHES[number % len(DASHES)],
        path=" ".join(f"{x:.1f},{y:.1f}" for x, y in places),
        markers=[marker(shape, x, y) for x, y in places],
        key=marker(shape, 18, 9),
    )


def days_across(scale: Scale, most: int = 4) -> list[Tick]:
    """Return the dates along the foot: first, last, a few between; the year where it changes."""
    span = (scale.last - scale.first).days
    steps = min(most - 1, span)
    days = [scale.first + timedelta(days=round(span * n / (steps or 1))) for n in range(steps + 1)]
    years = [""] * len(days)
    years[0] = str(days[0].year)
    for place, (before, after) in enumerate(pairwise(days), 1):
        years[place] = str(after.year) if after.year != before.year else ""
    return [
        Tick(f"{scale.x(day):.1f}", f"{day.day} {day:%b}", year)
        for day, year in zip(days, years, strict=True)
    ]


def values_up(scale: Scale) -> list[Tick]:
    """Return at most six values up the side, whole numbers where the range allows."""
    span = scale.high - scale.low
    step = next((s for s in (1, 2, 5, 10, 20, 25, 50, 100) if span / s <= 5), span / 5)
    count = int(span / step)
    values = [scale.low + step * n for n in range(count + 1)]
    return [Tick(f"{scale.y(value):.1f}", figure(value)) for value in values]


def level(kind: str, name: str, value: Number, scale: Scale) -> Level:
    """Return a labelled line; its label goes under it where there is no room above."""
    y = scale.y(value)
    above = y - 5 if y > TOP + 12 else y + 14
    return Level(f"{y:.1f}", f"{above:.1f}", f"{name} {figure(value)}", kind)


def figures(series: Sequence[Series]) -> list[TableRow]:
    """Return the table: a row a day, and every figure of that day in its series' column."""
    days = sorted({day for one in series for day, _ in one.points})
    return [
        TableRow(
            spoken(day),
            [", ".join(figure(v) for d, v in one.points if d == day) for one in series],
        )
        for day in days
    ]


def described(
    series: Sequence[Series],
    target: Number | None,
    baseline: Number | None,
    target_name: str = "The target",
) -> str:
    """Return the chart in a sentence or two, for those who do not see it."""
    said = [] if baseline is None else [f"Began at {figure(baseline)}."]
    for one in series:
        points = sorted(one.points, key=lambda point: point[0])
        if len(points) == 1:
            said.append(f"{one.name}: {figure(points[0][1])} on {spoken(points[0][0])}.")
        elif points:
            (first, began), (last, ended) = points[0], points[-1]
            said.append(
                f"{one.name}: from {figure(began)} on {spoken(first)} "
                f"to {figure(ended)} on {spoken(last)}."
            )
    if target is not None:
        said.append(f"{target_name} is {figure(target)}.")
    return " ".join([*said, "The table has the figures."])


def line_chart(
    *,
    title: str,
    series: Sequence[Series],
    minimum: Number,
    maximum: Number,
    target: Number | None = None,
    target_name: str = "Target",
    baseline: Number | None = None,
    span: tuple[date, date] | None = None,
) -> Chart:
    """Work out the drawing and the table. Values outside the scale widen it.

    Args: `target_name`, what a level that is no target is called; `span`, the first and last day
    to draw, so that several charts can be compared (from the first to the last point unless said).
    """
    points = [point for one in series for point in one.points]
    marks = [float(mark) for mark in (target, baseline) if mark is not None]
    values = [float(value) for _, value in points] + marks + [float(minimum), float(maximum)]
    low, high = min(values), max(values)
    days = [day for day, _ in points] + list(span or ()) or [date.min]
    scale = Scale(min(days), max(days), low, high if high > low else low + 1)
    levels = []
    if baseline is not None:
        levels.append(level("baseline", "Start", baseline, scale))
    if target is not None:
        levels.append(level("target", target_name, target, scale))
    return Chart(
        id=f"chart-{slugify(title)}",
        title=title,
        description=described(
            series, target, baseline, "The target" if target_name == "Target" else target_name
        ),
        lines=[draw_line(series, number, scale) for number in range(len(series))],
        levels=levels,
        across=days_across(scale) if points else [],
        up=values_up(scale),
        columns=[one.name for one in series],
        rows=figures(series),
    )
