"""Waiting times: how long requests and referrals have stood in each state, for the manager."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.rules import Permission
from households.reading.paged import paged
from referrals import flow, referring, undelivered
from referrals.forms.flow import HubFilter, WaitingFilter


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How many of each state and age; each figure leads to its list."""
    user = require(request, Permission.SEE_FLOW)
    form = HubFilter(request.GET)
    hub = form.said()["hub"]
    context = {
        "form": form,
        "ages": flow.AGES,
        "requests": flow.of_requests(user, hub),
        "referrals": flow.of_referrals(user, hub),
        "undelivered": undelivered.lately(user, hub),
    }
    return render(request, "referrals/flow.html", context)


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """The requests that a figure counts."""
    user = require(request, Permission.SEE_FLOW)
    form = WaitingFilter(request.GET, states=flow.REQUEST_STATES)
    rows = flow.requests(user, **form.said()).select_related("hub", "claimed_by")
    context = {"form": form, "page": page_of(request, paged(rows, indexed=True))}
    return render(request, "referrals/flow_requests.html", context)


@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """The referrals that a figure counts."""
    user = require(request, Permission.SEE_FLOW)
    form = WaitingFilter(request.GET, states=flow.REFERRAL_STATES)
    rows = flow.referrals(user, **form.said()).select_related("organisation", "service")
    page = page_of(request, paged(rows, indexed=True))
    referring.with_homes(user, page.object_list)
    context = {"form": form, "page": page}
    return render(request, "referrals/flow_referrals.html", context)
