"""Lists of households, the overview, taking one on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.models import Hub
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import households
from households.forms.people import HouseholdForm, NewHouseholdForm
from households.loader import open_household
from households.models import Household
from households.reading.paged import PAGED, paged
from households.views.alike import ask_first, known_already, somebody_else
from households.views.pages import form_page


@require_safe
def household_list(request: HttpRequest) -> HttpResponse:
    """The households this user may see, newest first."""
    user = require(request, Permission.SEE_HOUSEHOLDS)
    page = page_of(request, reading.listed(user))
    return render(request, "households/list.html", {"page": page, "listed": PAGED})


@require_safe
def without_lead(request: HttpRequest) -> HttpResponse:
    """S55: support is open and nobody has accepted the lead, longest first."""
    user = require(request, Permission.OFFER_LEAD)
    hub = request.GET.get("hub", "")
    rows = reading.without_a_lead(user, hub)
    context = {"page": page_of(request, paged(rows)), "hubs": Hub.objects.all(), "hub": hub}
    return render(request, "households/without_lead.html", context)


@require_http_methods(GET_OR_POST)
def take_on(request: HttpRequest) -> HttpResponse:
    """A new household, with its first person (S7)."""
    user = require(request, Permission.TAKE_ON_HOUSEHOLD)
    initial = {"hub": user.hub_id, "support_opened_on": today()}
    hubs = Hub.objects.filter(is_open=True)
    form = NewHouseholdForm(request.POST or None, hubs=hubs, initial=initial)
    asked = ask_first(request, form, user)
    if asked.homes:
        return known_already(request, asked.homes)
    made: list[Household] = []

    def act(data: dict[str, Any]) -> None:
        names = ("hub", "support_opened_on", "support_reason", "first_person", "address")
        fields = {name: data[name] for name in names}
        made.append(households.take_on(name=data["family_name"], by=user, **fields))
        somebody_else(made[0], asked, user)

    if saved(request, form, act, done="The household is taken on."):
        return redirect(made[0])
    context = {"form": form, "alike": asked.alike, "there": asked.there}
    return render(request, "households/take_on.html", context)


@require_safe
def overview(request: HttpRequest, reference: str) -> HttpResponse:
    """Who they are, who leads, how the goals go, why you can see this."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    accepted = reading.accepted_lead(case)
    context = {
        "case": case,
        "section": "overview",
        "people": reading.people(case),
        "address": reading.address(case),
        "episode": reading.latest_episode(case),
        "lead": accepted if accepted and accepted.stands else None,
        "lapsed_lead": accepted if accepted and not accepted.stands else None,
        "offer": reading.offer(case),
        "leads_before": reading.leads_before(case),
        "goals": reading.goals(case),
        "involved": reading.involved(case),
        "from_above": [import_string(path)(case) for path in settings.HOUSEHOLD_OVERVIEW],
    }
    return render(request, "households/overview.html", context)


@require_http_methods(GET_OR_POST)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Change the family name or the hub."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    household = case.household
    initial = {"name": household.name, "hub": household.hub, "version": household.version}
    hubs = Hub.objects.filter(is_open=True) | Hub.objects.filter(pk=household.hub_id)
    form = HouseholdForm(request.POST or None, hubs=hubs, initial=initial)
    if saved(
        request,
        form,
        lambda data: households.change(
            household=household,
            seen_version=form.cleaned_data["version"],
            by=case.user,
            **data,
        ),
        done="The household's details are changed.",
    ):
        return redirect(household)
    return form_page(request, case, form, title="Change the family name or hub", section="overview")
