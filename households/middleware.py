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
        """The same page of the other household; its overview where something was sent."""
        if not isinstance(exception, MergedInto):
            return None
        if request.method in ("GET", "HEAD"):
            path = request.path.replace(exception.asked, exception.kept.reference, 1)
            return redirect(path)
        return redirect(exception.kept)
