"""Need that was not met, ranked for the commissioner, as far as it may be shown (S5).

A month is shown once it is over, and nothing is added to it afterwards. One breakdown is made
coarse: need by hub, reason and month. Each ranking, and each that is narrowed to a hub or a month,
is added up from those coarse figures, so that no two of them laid side by side tell more than the
figures do (docs/adr/0007). Whose the needs were is not kept: each is taken for a family's own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Count as CountOf

from familyhubs.organisations.models import Hub, User
from familyhubs.organisations.rules import Permission
from households.needs import Need
from referrals.models import UnmetNeed, UnmetReason
from referrals.models.unmet import this_month
from reporting.suppression import DEFAULT_THRESHOLD, Count, Figure, coarse, total

MONTHS = 12
NEEDS = dict(Need.choices)
REASONS = dict(UnmetReason.choices)


@dataclass(frozen=True)
class Cell:
    """One figure of the breakdown, as it may be shown."""

    need: str
    hub: int
    reason: str
    month: date
    figure: Figure


@dataclass(frozen=True)
class Line:
    """A need, a hub or a month: how often for each reason, and in all."""

    name: str
    figures: tuple[Figure, ...]
    total: Figure

    @property
    def told(self) -> list[tuple[str, Figure]]:
        """Each reason there was, with how often: what a telephone has room for."""
        by_reason = zip(REASONS.values(), self.figures, strict=True)
        return [(words, figure) for words, figure in by_reason if figure.high != 0]


@dataclass(frozen=True)
class Ranking:
    """All that is shown at once, of the months that are over, the newest first."""

    months: list[date]
    hubs: dict[int, str]
    cells: list[Cell]

    threshold = DEFAULT_THRESHOLD
    reasons = tuple(REASONS.values())

    @property
    def largest_hidden(self) -> int:
        return self.threshold - 1

    def of(self, *, need: str = "", hub: int | None = None, month: date | None = None) -> "Ranking":
        """The same, narrowed. What is left out narrows nothing."""
        kept = [
            cell
            for cell in self.cells
            if (not need or cell.need == need)
            and (hub is None or cell.hub == hub)
            and (month is None or cell.month == month)
        ]
        return Ranking(self.months, self.hubs, kept)

    def by_need(self) -> list[Line]:
        """The needs there were, the most often unmet first."""
        return _ranked(self._lines(NEEDS.items(), lambda cell: cell.need))

    def by_hub(self) -> list[Line]:
        """The hubs, the one with most unmet need first."""
        return _ranked(self._lines(self.hubs.items(), lambda cell: cell.hub))

    def by_month(self) -> list[Line]:
        """The months, the newest first."""
        named = [(month, f"{month:%B %Y}") for month in self.months]
        return self._lines(named, lambda cell: cell.month)

    def _lines[K](self, named: Iterable[tuple[K, str]], key: Callable[[Cell], K]) -> list[Line]:
        return [
            _line(name, [cell for cell in self.cells if key(cell) == wanted])
            for wanted, name in named
        ]


def ranking(user: User) -> Ranking:
    """What was not met in the last twelve months that are over. Raises PermissionDenied."""
    if not user.may(Permission.SEE_UNMET_NEED):
        raise PermissionDenied
    months = _over()
    rows = UnmetNeed.objects.filter(month__in=months).values_list("need", "hub", "reason", "month")
    cells = [
        Cell(need, hub, reason, month, coarse(Count(number, number), DEFAULT_THRESHOLD))
        for need, hub, reason, month, number in rows.annotate(number=CountOf("pk"))
    ]
    return Ranking(months, dict(Hub.objects.values_list("pk", "name")), cells)


def _over() -> list[date]:
    """The first days of the months before this one, the newest first."""
    found = [this_month()]
    for _ in range(MONTHS):
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[1:]


def _line(name: str, cells: list[Cell]) -> Line:
    figures = tuple(
        total(tuple(cell.figure for cell in cells if cell.reason == reason)) for reason in REASONS
    )
    return Line(name, figures, total(figures))


def _ranked(lines: list[Line]) -> list[Line]:
    """By the least each can be, then by the most; a name decides between two that are alike."""
    met = [line for line in lines if line.total.high != 0]
    return sorted(met, key=lambda line: (-line.total.low, -_most(line.total), line.name))


def _most(figure: Figure) -> int:
    assert figure.high is not None, "A need is a family's own: it has a bound."
    return figure.high
