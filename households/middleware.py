"""Whoever opens a household by the reference of one that was merged into it is sent there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from households.loader import MergedInto


class FollowMerges:
    """Answers MergedInto, which the loader raises, with the address of the record that is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> Any:
        """The same page of the other household. What was sent is sent there again (307), so that
        nothing typed is lost: saved there, or shown there beside what it contradicts."""
        if not isinstance(exception, MergedInto):
            return None
        path = request.path.replace(exception.asked, exception.kept.reference, 1)
        query = request.META.get("QUERY_STRING", "")
        sent = request.method not in ("GET", "HEAD")
        return redirect(f"{path}?{query}" if query else path, preserve_request=sent)
