"""One box that finds people and households."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.audit import log
from familyhubs.organisations.asking import require
from familyhubs.organisations.rules import Permission
from households.reading.search import Found, search as found_by
from households.search_terms import LONGEST


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """By name, date of birth, postcode, telephone, reference or identifier; one access event."""
    user = require(request, Permission.SEE_HOUSEHOLDS)
    query = request.GET.get("q", "").strip()
    found = Found([])
    if query:
        found = found_by(user, query)
        log.searched(user, action="households:search")
    return render(
        request,
        "households/search.html",
        {"query": query[:LONGEST], "found": found, "asked": bool(query)},
    )
