"""The figures of a page as a file for a spreadsheet."""

from collections.abc import Iterator

from familyhubs.records import spreadsheets
from reporting.suppression import Figure
from reporting.tables import Release
from reporting.unmet import NEEDS, REASONS, Ranking

HEADINGS = ("As of", "Counted", "Hub", "Figure", "At least", "At most")
UNMET_HEADINGS = ("Month", "Need", "Hub", "Reason", "At least", "At most")


def as_csv(shown: Release) -> str:
    """One line a figure of the page. `At most` is empty where there is no bound."""
    return spreadsheets.as_csv(HEADINGS, _lines(shown))


def unmet_csv(shown: Ranking) -> str:
    """One line for each need, hub, reason and month that something was counted for."""
    return spreadsheets.as_csv(UNMET_HEADINGS, sorted(_unmet_lines(shown), reverse=True))


def _unmet_lines(shown: Ranking) -> Iterator[tuple[str | int, ...]]:
    for cell in shown.cells:
        named = (f"{cell.month:%Y-%m}", NEEDS[cell.need], shown.hubs[cell.hub])
        yield (*named, REASONS[cell.reason], *_bounds(cell.figure))


def _lines(shown: Release) -> Iterator[tuple[str | int, ...]]:
    for table in shown.tables:
        for row in (*table.rows, table.all):
            named = (*zip(table.columns, row.figures, strict=True), ("All", row.total))
            for column, figure in named:
                yield (shown.as_of.isoformat(), table.of, row.name, column, *_bounds(figure))


def _bounds(figure: Figure) -> tuple[int, int | str]:
    return figure.low, "" if figure.high is None else figure.high
