"""A session ends: an hour after the last page, and however busy after a working day."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

STARTED = "signed_in_at"


def session_ends(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out whoever signed in longer than SESSION_ENDS_AFTER_HOURS ago."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            started = request.session.setdefault(STARTED, time.time())
            if time.time() - started > settings.SESSION_ENDS_AFTER_HOURS * 3600:
                logout(request)
        return get_response(request)

    return middleware
