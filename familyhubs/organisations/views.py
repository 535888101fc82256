"""Signing in and out, and the page that says what waits."""

import logging
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required, login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from familyhubs.audit import log
from familyhubs.keys import connections
from familyhubs.organisations import duty, unfinished
from familyhubs.organisations.actions.duty import accept
from familyhubs.organisations.asking import user_of
from familyhubs.organisations.forms import DutyForm, SignInForm
from familyhubs.organisations.waiting import waiting_for
from familyhubs.organisations.ways_in import ways_in
from familyhubs.records.refusals import Refused
from familyhubs.records.saving import GET_OR_POST, saved

logger = logging.getLogger(__name__)
SIGN_IN = "organisations:sign-in"


@login_not_required
@sensitive_post_parameters()
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is; go where they were going."""
    if request.user.is_authenticated:
        mine = unfinished.whose(request, _wanted(request)) == str(request.user.pk)
        return redirect(_onward(request) if mine else "organisations:start")
    form = SignInForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and form.user is not None:
        login(request, form.user)
        log.signed_in(form.user)
        return redirect(_onward(request))
    return render(request, "organisations/sign_in.html", {"form": form})


def _wanted(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next") or ""


def _onward(request: HttpRequest) -> str:
    """Where they were going, unless that is where somebody else left a form unfinished."""
    wanted = _wanted(request)
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    theirs = unfinished.whose(request, wanted) in ("", str(request.user.pk))
    return wanted if safe and theirs else resolve_url(settings.LOGIN_REDIRECT_URL)


@login_not_required
def page_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: mostly somebody who signed in again in another tab. Nothing is saved.

    Whoever wrote a form is led back to it. Where somebody else is signed in, or the browser keeps
    no cookies, the page says what to do.
    """
    path, user, writer = request.get_full_path(), request.user, unfinished.written_by(request)
    answer: HttpResponse
    if user.is_authenticated and (writer == str(user.pk) or request.path == reverse(SIGN_IN)):
        answer = redirect(path)
    elif writer and not user.is_authenticated and request.COOKIES:
        answer = redirect_to_login(path)
    else:
        answer = render(request, "403_csrf.html", {"kept": bool(writer)}, status=403)
    unfinished.keep(request, answer)
    return answer


@require_http_methods(GET_OR_POST)
def confidentiality(request: HttpRequest) -> HttpResponse:
    """A partner's people accept the duty before anything opens, and again each year (S33)."""
    user = user_of(request)
    if not user.is_partner:
        raise PermissionDenied
    form = DutyForm(request.POST or None)
    if saved(
        request, form, lambda _data: accept(by=user), done="Thank you. This counts for a year."
    ):
        return redirect(_onward(request))
    context = {"form": form, "words": duty.WORDS, "until": duty.accepted_until(user)}
    return render(request, "organisations/confidentiality.html", context)


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session at once."""
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect(SIGN_IN)


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
    user = user_of(request)
    context = {"waiting": waiting_for(user), "ways_in": ways_in(user)}
    return render(request, "organisations/start.html", context)


@require_safe
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """For the container's health check and a load balancer: the web answers, its database and the
    keys' do, and what the floors above ask for holds. Why not is for the log alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    connections.ask(lambda keys: keys.execute("SELECT 1"))
    try:
        for path in settings.READINESS:
            import_string(path)()
    except Refused as why:
        logger.warning("Not ready: %s", why)
        return HttpResponse("not ready", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")
