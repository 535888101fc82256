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
from reporting.download import as_csv, unmet_csv
from reporting.forms import UnmetFilter
from reporting.tables import Release
from reporting.unmet import ranking


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


@require_safe
def unmet(request: HttpRequest) -> HttpResponse:
    """Need that was not met, ranked by need, hub and month (S5)."""
    everything = ranking(user_of(request))
    form = UnmetFilter(request.GET, shown=everything)
    context = {"form": form, "all": everything, "shown": form.narrowed()}
    return render(request, "reporting/unmet.html", context)


@require_safe
def unmet_file(request: HttpRequest) -> HttpResponse:
    """The figures that its rankings are added up from, as a file."""
    shown = ranking(user_of(request))
    return csv_file(unmet_csv(shown), f"family-hubs-unmet-need-{shown.months[0]:%Y-%m}.csv")


def _disposed(user: User, year: str | None) -> Disposed:
    """Raises Http404 for a year that has no figures, or whose figures are not shown yet."""
    try:
        return disposed_figures.disposed(user, int(year) if year else None)
    except (LookupError, ValueError) as error:
        raise Http404 from error


def _file(shown: Release, name: str) -> HttpResponse:
    return csv_file(as_csv(shown), name)
