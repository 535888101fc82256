"""Requests for support, for the council's people who triage them (S3, S20)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from familyhubs.design.dates import spoken
from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.models import Hub
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from familyhubs.records.saving import GET_OR_POST, saved
from households.forms.people import NewHouseholdForm
from households.models import Household
from households.reading.paged import paged
from households.views.alike import ask_first, somebody_else
from referrals import triage
from referrals.actions import requests
from referrals.forms.requests import DeclineForm, KnownHouseholdForm, RequestFilter, SignpostForm
from referrals.forms.uses import FindServiceForm
from referrals.triage import OpenRequest


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """Those that wait, the longest first; how many days each has waited."""
    user = require(request, Permission.TRIAGE_REQUESTS)
    form = RequestFilter(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    page = page_of(request, paged(triage.listed(user, said), indexed=True))
    answered = said.get("show") == RequestFilter.ANSWERED
    context = {"form": form, "page": page, "answered": answered, "used": any(said.values())}
    return render(request, "referrals/requests.html", context)


@require_safe
def one(request: HttpRequest, support_request: str) -> HttpResponse:
    """What they asked for, whom it looks like, and what can be made of it."""
    case = triage.open_request(request, support_request)
    open_ = case.request.is_open
    alike = triage.alike(case.user, case.answers) if open_ else []
    homes = triage.households_of(case.user)
    household = homes.filter(pk=case.request.household_id).first()
    context = {"case": case, "alike": alike, "household": household}
    return render(request, "referrals/request.html", context)


@require_POST
def claim(request: HttpRequest, support_request: str) -> HttpResponse:
    """This worker answers it, from now on and nobody else."""
    case = triage.open_request(request, support_request)
    try:
        requests.claim(request=case.request, by=case.user)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "You have claimed this request.")
    return redirect(case.request)


@require_http_methods(GET_OR_POST)
def new_household(request: HttpRequest, support_request: str) -> HttpResponse:
    """Taken on as any household is, asked first whether it is known already."""
    case = triage.open_request(request, support_request)
    if not _may_answer(request, case):
        return redirect(case.request)
    hubs = Hub.objects.filter(is_open=True)
    form = NewHouseholdForm(request.POST or None, hubs=hubs, initial=_begins_with(case))
    asked = ask_first(request, form, case.user)
    made: list[Household] = list(asked.homes[:1])

    def act(data: dict[str, Any]) -> None:
        if made:
            requests.join(request=case.request, household=made[0], by=case.user)
            return
        names = ("hub", "support_opened_on", "support_reason", "first_person", "address")
        fields = {name: data[name] for name in names} | {"name": data["family_name"]}
        made.append(requests.take_on(request=case.request, by=case.user, **fields))
        somebody_else(made[0], asked, case.user)

    if saved(request, form, act, done="The request is with the household now."):
        return redirect(made[0])
    context = {"case": case, "form": form, "alike": asked.alike, "there": asked.there}
    return render(request, "referrals/request_new.html", context)


@require_http_methods(GET_OR_POST)
def known(request: HttpRequest, support_request: str) -> HttpResponse:
    """It is a household that is recorded already: one that looks alike, or by its reference."""
    case = triage.open_request(request, support_request)
    if not _may_answer(request, case):
        return redirect(case.request)
    homes = triage.homes_of(triage.alike(case.user, case.answers))
    form = KnownHouseholdForm(request.POST or None, homes=homes)
    found: Household | None = None
    if request.method == "POST" and form.is_valid():
        found = form.found(triage.households_of(case.user))
        if found is None:
            form.refuse()

    def act(_data: dict[str, Any]) -> None:
        assert found is not None, "The form has an error where there is none."
        requests.join(request=case.request, household=found, by=case.user)

    if saved(request, form, act, done="The request is with the household now."):
        return redirect(found or case.request)
    return _form(request, case, form, title="A household we know", submit="It is this household")


@require_http_methods(GET_OR_POST)
def signpost(request: HttpRequest, support_request: str) -> HttpResponse:
    """Services of the directory help them better."""
    case = triage.open_request(request, support_request)
    if not _may_answer(request, case):
        return redirect(case.request)
    words = request.GET.get("q", "").strip()[:100]
    form = SignpostForm(request.POST or None, listed=triage.services_for(case, words))
    if saved(
        request,
        form,
        lambda data: requests.signpost(request=case.request, by=case.user, **data),
        done="The request is answered: they are signposted.",
    ):
        return redirect("referrals:requests")
    search = FindServiceForm({"q": words} if words else None)
    context = {"case": case, "form": form, "search": search, "words": words}
    return render(request, "referrals/request_signpost.html", context)


@require_http_methods(GET_OR_POST)
def decline(request: HttpRequest, support_request: str) -> HttpResponse:
    """Nothing comes of it, and why."""
    case = triage.open_request(request, support_request)
    if not _may_answer(request, case):
        return redirect(case.request)
    form = DeclineForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: requests.decline(request=case.request, by=case.user, **data),
        done="The request is declined.",
    ):
        return redirect("referrals:requests")
    return _form(request, case, form, title="Decline the request", submit="Decline the request")


def _may_answer(request: HttpRequest, case: OpenRequest) -> bool:
    """Whether it waits still, and for this worker; what is wrong is said on its own page. What was
    typed meanwhile goes to the action, which refuses it beside the form."""
    if request.method == "POST" or (case.request.is_open and case.is_theirs):
        return True
    by = case.request.claimed_by
    words = f"{by} has claimed this request." if case.request.is_open else "It is answered already."
    messages.info(request, words)
    return False


def _begins_with(case: OpenRequest) -> dict[str, Any]:
    """What the form of a new household has in it: what the family typed, for a worker to check.

    Not the postcode, which stands with its address alone: the worker asks for both.
    """
    made_on = spoken(timezone.localdate(case.request.made_at))
    return {
        **(case.answers.of_a_person() if case.answers else {}),
        "hub": case.request.hub_id or case.user.hub_id,
        "support_opened_on": today(),
        "support_reason": f"Asked for help online on {made_on}",
    }


def _form(
    request: HttpRequest, case: OpenRequest, form: Any, *, title: str, submit: str
) -> HttpResponse:
    context = {"case": case, "form": form, "title": title, "submit": submit}
    return render(request, "referrals/request_form.html", context)
