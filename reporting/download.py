"""The figures of a page as a file for a spreadsheet."""

import csv
from io import StringIO

from reporting.suppression import Figure
from reporting.tables import Release

HEADINGS = ("As of", "Counted", "Hub", "Figure", "At least", "At most")
# A spreadsheet takes what begins so for a formula; some take the wide forms of = + - @, too.
FORMULA_STARTS = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")
BYTE_ORDER_MARK = "\ufeff"  # else a spreadsheet reads the names as Windows letters


def as_csv(shown: Release) -> str:
    """One line a figure of the page. `At most` is empty where there is no bound."""
    file = StringIO()
    lines = csv.writer(file)
    lines.writerow(HEADINGS)
    for table in shown.tables:
        for row in (*table.rows, table.all):
            named = (*zip(table.columns, row.figures, strict=True), ("All", row.total))
            for column, figure in named:
                words = (shown.as_of.isoformat(), table.of, row.name, column)
                lines.writerow([*map(harmless, words), *_bounds(figure)])
    return BYTE_ORDER_MARK + file.getvalue()


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: hubs are named by people."""
    is_formula = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if is_formula else text


def _bounds(figure: Figure) -> tuple[int, int | str]:
    return figure.low, "" if figure.high is None else figure.high
