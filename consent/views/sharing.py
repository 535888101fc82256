"""What a household has agreed to share: listed, recorded, withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from consent import reading
from consent.actions import agreements
from consent.forms import AgreementForm, WithdrawForm
from consent.models import Agreement
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading as households_reading
from households.loader import OpenHousehold, open_household
from households.models import Person
from households.views.pages import form_page

SECTION = "sharing"


@require_safe
def sharing(request: HttpRequest, reference: str) -> HttpResponse:
    """Who may see what, and the agreements it stands on."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    context = {
        "case": case,
        "section": SECTION,
        "agreements": reading.agreements(case),
        "involved": households_reading.involved(case),
    }
    return render(request, "consent/sharing.html", context)


@require_http_methods(GET_OR_POST)
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what the family agreed to."""
    case = open_household(request, reference, Permission.RECORD_AGREEMENT)
    form = AgreementForm(request.POST or None, people=_people(case))
    if saved(
        request,
        form,
        lambda data: agreements.record(household=case.household, by=case.user, **data),
        done="The agreement is recorded. Those it names can see what was agreed from now on.",
    ):
        return redirect(_sharing(case))
    return form_page(
        request,
        case,
        form,
        title="Record an agreement to share",
        section=SECTION,
        submit="Record the agreement",
        intro="Read it to the family: they do not have to agree, they can change their mind at "
        "any time, and no service is refused to them if they do.",
        back=_sharing(case),
    )


@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, reference: str, agreement_id: int) -> HttpResponse:
    """Withdraw for one recipient or for all; sharing stops at once (S50)."""
    case = open_household(request, reference, Permission.RECORD_AGREEMENT)
    agreement = _agreement(case, agreement_id)
    if request.method != "POST" and not agreement.is_in_force:
        messages.info(request, agreements.AlreadyWithdrawn.words)
        return redirect(_sharing(case))
    asking = [agreement.given_by_id, *_people(case).values_list("pk", flat=True)]
    people = Person.objects.visible_to(case.user).filter(pk__in=asking)
    form = WithdrawForm(request.POST or None, agreement=agreement, people=people)
    if saved(
        request,
        form,
        lambda data: agreements.withdraw(agreement=agreement, by=case.user, **data),
        done="The agreement is withdrawn. Sharing has stopped.",
    ):
        return redirect(_sharing(case))
    return form_page(
        request,
        case,
        form,
        title="Withdraw the agreement",
        section=SECTION,
        submit="Stop sharing now",
        intro="Sharing stops the moment you save this.",
        back=_sharing(case),
    )


def _people(case: OpenHousehold) -> Any:
    return Person.objects.visible_to(case.user).living_in(case.household)


def _agreement(case: OpenHousehold, agreement_id: int) -> Agreement:
    found = next((row for row in reading.agreements(case) if row.pk == agreement_id), None)
    if found is None:
        raise Http404
    return found


def _sharing(case: OpenHousehold) -> str:
    return reverse("consent:sharing", args=[case.household.reference])
