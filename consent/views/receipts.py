"""Receipts for the family: the page, the paper, and the public page that checks a code."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consent import receipts
from consent.forms.withdrawals import ReceiptCodeForm
from consent.views.sharing import SECTION
from familyhubs.audit import log
from familyhubs.design.templatetags.design import moment
from familyhubs.organisations.rules import Permission
from familyhubs.printing.pdf import document, download
from familyhubs.records.saving import GET_OR_POST
from households.loader import open_household


@require_safe
def receipt(request: HttpRequest, reference: str, receipt_id: int) -> HttpResponse:
    """A receipt, for the worker to read out or print."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    found = receipts.of(case, receipt_id)
    context = {"case": case, "section": SECTION, "receipt": found, "receipt_id": receipt_id}
    return render(request, "consent/receipt.html", {**context, "check_at": _check_at(request)})


@require_safe
def paper(request: HttpRequest, reference: str, receipt_id: int) -> HttpResponse:
    """The receipt as a PDF; that it was taken is in the access log."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    found = receipts.of(case, receipt_id)
    data: dict[str, Any] = {
        "printed_by": case.user.name,
        "foot": f"{case.household.reference}, printed {moment(timezone.now())}",
        "facts": [(row.label, str(row.value)) for row in found.facts],
        "words": found.words,
        "note": found.note,
        "code": found.code,
        "check_at": _check_at(request),
    }
    made = document("print/receipt.typ", data, title=found.title)
    kept = case.household
    log.exported(
        case.user, "household", kept.pk, action="consent:receipt-paper", basis=case.sight.basis
    )
    return download(made, f"receipt-{found.code}.pdf")


@login_not_required
@require_http_methods(GET_OR_POST)
def check(request: HttpRequest) -> HttpResponse:
    """Anybody who has a receipt: is it genuine, of which day, and does it still hold?"""
    form = ReceiptCodeForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        context |= {"asked": True, "found": receipts.checked(form.cleaned_data["code"])}
    return render(request, "consent/check_receipt.html", context)


def _check_at(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("consent:check-receipt"))
