"""Charts: the drawing and the table hold the same figures, and few of them are no trouble."""

import re
from datetime import date, timedelta

import pytest
from django.template import Context, Template
from hypothesis import given, strategies

from familyhubs.design.chart import Series, line_chart
from tests.design.html import Document

MARCH, MAY = date(2026, 3, 2), date(2026, 5, 18)
FAMILY = Series("Family", [(MARCH, 3), (MAY, 7)])
WORKER = Series("Worker", [(MAY, 6.5)])


def draw(*series, **options):
    scale = {"title": "School on time", "minimum": 0, "maximum": 10} | options
    chart = line_chart(series=series, **scale)
    html = Template("{% load design %}{% chart chart %}").render(Context({"chart": chart}))
    return chart, Document(html)


def table_of(page):
    heads = [cell.text for cell in page.all("th", scope="col")]
    rows = page.all("tr")[1:]
    return heads, [row.text.replace("\u2013", "") for row in rows]


def test_the_table_has_every_figure():
    _, page = draw(FAMILY, WORKER)
    assert table_of(page) == (
        ["Date", "Family", "Worker"],
        ["2 March 2026 3 no score", "18 May 2026 7 6.5"],
    )


def test_the_drawing_is_named_and_described():
    _, page = draw(FAMILY, WORKER, target=8, baseline=2)
    drawing = page.one("svg", role="img")
    title, description = [page.one(id=part) for part in drawing["aria-labelledby"].split()]
    assert title.text == "School on time"
    assert description.text == (
        "Began at 2. Family: from 3 on 2 March 2026 to 7 on 18 May 2026. "
        "Worker: 6.5 on 18 May 2026. The target is 8. The table has the figures."
    )


def test_series_differ_by_more_than_colour():
    chart, page = draw(FAMILY, WORKER)
    first, second = chart.lines
    assert first.dash != second.dash
    assert first.key != second.key
    assert [key.text for key in page.all("li")] == ["Family", "Worker"]


def test_the_target_is_named_on_the_drawing():
    _, page = draw(FAMILY, target=8, baseline=2)
    assert {"Target 8", "Start 2"} <= {text.text for text in page.all("text")}


def test_one_score_stands_in_the_middle():
    chart, page = draw(Series("Family", [(MARCH, 3)]))
    assert [tick.text for tick in chart.across] == ["2 Mar"]
    assert table_of(page)[1] == ["2 March 2026 3"]
    assert len(chart.lines[0].markers) == 1


def test_several_scores_of_one_day_share_a_row():
    _, page = draw(Series("Mother", [(MARCH, 4), (MARCH, 6)]), Series("Child", [(MARCH, 6)]))
    assert table_of(page)[1] == ["2 March 2026 4, 6 6"]


def test_two_series_at_one_point_are_both_seen():
    chart, _ = draw(Series("Mother", [(MARCH, 6)]), Series("Child", [(MARCH, 6)]))
    mother, child = chart.lines
    assert mother.path != child.path


@pytest.mark.parametrize("series", [[], [Series("Family", [])]])
def test_no_score_says_so(series):
    _, page = draw(*series)
    assert page.all("svg") == []
    assert page.all("table") == []
    assert page.classed("app-empty")[0].text.startswith("No scores yet")


def test_a_score_outside_the_scale_widens_it():
    chart, _ = draw(Series("Family", [(MARCH, 12)]))
    assert chart.up[-1].text in {"10", "12"}
    (x_y,) = chart.lines[0].path.split()
    assert float(x_y.split(",")[1]) >= 0


def test_a_scale_of_one_value_can_be_drawn():
    draw(Series("Family", [(MARCH, 0)]), minimum=0, maximum=0)


def test_the_year_stands_where_it_changes():
    chart, _ = draw(Series("Family", [(date(2025, 11, 3), 1), (MAY, 2)]))
    assert [tick.below for tick in chart.across] == ["2025", "2026", "", ""]


DAYS = strategies.integers(0, 4000).map(lambda n: date(2020, 1, 1) + timedelta(days=n))
POINTS = strategies.lists(strategies.tuples(DAYS, strategies.integers(-5, 40)), max_size=8)


@given(strategies.lists(POINTS, min_size=1, max_size=5))
def test_any_figures_are_in_the_table_and_on_the_paper(many):
    chart = line_chart(
        title="Any",
        series=[Series(f"S{number}", points) for number, points in enumerate(many)],
        minimum=0,
        maximum=10,
    )
    for column, points in enumerate(many):
        shown = [cell for row in chart.rows if (cell := row.cells[column])]
        figures = [int(part) for cell in shown for part in cell.split(", ")]
        assert sorted(figures) == sorted(value for _, value in points)
        assert len(chart.lines[column].markers) == len(points)
        for place in re.findall(r"([-\d.]+),([-\d.]+)", chart.lines[column].path):
            x, y = map(float, place)
            assert 0 <= x <= 400
            assert 0 <= y <= 260
