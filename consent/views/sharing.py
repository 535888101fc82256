"""What a household has agreed to share: listed, previewed and recorded."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from consent import notices, preview, reading
from consent.actions import agreements, answers
from consent.forms.agreements import AgreementForm, NotAgreedForm
from consent.models import Agreement
from familyhubs.organisations.rules import Permission
from familyhubs.records.refusals import Refused
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading as households_reading
from households.loader import OpenHousehold, open_household
from households.views.pages import form_page

SECTION = "sharing"
CONFIRM, CHANGE = "confirm", "change"  # the buttons of the preview
NOT_TYPED = {CONFIRM, CHANGE, "csrfmiddlewaretoken", "written_by"}
TO_READ_OUT = (
    "Read it to the family: they do not have to agree, they can change their mind at any time, "
    "and no service is refused to them if they do."
)
NOT_AGREED = (
    "Nothing is shared, and no service is refused to them. What they agreed to before goes on "
    "until they withdraw it."
)


@require_safe
def sharing(request: HttpRequest, reference: str) -> HttpResponse:
    """Who may see what, and the agreements it stands on."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    context = {
        "case": case,
        "section": SECTION,
        "agreements": reading.agreements(case),
        "involved": households_reading.involved(case),
        "held": notices.held_in(case),
    }
    return render(request, "consent/sharing.html", context)


@require_http_methods(GET_OR_POST)
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what the family agreed to, once the worker has seen what each recipient will (S61)."""
    case = open_household(request, reference, Permission.RECORD_AGREEMENT)
    form = AgreementForm(request.POST or None, **_asked(case))
    if CONFIRM in request.POST:
        facts: dict[str, Any] = {"household": case.household, "by": case.user}
        facts["previewed"] = request.POST[CONFIRM] or "nothing"
        done = "The agreement is recorded. Those it names can see what was agreed from now on."
        if saved(request, form, lambda data: agreements.record(**facts, **data), done=done):
            return redirect(to_sharing(case))
    elif shown := _previewed(request, case, form):
        return shown
    return form_page(
        request,
        case,
        form,
        title="Record an agreement to share",
        section=SECTION,
        submit="See what they will see",
        intro=TO_READ_OUT,
        back=to_sharing(case),
    )


@require_http_methods(GET_OR_POST)
def not_agreed(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the family said no, or is not sure: nothing is shared (S60, S62)."""
    case = open_household(request, reference, Permission.RECORD_AGREEMENT)
    form = NotAgreedForm(request.POST or None, **_asked(case))
    if saved(
        request,
        form,
        lambda data: answers.record(household=case.household, by=case.user, **data),
        done="Their answer is recorded. Nothing is shared, and no service is refused to them.",
    ):
        return redirect(to_sharing(case))
    return form_page(
        request,
        case,
        form,
        title="They did not agree, or are not sure",
        section=SECTION,
        submit="Record their answer",
        intro=NOT_AGREED,
        back=to_sharing(case),
    )


def agreement_of(case: OpenHousehold, agreement_id: int) -> Agreement:
    """Raises Http404 where this user sees no such agreement of the household."""
    found = next((row for row in reading.agreements(case) if row.pk == agreement_id), None)
    if found is None:
        raise Http404
    return found


def in_force(
    request: HttpRequest, case: OpenHousehold, agreement_id: int
) -> tuple[Agreement, HttpResponse | None]:
    """An agreement that a page goes on with, or where the page leads where it holds no more."""
    agreement = agreement_of(case, agreement_id)
    if agreement.is_in_force or request.method == "POST":
        return agreement, None
    gone = "The agreement was withdrawn already, or has ended. Nothing is shared by it."
    messages.info(request, gone)
    return agreement, redirect(to_sharing(case))


def to_sharing(case: OpenHousehold) -> str:
    return reverse("consent:sharing", args=[case.household.reference])


def _asked(case: OpenHousehold) -> dict[str, Any]:
    return {"people": reading.living_here(case), "givers": reading.givers(case)}


def _previewed(
    request: HttpRequest, case: OpenHousehold, form: AgreementForm
) -> HttpResponse | None:
    """The preview of a form without mistakes; None where the form itself is shown (again)."""
    if request.method != "POST" or CHANGE in request.POST or not form.is_valid():
        return None
    try:
        shown = preview.of(case, form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        return None
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_TYPED
        for value in values
    ]
    context = {"case": case, "section": SECTION, "preview": shown, "typed": typed}
    return render(request, "consent/preview.html", context)
