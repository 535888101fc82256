"""Lists a line of the start page leads to: corrections, families to tell, statuses to confirm."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.rules import Permission
from households import reading
from households.reading.paged import paged


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Corrections passed on to this user's organisation that nobody there has noted (S18)."""
    user = require(request, Permission.CONFIRM_DETAILS)
    context = {"page": page_of(request, paged(reading.unread_corrections(user)))}
    return render(request, "households/corrections.html", context)


@require_safe
def to_tell(request: HttpRequest) -> HttpResponse:
    """What came from somebody else, and the family has not been told (S22)."""
    user = require(request, Permission.RECORD_CONTACT)
    context = {"page": page_of(request, paged(reading.families_to_tell(user)))}
    return render(request, "households/to_tell.html", context)


@require_safe
def unconfirmed(request: HttpRequest) -> HttpResponse:
    """Protection statuses that nobody has compared with children's social care's records."""
    user = require(request, Permission.CONFIRM_PROTECTION)
    context = {"page": page_of(request, paged(reading.unconfirmed(user)))}
    return render(request, "households/statuses_to_confirm.html", context)
