"""Certificates of disposal: the register, one, and the search by a reference a family holds."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.audit import log
from familyhubs.design.pages import page_of
from familyhubs.printing.pdf import download
from familyhubs.records.saving import GET_OR_POST
from retention import certificate_words, certificates
from retention.forms import CertificateFilter, ReferenceForm
from retention.models import Certificate, ChainCheck
from retention.views.pages import officer


@require_http_methods(GET_OR_POST)
def certificate_list(request: HttpRequest) -> HttpResponse:
    """S43: every certificate, the newest first, or by day and class; by POST one household's."""
    user = officer(request)
    form, finder = CertificateFilter(request.GET), ReferenceForm(request.POST or None, prefix="of")
    rows, is_sought = form.narrow(register()), finder.is_valid()
    if is_sought:
        rows = finder.narrow(rows)
        log.searched(user, action="retention:certificates")
    context = {
        "form": form,
        "finder": finder,
        "is_sought": is_sought,
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
