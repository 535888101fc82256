"""Signing in and out, and the page that says what waits."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required, login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from familyhubs.audit import log
from familyhubs.organisations.asking import user_of
from familyhubs.organisations.forms import SignInForm
from familyhubs.organisations.waiting import waiting_for


@login_not_required
@sensitive_post_parameters()
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is; go where they were going."""
    if request.user.is_authenticated:
        return redirect("organisations:start")
    form = SignInForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and form.user is not None:
        login(request, form.user)
        log.signed_in(form.user)
        return redirect(_onward(request))
    return render(request, "organisations/sign_in.html", {"form": form})


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session at once."""
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect("organisations:sign-in")


@login_not_required
def locked_out(
    request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any
) -> HttpResponseBase:
    """Too many wrong passwords: wait a quarter of an hour."""
    return render(request, "organisations/locked_out.html", status=429)


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """What waits for this person, most urgent first, each line a link."""
    return render(request, "organisations/start.html", {"waiting": waiting_for(user_of(request))})


@require_safe
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """For the container's health check: the web answers and its database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
