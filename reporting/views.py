"""How well the hubs work (S59), in figures that tell of no single family.

`figures.overview` asks for SEE_REPORTS and hands out nothing that is not suppressed.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.organisations.asking import user_of
from familyhubs.organisations.models import User
from familyhubs.records.spreadsheets import csv_file
from reporting import disposed as disposed_figures, figures
from reporting.disposed import Disposed
from reporting.download import as_csv
from reporting.tables import Release


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Households and goals by hub, for the roles with SEE_REPORTS."""
    user = user_of(request)
    context = {
        "shown": figures.overview(user),
        "disposed": _disposed(user, request.GET.get("year")),
    }
    return render(request, "reporting/overview.html", context)


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The same figures as a file."""
    shown = figures.overview(user_of(request))
    return _file(shown, f"family-hubs-{shown.as_of.isoformat()}.csv")


@require_safe
def disposed(request: HttpRequest, year: int) -> HttpResponse:
    """The figures of a year's families whose record has been disposed of, as a file."""
    shown = _disposed(user_of(request), str(year)).release
    if shown is None:
        raise Http404
    return _file(shown, f"family-hubs-disposed-{year}.csv")


def _disposed(user: User, year: str | None) -> Disposed:
    """Raises Http404 for a year that has no figures, or whose figures are not shown yet."""
    try:
        return disposed_figures.disposed(user, int(year) if year else None)
    except (LookupError, ValueError) as error:
        raise Http404 from error


def _file(shown: Release, name: str) -> HttpResponse:
    return csv_file(as_csv(shown), name)
