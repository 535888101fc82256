"""A paper file goes out and comes back; its label (S47)."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.audit import log
from familyhubs.organisations.rules import Permission
from familyhubs.printing.pdf import document
from familyhubs.records.saving import GET_OR_POST
from households.loader import open_household
from households.views.pages import save_or_show
from retention import paper_printing, paper_reading
from retention.actions import paper_loans
from retention.paper_forms import CheckInForm, CheckOutForm, PutOffForm
from retention.views.paper import SECTION, file_of, file_url, now

NOT_OUT = "This file is not checked out."


@require_http_methods(GET_OR_POST)
def check_out(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """Somebody takes a file."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown = file_of(case, file_id)
    return save_or_show(
        request,
        case,
        CheckOutForm(request.POST or None, user=case.user),
        partial(paper_loans.check_out, file=shown),
        done="The file is checked out.",
        title=f"Check out {shown.number}",
        section=SECTION,
        submit="Check out",
        back=file_url(case, file_id),
    )


@require_http_methods(GET_OR_POST)
def put_off(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """They keep it longer."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown, back = file_of(case, file_id), file_url(case, file_id)
    loan = paper_reading.open_loan(case, shown)
    if loan is None:
        messages.info(request, NOT_OUT)
        return redirect(back)
    return save_or_show(
        request,
        case,
        PutOffForm(request.POST or None, initial={"version": loan.version}),
        partial(paper_loans.put_off, loan=loan),
        done="It is recorded when the file is due back.",
        title=f"{shown.number} is kept longer",
        section=SECTION,
        intro=f"It is due back on {loan.due_on:%-d %B %Y}.",
        back=back,
    )


@require_http_methods(GET_OR_POST)
def check_in(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """It is back."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown, back = file_of(case, file_id), file_url(case, file_id)
    loan = paper_reading.open_loan(case, shown)
    if loan is None:
        messages.info(request, NOT_OUT)
        return redirect(back)
    initial = {**now(shown, "hub_id", "place"), "version": loan.version}
    return save_or_show(
        request,
        case,
        CheckInForm(request.POST or None, initial=initial),
        partial(paper_loans.check_in, loan=loan),
        done="The file is checked in.",
        title=f"Check in {shown.number}",
        section=SECTION,
        submit="Check in",
        back=back,
    )


@require_safe
def label(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """A label for the cover: the reference and the number, and nobody's name."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    shown = file_of(case, file_id)
    title = f"Paper file {shown.number}"
    made = document("print/paper_label.typ", paper_printing.label(case, shown), title=title)
    page, basis = "retention:paper-label", case.sight.basis
    log.exported(case.user, "household", case.household.pk, action=page, basis=basis)
    name = content_disposition_header(as_attachment=True, filename=f"label-{shown.number}.pdf")
    headers = {"Content-Disposition": name or "attachment", "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
