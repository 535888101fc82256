"""Certificates of disposal: the register, one, and the search by a reference a family holds."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from familyhubs.audit import log
from familyhubs.design.pages import page_of
from familyhubs.printing.pdf import download
from retention import certificate_words, certificates
from retention.forms import CertificateFilter
from retention.models import Certificate, ChainCheck
from retention.views.pages import officer


@require_safe
def certificate_list(request: HttpRequest) -> HttpResponse:
    """S43: every certificate, the newest first, or by day, class or one household's reference."""
    user = officer(request)
    form = CertificateFilter(request.GET)
    rows = form.narrow(register())
    if form.answers().get("reference"):
        log.searched(user, action="retention:certificates")
    context = {
        "form": form,
        "page": page_of(request, rows),
        "check": ChainCheck.objects.first(),
    }
    return render(request, "retention/certificate_list.html", context)


@require_safe
def certificate(request: HttpRequest, certificate_number: int) -> HttpResponse:
    """One certificate: schedule, rule, how many records of each kind, when, by which sweep."""
    officer(request)
    found = get_object_or_404(register(), number=certificate_number)
    context = {
        "certificate": found,
        "facts": certificate_words.facts_of(found),
        "kinds": certificates.kinds_of(found),
    }
    return render(request, "retention/certificate.html", context)


@require_safe
def paper(request: HttpRequest, certificate_number: int) -> HttpResponse:
    """The same as a PDF; that it was taken is in the access log."""
    user = officer(request)
    found = get_object_or_404(register(), number=certificate_number)
    made = certificate_words.paper(found, user.name)
    log.exported(
        user, "certificate", found.number, action="retention:certificate-paper", basis="council"
    )
    return download(made, f"certificate-of-disposal-{found.number}.pdf")


def register() -> QuerySet[Certificate]:
    return Certificate.objects.select_related("schedule", "run", "replayed_in")
