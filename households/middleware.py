"""Whoever opens a record by what named one that was merged into it is sent there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from familyhubs.organisations import unfinished
from households.loader import MergedInto

SENT_ON = "sent_on_to"  # in the session: the address a form about another record was sent on to
SEEN_ELSEWHERE = "-1"  # a version that no record has


class FollowMerges:
    """Answers MergedInto, which the pages raise, with the address of the record that is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A form that was sent on is of another person's page: the version it carries is of their
        own number or detail, so that it overwrites nothing here before it was shown beside it."""
        sent_on = request.method == "POST" and request.session.pop(SENT_ON, None) == request.path
        if sent_on and "version" in request.POST:
            sent: Any = request.POST.copy()
            sent["version"] = SEEN_ELSEWHERE
            request.POST = sent
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> Any:
        """The same page of the other record. What was sent is sent there again (307), so that
        nothing typed is lost: saved there, or shown there beside what it contradicts. What was
        kept of a session that ended goes there too."""
        match = request.resolver_match
        if match is None or not isinstance(exception, MergedInto):
            return None
        path = reverse(match.view_name, kwargs={**match.kwargs, exception.part: exception.kept})
        query = request.META.get("QUERY_STRING", "")
        address = f"{path}?{query}" if query else path
        sent = request.method not in ("GET", "HEAD")
        if sent and exception.is_person:
            request.session[SENT_ON] = path
        if not sent:
            changed = {"version": SEEN_ELSEWHERE} if exception.is_person else {}
            unfinished.carry(request, address, changed)
        return redirect(address, preserve_request=sent)
