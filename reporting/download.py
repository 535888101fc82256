"""The figures of a page as a file for a spreadsheet."""

from collections.abc import Iterator

from familyhubs.records import spreadsheets
from reporting.suppression import Figure
from reporting.tables import Release

HEADINGS = ("As of", "Counted", "Hub", "Figure", "At least", "At most")


def as_csv(shown: Release) -> str:
    """One line a figure of the page. `At most` is empty where there is no bound."""
    return spreadsheets.as_csv(HEADINGS, _lines(shown))


def _lines(shown: Release) -> Iterator[tuple[str | int, ...]]:
    for table in shown.tables:
        for row in (*table.rows, table.all):
            named = (*zip(table.columns, row.figures, strict=True), ("All", row.total))
            for column, figure in named:
                yield (shown.as_of.isoformat(), table.of, row.name, column, *_bounds(figure))


def _bounds(figure: Figure) -> tuple[int, int | str]:
    return figure.low, "" if figure.high is None else figure.high
