"""A session ends: an hour after the last page, and however busy after a working day.

What was being written then is kept for whoever wrote it (docs/adr/0010). And a partner's people
accept the duty of confidentiality before a page opens (S33).
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.cache import patch_cache_control

from familyhubs.organisations import duty, unfinished
from familyhubs.organisations.asking import user_of

STARTED = "signed_in_at"
DUTY, START = "organisations:duty", "organisations:start"


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


class SignInFirst(LoginRequiredMiddleware):
    """Sends a visitor to sign in; keeps the form that was sent where a session had ended."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """To the sign-in page, and from there back to the page that was asked for.

        A button without a form has no page to go back to: from there it is the start page.
        """
        if request.method == "POST" and not unfinished.written_by(request):
            return redirect_to_login(resolve_url(settings.LOGIN_REDIRECT_URL))
        response = super().handle_no_permission(request, view_func)
        if request.method == "POST":
            unfinished.keep(request, response)
        return response


class DutyFirst:
    """Sends a partner's user who owes the duty of confidentiality to accept it, then onward."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseRedirect | None:
        """None where the page may open: it is public, or nothing is owed."""
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        accepting = request.path == reverse(DUTY)
        if accepting or not duty.owes(request, user_of(request)):
            return None
        onward = request.get_full_path() if request.method == "GET" else reverse(START)
        return redirect_to_login(onward, reverse(DUTY))


def unfinished_returns(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give a page what its user did not get to save there, once; nothing is saved by it.

    Views make their forms from `request.POST or None`, so a GET that brings it fills them all.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        if request.method == "POST":
            unfinished.forget(request)  # what is sent now is the newer
            return get_response(request)
        typed = unfinished.to_show(request) if request.method == "GET" else None
        if typed is None:
            return get_response(request)
        request.POST = typed  # type: ignore[assignment]
        response = get_response(request)
        if typed.shown and response.status_code == 200:
            unfinished.forget(request)
        return response

    return middleware
