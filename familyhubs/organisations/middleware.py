"""A session ends: an hour after the last page, and however busy after a working day."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

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
        response = get_response(request)
        if request.user.is_authenticated:
            # After signing out or a withdrawal the Back button must not show the record again.
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
