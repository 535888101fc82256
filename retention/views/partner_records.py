"""Records partners keep themselves: which organisations do, and the family's sheet (S36, S37)."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.audit import log
from familyhubs.organisations.models import Organisation
from familyhubs.organisations.rules import Permission
from familyhubs.printing.pdf import download
from familyhubs.records.dates import today
from familyhubs.records.saving import GET_OR_POST
from households.loader import OpenHousehold, open_household
from households.views.pages import save_or_show
from retention import partner_records, partner_sheet
from retention.actions import partner_records as actions
from retention.models import PartnerRecord
from retention.partner_forms import MistakeForm, PointerForm, PointersForm, SheetForm

SECTION = "retention"


@require_safe
def listed(request: HttpRequest, reference: str) -> HttpResponse:
    """Who keeps records of their own about this household, and who could be added."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    rows = list(partner_records.pointers(case))
    context = {
        "case": case,
        "section": SECTION,
        "pointers": rows,
        "proposals": partner_records.proposals(case),
        "endangering": partner_records.endangering(one.organisation for one in rows),
        "may_record": case.user.may(Permission.CHANGE_HOUSEHOLD),
        "printable": any(one.gone_on is None for one in rows),
    }
    return render(request, "retention/partner_records.html", context)


@require_http_methods(GET_OR_POST)
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Point to organisations that are or were involved, or to another."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    known = partner_records.pointers(case).values("organisation")
    form = PointersForm(
        request.POST or None,
        proposed=partner_records.proposals(case),
        others=Organisation.objects.partners().exclude(pk__in=known),
    )
    return save_or_show(
        request,
        case,
        form,
        partial(actions.record, household=case.household),
        done="It is recorded who keeps records of their own.",
        title="Who keeps records of their own?",
        section=SECTION,
        intro="That they do, and never what is in them. No partner sees what you record here.",
        submit="Record it",
        back=list_url(case),
    )


@require_http_methods(GET_OR_POST)
def change(request: HttpRequest, reference: str, pointer_id: int) -> HttpResponse:
    """How it is known, or that the organisation keeps none any more."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    pointer = _pointer(case, pointer_id)
    now = {name: getattr(pointer, name) for name in ("how_known", "gone_on", "version")}
    return save_or_show(
        request,
        case,
        PointerForm(request.POST or None, initial=now),
        partial(actions.correct, pointer=pointer),
        done="It is corrected.",
        title=f"The records of {pointer.organisation}",
        section=SECTION,
        back=list_url(case),
    )


@require_http_methods(GET_OR_POST)
def mistake(request: HttpRequest, reference: str, pointer_id: int) -> HttpResponse:
    """It keeps none, and never did."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    pointer = _pointer(case, pointer_id)
    return save_or_show(
        request,
        case,
        MistakeForm(request.POST or None),
        partial(actions.mark_mistake, pointer=pointer),
        done="It is marked as a mistake.",
        title=f"{pointer.organisation} was recorded by mistake",
        section=SECTION,
        submit="Mark as a mistake",
        back=list_url(case),
    )


@require_http_methods(GET_OR_POST)
def sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """The sheet for the family, of the organisations that were ticked: a PDF, once that is safe."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    rows = list(partner_records.pointers(case).filter(gone_on=None))
    endangering = partner_records.endangering(one.organisation for one in rows)
    form = SheetForm(request.POST or None, pointers=rows, endangering=endangering)
    if request.method == "POST" and form.is_valid():
        made = partner_sheet.sheet(case.household.hub, form.organisations, today())
        kept, basis = case.household.pk, case.sight.basis
        log.exported(case.user, "household", kept, action="retention:partner-sheet", basis=basis)
        return download(made, partner_sheet.FILENAME)
    context = {
        "case": case,
        "section": SECTION,
        "form": form,
        "pointers": rows,
        "dangers": partner_records.dangers(case),
    }
    return render(request, "retention/partner_sheet.html", context)


def _pointer(case: OpenHousehold, pointer_id: int) -> PartnerRecord:
    """Raises Http404 where there is none that stands."""
    found = partner_records.pointers(case).filter(pk=pointer_id).first()
    if found is None:
        raise Http404
    return found


def list_url(case: OpenHousehold) -> str:
    return reverse("retention:partner-records", args=[case.household.reference])
