"""How well the hubs work (S59), in figures that tell of no single family.

`figures.overview` asks for SEE_REPORTS and hands out nothing that is not suppressed.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.organisations.asking import user_of
from reporting import figures
from reporting.download import as_csv


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Households and goals by hub, for the roles with SEE_REPORTS."""
    shown = figures.overview(user_of(request))
    return render(request, "reporting/overview.html", {"shown": shown})


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The same figures as a file."""
    shown = figures.overview(user_of(request))
    response = HttpResponse(as_csv(shown), content_type="text/csv; charset=utf-8")
    name = f"family-hubs-{shown.as_of.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
