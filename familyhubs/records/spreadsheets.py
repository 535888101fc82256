"""Lists as files for a spreadsheet, in which nothing is taken for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

# A spreadsheet takes what begins so for a formula; some take the wide forms of = + - @, too.
FORMULA_STARTS = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")
BYTE_ORDER_MARK = "\ufeff"  # else a spreadsheet reads the names as Windows letters


def as_csv(headings: Sequence[str], lines: Iterable[Sequence[str | int]]) -> str:
    """The lines under their headings; every text of theirs made harmless."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(headings)
    for line in lines:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in line])
    return BYTE_ORDER_MARK + file.getvalue()


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: hubs are named by people."""
    is_formula = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if is_formula else text


def csv_file(text: str, name: str) -> HttpResponse:
    """The answer that hands it over as a file of that name."""
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
