"""Certificates of disposal: the register, one, and the search by a reference a family holds."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from familyhubs.audit import log
from retention import certificates
from retention.models import Certificate
from retention.views.pages import PAGE_SIZE, officer


@require_safe
def certificate_list(request: HttpRequest) -> HttpResponse:
    """S43: every certificate, the newest first, or those of one reference."""
    user = officer(request)
    reference = request.GET.get("reference", "").strip()[:40]
    rows: QuerySet[Certificate] = register()
    if reference:
        rows = rows & certificates.about(reference)
        log.searched(user, action="retention:certificates")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request, "retention/certificate_list.html", {"page": page, "reference": reference}
    )


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """One certificate: schedule, rule, how many records of each kind, when, by which sweep."""
    officer(request)
    found = get_object_or_404(register(), pk=pk)
    context = {"certificate": found, "kinds": certificates.kinds_of(found)}
    return render(request, "retention/certificate.html", context)


def register() -> QuerySet[Certificate]:
    return Certificate.objects.select_related("schedule", "run")
