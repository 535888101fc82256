"""Two who try to find a hidden count, with nothing but what is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from reporting.suppression import Count, Figure
from reporting.tables import Counts, Share, Table

VAGUE = 12  # how far above its lowest the reader tries a figure without a bound
FIRST_COLUMN_SHARE = "Share of the first"


def counts_of(rows: list[list[Count]], of: str = "Things") -> Counts:
    """A table of counts as the reports make them: one row a hub, a share of the first column."""
    columns = tuple(f"Column {number}" for number in range(len(rows[0])))
    return Counts(
        of=of,
        columns=columns,
        rows=tuple((f"Hub {number}", tuple(row)) for number, row in enumerate(rows)),
        share=Share(FIRST_COLUMN_SHARE, columns[:1], columns[1:]),
    )


def households(rows: list[list[int]]) -> Counts:
    """The same where each family is counted once."""
    return counts_of([[Count(number, number) for number in row] for row in rows])


@dataclass(frozen=True)
class Shown:
    """What stands on the page, as figures and words: all that an attacker has."""

    cells: tuple[tuple[Figure, ...], ...]
    row_totals: tuple[Figure, ...]
    column_totals: tuple[Figure, ...]
    grand_total: Figure
    shares: tuple[str, ...]

    @classmethod
    def of(cls, table: Table) -> "Shown":
        return cls(
            cells=tuple(row.figures for row in table.rows),
            row_totals=tuple(row.total for row in table.rows),
            column_totals=table.all.figures,
            grand_total=table.all.total,
            shares=(*(row.share for row in table.rows), table.all.share),
        )


def feasible(shown: Shown) -> list[list[set[int]]]:
    """The reader's attack: for each cell every number that some table has which fits what is shown.

    Every table is tried, cell by cell: the cells' own ranges, then all totals, then all shares.
    """
    across, down = len(shown.cells), len(shown.cells[0])
    found: list[list[set[int]]] = [[set() for _ in range(down)] for _ in range(across)]
    flat = [numbers(figure) for row in shown.cells for figure in row]
    for guess in product(*flat):
        rows = [guess[start : start + down] for start in range(0, len(guess), down)]
        if fits(rows, shown):
            for row, found_row in zip(rows, found, strict=True):
                for number, cell in zip(row, found_row, strict=True):
                    cell.add(number)
    return found


def numbers(figure: Figure) -> range:
    return range(figure.low, (figure.low + VAGUE if figure.high is None else figure.high) + 1)


def fits(rows: list[tuple[int, ...]], shown: Shown) -> bool:
    columns = list(zip(*rows, strict=True))
    totals = [
        *zip(map(sum, rows), shown.row_totals, strict=True),
        *zip(map(sum, columns), shown.column_totals, strict=True),
        (sum(map(sum, rows)), shown.grand_total),
    ]
    shares = [*((row[0], sum(row)) for row in rows), (sum(columns[0]), sum(map(sum, rows)))]
    return all(within(number, figure) for number, figure in totals) and all(
        agrees(part, whole, words)
        for (part, whole), words in zip(shares, shown.shares, strict=True)
    )


def within(number: int, figure: Figure) -> bool:
    return figure.low <= number and (figure.high is None or number <= figure.high)


def agrees(part: int, whole: int, words: str) -> bool:
    """Whether a share in words can be that of these numbers."""
    if "%" not in words:
        return True
    bounds = [int(word.strip("%")) for word in words.split(" to ")]
    return whole > 0 and bounds[0] <= round(Fraction(100 * part, whole)) <= bounds[-1]


def tables(cell: list[Count], rows: int, columns: int) -> Iterator[list[list[Count]]]:
    """Every table there can be: for the attack by somebody who knows the method."""
    for flat in product(cell, repeat=rows * columns):
        yield [list(flat[start : start + columns]) for start in range(0, len(flat), columns)]
