"""Certificates of disposal: the register, one, and the search by a reference a family holds."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from familyhubs.audit import log
from familyhubs.design.pages import page_of
from retention import certificates
from retention.models import Certificate
from retention.views.pages import officer


@require_safe
def certificate_list(request: HttpRequest) -> HttpResponse:
    """S43: every certificate, the newest first, or those of one reference."""
    user = officer(request)
    reference = request.GET.get("reference", "").strip()[:40]
    rows: QuerySet[Certificate] = register()
    if reference:
        rows = rows & certificates.about(reference)
        log.searched(user, action="retention:certificates")
    page = page_of(request, rows)
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
