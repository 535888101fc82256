"""How support went for families whose record has been disposed of, as far as it may be shown
(docs/adr/0007 says why so).

A year is shown once it is over, and what stands in it is never counted again: who looks at two
releases sees two lots of families, and nothing by comparing them. A family stands in one cell of
the table of each need its goals were about; no total over needs and no other breakdown of the same
families is shown, from which a hidden cell could be worked out.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Sum

from familyhubs.organisations.models import Hub, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.needs import Need
from reporting.figures import Counted, by_hub
from reporting.tables import Counts, Release, Share, release
from retention.models import DisposedCount, SupportOutcome

S = SupportOutcome
OUTCOMES = {outcome.value: str(outcome.label) for outcome in (S.MET, S.PARTLY, S.NOT_MET)}
WITHOUT = {outcome.value: str(outcome.label) for outcome in (S.NO_GOALS, S.NEVER_OPENED)}
NO_NEED = "No goal, or none that says what it is about"
SHARE = Share("Share met", (OUTCOMES[S.MET],), (OUTCOMES[S.PARTLY], OUTCOMES[S.NOT_MET]))
NEEDS = {**dict(Need.choices), "": NO_NEED}


@dataclass(frozen=True)
class Disposed:
    """One year's figures, and the years there are, the newest first; None before the first."""

    year: int | None
    years: list[int]
    release: Release | None


def disposed(user: User, year: int | None = None) -> Disposed:
    """The figures of a year that is over; of the last one, unless said.

    Raises PermissionDenied, and LookupError where the year has none, is not over, or is no year.
    """
    if not user.may(Permission.SEE_REPORTS):
        raise PermissionDenied
    over = DisposedCount.objects.filter(counted_in__lte=last_over())
    years = sorted(set(over.values_list("counted_in", flat=True).distinct()), reverse=True)
    if year is None and not years:
        return Disposed(None, [], None)
    year = years[0] if year is None else year
    if year not in years:
        raise LookupError(year)
    return Disposed(year, years, _of_year(year))


def last_over() -> int:
    """The last year that is over since a day at least: a sweep that began in it has ended."""
    return (today() - timedelta(days=1)).year - 1


def _of_year(year: int) -> Release:
    rows = DisposedCount.objects.filter(counted_in=year).values_list("need", "hub", "outcome")
    found: dict[str, list[tuple[int, str, int, int]]] = {need: [] for need in NEEDS}
    for need, hub, outcome, families in rows.annotate(number=Sum("families")):
        found[need].append((hub, outcome, families, families))
    hubs = list(Hub.objects.values_list("pk", "name"))
    counted = [_of_need(need, rows_of, hubs) for need, rows_of in found.items()]
    return release(counted, as_of=date(year, 12, 31))


def _of_need(need: str, counted: Counted, hubs: list[tuple[int, str]]) -> Counts:
    words = OUTCOMES if need else {**OUTCOMES, **WITHOUT}
    columns = tuple(words.values())
    told = ((hub, words[outcome], number, families) for hub, outcome, number, families in counted)
    rows = by_hub(hubs, columns, told)
    return Counts(of=NEEDS[need], columns=columns, rows=rows, share=SHARE)
