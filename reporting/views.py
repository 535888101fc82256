"""How well the hubs work (S59). Everything here is counts, and shown only when suppressed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.organisations.rules import Permission


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Counts by hub, for the roles with SEE_REPORTS."""
    if not request.user.may(Permission.SEE_REPORTS):
        raise PermissionDenied
    return render(request, "reporting/overview.html")
