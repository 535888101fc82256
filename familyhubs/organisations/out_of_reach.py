"""When the keys database does not answer: a page that says so, and what was typed is kept."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from familyhubs.keys.connections import VaultClosed
from familyhubs.organisations import unfinished

logger = logging.getLogger(__name__)
TRY_AGAIN_AFTER = "120"  # seconds


class KeysOutOfReach:
    """Answers VaultClosed with a 503 page. A form that was sent is shown again as it was typed,
    as after a session that ended (docs/adr/0010)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> Any:
        """The page, and an error in the log; None for any other exception."""
        if not isinstance(exception, VaultClosed):
            return None
        logger.error("%s", exception, exc_info=exception)
        sent = request.method == "POST"
        context = {"sent": sent, "path": request.get_full_path()}
        answer = render(request, "503.html", context, status=503)
        answer["Retry-After"] = TRY_AGAIN_AFTER
        if sent:
            unfinished.keep(request, answer)
        return answer
