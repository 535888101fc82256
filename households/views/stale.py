"""The queue of details that have gone stale: confirmed with a button, or corrected (S68)."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.rules import Permission
from households import reading
from households.actions import people
from households.loader import open_household
from households.reading.paged import paged


@require_safe
def stale(request: HttpRequest) -> HttpResponse:
    """Each person whose details nobody has confirmed for long, the longest first."""
    user = require(request, Permission.CONFIRM_DETAILS)
    whose = reading.whose_stale(user, request.GET.get("whose", ""))
    context = {
        "page": page_of(request, paged(reading.to_confirm(user, whose))),
        "whose": whose,
        "stale_after": settings.DETAILS_STALE_AFTER_MONTHS,
        "query": request.GET.urlencode(),
    }
    return render(request, "households/stale.html", context)


@require_POST
def confirm(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """One person's details are still right; back to where one was in the queue."""
    case = open_household(request, reference, Permission.CONFIRM_DETAILS)
    rows = reading.people(case)
    place = next((row for row in rows if row.person_id == person_id), None)
    if place is None:
        raise Http404
    if not reading.confirmable(case, place):
        raise PermissionDenied
    people.confirm(people=[place.person], household=case.household, by=case.user)
    messages.success(request, f"{place.person.full_name}'s details are confirmed today.")
    query = request.GET.urlencode()
    return redirect(reverse("households:stale") + (f"?{query}" if query else ""))
