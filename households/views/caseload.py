"""The caseload: a worker's own families, and the reviews of a hub or of an organisation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.models import Hub
from familyhubs.organisations.rules import Permission
from households import reading
from households.reading.paged import paged

SHOWN = [
    ("", "All my families"),
    ("reviews", "Review overdue"),
    ("unplanned", "No review planned"),
    ("steps", "Step overdue"),
    ("stale", "Details to confirm"),
]
SORTED = [
    ("", "Most urgent first"),
    ("contact", "Longest without contact first"),
    ("name", "By name"),
]
REVIEWS = [("", "Overdue"), ("none", "None planned"), ("ahead", "Ahead")]


@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """The families this user leads or is in the team of, with what is next for each."""
    user = require(request, Permission.RECORD_CONTACT)
    show, sort = request.GET.get("show", ""), request.GET.get("sort", "")
    page = page_of(request, reading.caseload(user, show, sort))
    context = {
        "page": page,
        "families": [(family, reading.whats_next(family)) for family in page.object_list],
        "show": show,
        "sort": sort,
        "shown": SHOWN,
        "sorted": SORTED,
        "oversees": reading.oversees(user),
    }
    return render(request, "households/caseload.html", context)


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Reviews that are overdue, ahead, or not planned, of every household this user may see."""
    user = require(request, Permission.RECORD_CONTACT)
    show, hub = request.GET.get("show", ""), request.GET.get("hub", "")
    context: dict[str, Any] = {
        "page": page_of(request, paged(reading.reviews_due(user, show, hub))),
        "show": show,
        "shown": REVIEWS,
        "hub": hub,
        "hubs": [] if user.is_partner else Hub.objects.all(),
    }
    return render(request, "households/reviews_due.html", context)
