"""What was shared without the family's agreement: recorded, corrected, explained, registered."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from consent import disclosed
from consent.actions import disclosures
from consent.forms.disclosures import (
    CorrectForm,
    DisclosureForm,
    ExplainLaterForm,
    RegisterFilter,
)
from consent.models import Disclosure
from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households.loader import OpenHousehold, open_household
from households.reading.paged import paged
from households.views.pages import form_page

SECTION = "sharing"
REASONS = ("occasion", "ground", "risk", "person_at_risk", "at_risk", "reasoning")
ON_WHOSE_WORD = ("authorised_by", "authority", "authority_reference")


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every disclosure, 25 a page: by occasion, recipient, hub, day, and if explained (S29)."""
    user = require(request, Permission.SEE_DISCLOSURES)
    form = RegisterFilter(request.GET)
    context = {
        "form": form,
        "page": page_of(request, paged(disclosed.register(user, form.answers()))),
    }
    return render(request, "consent/disclosure_register.html", context)


@require_safe
def of_household(request: HttpRequest, reference: str) -> HttpResponse:
    """The disclosures of one household."""
    case = open_household(request, reference, Permission.RECORD_DISCLOSURE)
    context = {"case": case, "section": SECTION, "disclosures": disclosed.disclosures(case)}
    return render(request, "consent/disclosures.html", context)


@require_safe
def disclosure(request: HttpRequest, reference: str, disclosure_id: int) -> HttpResponse:
    """One disclosure, whole."""
    case = open_household(request, reference, Permission.RECORD_DISCLOSURE)
    context = {"case": case, "section": SECTION, "disclosure": _disclosure(case, disclosure_id)}
    return render(request, "consent/disclosure.html", context)


@require_http_methods(GET_OR_POST)
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what was shared without agreement (S64)."""
    case = open_household(request, reference, Permission.RECORD_DISCLOSURE)
    form = DisclosureForm(request.POST or None, user=case.user, people=disclosed.people(case))
    if saved(
        request,
        form,
        lambda data: disclosures.record(household=case.household, by=case.user, **data),
        done="The disclosure is recorded.",
    ):
        return redirect(_list(case))
    return form_page(
        request,
        case,
        form,
        title="Record a disclosure without agreement",
        section=SECTION,
        submit="Record the disclosure",
        intro="For what has been shared although the family did not agree to it. If you can, ask "
        "the family first, and record their agreement instead.",
        back=_list(case),
    )


@require_http_methods(GET_OR_POST)
def correct(request: HttpRequest, reference: str, disclosure_id: int) -> HttpResponse:
    """Correct the reasons; never what was sent."""
    case = open_household(request, reference, Permission.RECORD_DISCLOSURE)
    found = _disclosure(case, disclosure_id)
    initial = {name: getattr(found, name) for name in ("version", *REASONS, *ON_WHOSE_WORD)}
    form = CorrectForm(
        request.POST or None, user=case.user, people=disclosed.people(case), initial=initial
    )
    if saved(
        request,
        form,
        lambda data: disclosures.correct(
            disclosure=found, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="The disclosure is corrected.",
    ):
        return redirect(_page(case, found))
    title, intro = "Correct the reasons", "What was sent, to whom and when stays as it was written."
    return _form_page(request, case, form, found, title=title, intro=intro)


@require_http_methods(GET_OR_POST)
def explain(request: HttpRequest, reference: str, disclosure_id: int) -> HttpResponse:
    """It was explained to the family; or not yet, why, and when that is looked at again (S65)."""
    case = open_household(request, reference, Permission.RECORD_DISCLOSURE)
    found = _disclosure(case, disclosure_id)
    if request.method != "POST" and found.explained_on:
        messages.info(request, disclosures.AlreadyExplained.words)
        return redirect(_page(case, found))
    form = ExplainLaterForm(request.POST or None, initial={"version": found.version})
    if saved(
        request,
        form,
        lambda data: disclosures.explain(
            disclosure=found, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="What the family was told is recorded.",
    ):
        return redirect(_page(case, found))
    return _form_page(request, case, form, found, title="Explain it to the family")


@require_http_methods(GET_OR_POST)
def stop_showing(request: HttpRequest, reference: str, disclosure_id: int) -> HttpResponse:
    """The organisation sees it here no longer. A button: asked for by its address, it is a page."""
    case = open_household(request, reference, Permission.RECORD_DISCLOSURE)
    found = _disclosure(case, disclosure_id)
    if case.user.is_partner:
        raise PermissionDenied
    if request.method == "POST" and found.is_shown:
        disclosures.stop_showing(disclosure=found, by=case.user)
        messages.success(request, f"{found.recipient} sees it here no longer.")
    return redirect(_page(case, found))


def _disclosure(case: OpenHousehold, disclosure_id: int) -> Disclosure:
    found = disclosed.disclosure(case, disclosure_id)
    if found is None:
        raise Http404
    return found


def _form_page(
    request: HttpRequest,
    case: OpenHousehold,
    form: Any,
    found: Disclosure,
    *,
    title: str,
    intro: str = "",
) -> HttpResponse:
    back = _page(case, found)
    return form_page(
        request, case, form, title=title, section=SECTION, intro=intro, submit="Save", back=back
    )


def _list(case: OpenHousehold) -> str:
    return reverse("consent:disclosures", args=[case.household.reference])


def _page(case: OpenHousehold, found: Disclosure) -> str:
    return reverse("consent:disclosure", args=[case.household.reference, found.pk])
