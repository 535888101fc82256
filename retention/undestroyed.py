"""The paper that disposal waits for, for a whole batch at once (S47)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache

from django.db.models import Prefetch

from familyhubs.design.dates import spoken
from retention.lookups import Named
from retention.models import PaperFile, PaperLoan
from retention.reasons import Reason, paper_left
from retention.statements import Statement


@dataclass(frozen=True)
class PaperLeft:
    """Why paper stops disposal: by household, and by the protected child whose own file it is."""

    of_household: dict[int, list[Reason]] = field(default_factory=dict)
    of_child: dict[int, list[Reason]] = field(default_factory=dict)


def left(households: Collection[int], protected: Collection[int]) -> PaperLeft:
    """The files of these households that are not destroyed.

    Args: `protected`, the ids of protected children: a file about one of them stays with the child
    and holds up the child's own record alone.
    """
    files = [pk for (pk,) in _left().rows({"ids": households})]
    if not files:
        return PaperLeft()
    rows = PaperFile.objects.filter(pk__any_of=files)
    of_household: dict[int, list[Reason]] = defaultdict(list)
    of_child: dict[int, list[Reason]] = defaultdict(list)
    for file in with_whereabouts(rows).order_by("pk"):
        reason = paper_left(file.number, where(file))
        if file.person_id and file.person_id in protected:
            of_child[file.person_id].append(reason)
        else:
            of_household[file.household_id].append(reason)
    return PaperLeft(dict(of_household), dict(of_child))


@cache
def _left() -> Statement:
    rows = PaperFile.objects.left().filter(household__any_of=Named("ids")).order_by()
    return Statement.of(rows.values_list("pk"))


def with_whereabouts[Q](rows: Q) -> Q:
    """With what `where` asks of each, in as many queries for many as for one."""
    open_loans = Prefetch("loans", PaperLoan.objects.open(), to_attr="open_loans")
    return rows.select_related("hub").prefetch_related(open_loans)  # type: ignore[attr-defined]


def where(file: PaperFile) -> str:
    """Where a file is, naming nobody: for lists and reasons that name nobody either."""
    if file.lost_on:
        return f"reported lost on {spoken(file.lost_on)}"
    (loan,) = file.open_loans or [None]  # type: ignore[attr-defined]
    return f"checked out until {spoken(loan.due_on)}" if loan else file.kept_at
