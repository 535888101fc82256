"""Tables of counts, and the same as they may be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.suppression import DEFAULT_THRESHOLD, Count, Figure, checked, coarse, share, total


@dataclass(frozen=True)
class Share:
    """A percentage to show beside each row: the `part` columns of those and the `rest`."""

    label: str
    part: tuple[str, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """The true counts of one thing, each family's in one cell a row. Never shown as they are."""

    of: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Count, ...]], ...]
    share: Share


@dataclass(frozen=True)
class Row:
    name: str
    figures: tuple[Figure, ...]
    total: Figure
    share: str


@dataclass(frozen=True)
class Table:
    """What may be shown of `Counts`."""

    of: str
    columns: tuple[str, ...]
    share_label: str
    rows: tuple[Row, ...]
    all: Row

    @property
    def is_empty(self) -> bool:
        return self.all.total.high == 0


@dataclass(frozen=True)
class Release:
    """All that is shown at once: one page, or one file."""

    as_of: date
    threshold: int
    tables: tuple[Table, ...]

    @property
    def largest_hidden(self) -> int:
        return self.threshold - 1

    @property
    def is_empty(self) -> bool:
        return all(table.is_empty for table in self.tables)


def release(
    counted: Sequence[Counts], *, as_of: date, threshold: int = DEFAULT_THRESHOLD
) -> Release:
    """Tables that may be shown together.

    Raises ValueError where two of them count the same thing: one would show as an exact total
    what the other hides. Cross the two breakdowns in one table instead.
    """
    if len({counts.of for counts in counted}) < len(counted):
        raise ValueError("Two tables of a release count the same thing.")
    checked(threshold)
    return Release(as_of, threshold, tuple(protect(counts, threshold) for counts in counted))


def protect(counts: Counts, threshold: int) -> Table:
    """The table as it may be shown. After the first line the true counts are not looked at."""
    shown = [(name, tuple(coarse(cell, threshold) for cell in row)) for name, row in counts.rows]
    columns = tuple(
        total(tuple(figures[number] for _, figures in shown))
        for number in range(len(counts.columns))
    )
    rows = tuple(_row(name, figures, counts.columns, counts.share) for name, figures in shown)
    bottom = _row("All hubs", columns, counts.columns, counts.share)
    return Table(counts.of, counts.columns, counts.share.label, rows, bottom)


def _row(name: str, figures: tuple[Figure, ...], columns: Iterable[str], wanted: Share) -> Row:
    by_column = dict(zip(columns, figures, strict=True))
    part, rest = (
        total(tuple(by_column[column] for column in group)) for group in (wanted.part, wanted.rest)
    )
    return Row(name, figures, total(figures), share(part, rest))
