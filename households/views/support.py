"""Support opened and closed; the lead offered, answered, handed over."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import episodes, leads, locks
from households.forms.support import (
    AnswerLeadForm,
    CloseSupportForm,
    EndLeadForm,
    OfferLeadForm,
    OpenSupportForm,
    ReasonForm,
)
from households.loader import OpenHousehold, open_household
from households.models import LeadAssignment
from households.views.pages import form_page


@require_http_methods(GET_OR_POST)
def open_support(request: HttpRequest, reference: str) -> HttpResponse:
    """Open support again: the retention clock stops (reading 2)."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    form = OpenSupportForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: episodes.open_support(household=case.household, by=case.user, **data),
        done="Support is open.",
    ):
        return redirect(case.household)
    return form_page(request, case, form, title="Open support", section="overview")


@require_http_methods(GET_OR_POST)
def close_support(request: HttpRequest, reference: str) -> HttpResponse:
    """Close support: the retention clock starts."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    ever = reading.episodes(case)
    episode = ever.filter(closed_on__isnull=True).first()
    if episode is None and request.method != "POST":
        messages.info(request, "Support is not open.")
        return redirect(case.household)
    initial = {"episode": episode, "version": episode.version} if episode else {}
    form = CloseSupportForm(request.POST or None, episodes=ever, initial=initial)
    if saved(
        request,
        form,
        lambda data: episodes.close_support(
            seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="Support is closed.",
    ):
        return redirect(case.household)
    intro = "The clock for keeping the record starts on this day. Opening support again stops it."
    return form_page(request, case, form, title="Close support", section="overview", intro=intro)


@require_http_methods(GET_OR_POST)
def offer_lead(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask an organisation to lead; the present lead stays until it says yes (S55)."""
    case = open_household(request, reference, Permission.OFFER_LEAD)
    form = OfferLeadForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: leads.offer(household=case.household, by=case.user, **data),
        done="The organisation is asked to lead. You will see its answer on this page.",
    ):
        return redirect(case.household)
    now = reading.lead(case)
    title = "Hand over the lead" if now else "Ask an organisation to lead"
    intro = f"{now.organisation} leads until the answer is yes." if now else ""
    return form_page(
        request, case, form, title=title, section="overview", submit="Ask them", intro=intro
    )


@require_http_methods(GET_OR_POST)
def answer_lead(request: HttpRequest, reference: str, assignment_id: int) -> HttpResponse:
    """Accept with a lead practitioner, or decline with a reason; only who was asked answers."""
    case = open_household(request, reference, Permission.ANSWER_LEAD)
    offer = _offer(case, assignment_id)
    if offer.organisation_id != case.user.organisation_id:
        raise Http404
    form = AnswerLeadForm(
        request.POST or None,
        organisation=offer.organisation,
        initial={"practitioner": offer.practitioner or case.user},
    )

    def act(data: dict[str, Any]) -> None:
        if data["answer"] == AnswerLeadForm.ACCEPT:
            leads.accept(assignment=offer, practitioner=data["practitioner"], by=case.user)
        else:
            leads.decline(assignment=offer, reason=data["reason"], by=case.user)

    if saved(request, form, act, done="Your answer is sent to the hub."):
        return redirect(case.household)
    title = f"Will {offer.organisation} lead?"
    return form_page(
        request, case, form, title=title, section="overview", submit="Send", intro=offer.reason
    )


@require_http_methods(GET_OR_POST)
def withdraw_offer(request: HttpRequest, reference: str, assignment_id: int) -> HttpResponse:
    """Take back an offer that has not been answered."""
    case = open_household(request, reference, Permission.OFFER_LEAD)
    offer = _offer(case, assignment_id)
    form = ReasonForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: leads.withdraw_offer(assignment=offer, by=case.user, **data),
        done="The offer is taken back.",
    ):
        return redirect(case.household)
    title = f"Take back the offer to {offer.organisation}"
    return form_page(request, case, form, title=title, section="overview", submit="Take it back")


@require_http_methods(GET_OR_POST)
def end_lead(request: HttpRequest, reference: str) -> HttpResponse:
    """End the present lead without another: the household stands among those without one."""
    case = open_household(request, reference, Permission.OFFER_LEAD)
    now = reading.lead(case)
    if now is None and request.method != "POST":
        messages.info(request, "Nobody leads now.")
        return redirect(case.household)
    form = EndLeadForm(
        request.POST or None, leads=reading.leads(case), initial={"lead": now and now.pk}
    )

    def act(data: dict[str, Any]) -> None:
        lead = data["lead"]
        locks.still_leads(lead)
        leads.end_for(
            household=case.household, organisation=lead.organisation, why=data["why"], by=case.user
        )

    if saved(request, form, act, done="The lead is ended."):
        return redirect(case.household)
    asked = form.cleaned_data.get("lead") if form.is_bound else now
    title = f"End {asked.organisation}'s lead" if asked else "End the lead"
    return form_page(request, case, form, title=title, section="overview", submit="End the lead")


def _offer(case: OpenHousehold, assignment_id: int) -> LeadAssignment:
    found = reading.leads(case).filter(pk=assignment_id).first()
    if found is None:
        raise Http404
    return found
