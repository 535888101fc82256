"""Asking for help, one question a page, by anybody (S20). Nobody signs in here.

What was answered is kept as it goes (referrals/drafts.py), so that the back button, another page
or a telephone put down for an hour lose nothing. Works without JavaScript.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from redis.exceptions import RedisError

from familyhubs.organisations.models import Organisation
from familyhubs.records.bounds import DAY, MINUTE, is_within, watch
from familyhubs.records.saving import GET_OR_POST
from referrals import drafts
from referrals.actions import requests
from referrals.asking import Asking
from referrals.drafts import Draft
from referrals.forms.asking import QUESTIONS
from referrals.reading import whom_to_ring

# The whole site's, so that nobody fills the hubs' lists, or the cache, by asking without end. Of a
# minute alone: whoever used up a day's would shut every family out until the next.
SENT_AT_MOST = (("minute", MINUTE, 20),)
BEGUN_AT_MOST = (("minute", MINUTE, 120),)
# More than a council has in a day: somebody looks whose they are, and all are taken.
SENT_ON_A_DAY = ("day", DAY, 2_000)
BEGUN_ON_A_DAY = ("day", DAY, 20_000)


def asks_the_public(view: Callable[..., HttpResponse]) -> Any:
    """A page of the form: for anybody, kept by no browser or proxy, and with a way to be heard
    where the answers cannot be kept."""

    @login_not_required
    @never_cache
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RedisError:
            return _later(request, 503)

    return page


@asks_the_public
@require_http_methods(GET_OR_POST)
def start(request: HttpRequest) -> HttpResponse:
    """The short notice, before anything is asked (S6)."""
    draft = drafts.find(request)
    if request.method == "POST":
        if draft is None or draft.reference:
            if not is_within("forms for help begun", BEGUN_AT_MOST):
                return _later(request, 429)
            watch("forms for help begun", BEGUN_ON_A_DAY)
            draft = drafts.begin()
            drafts.keep(draft)
        answer = redirect(_next(Asking(draft)))
        drafts.give(draft, answer)
        return answer
    begun = draft is not None and not draft.reference
    context = {"begun": begun, "council": Organisation.objects.council()}
    return render(request, "referrals/asking_start.html", context)


@asks_the_public
@require_http_methods(GET_OR_POST)
def question(request: HttpRequest, step: str) -> HttpResponse:
    """One question; a valid answer is kept, and the next one asked."""
    if step not in QUESTIONS:
        raise Http404
    draft = drafts.find(request)
    if draft is None or draft.reference:
        return _elsewhere(draft)
    asking = Asking(draft)
    if step not in asking.steps:
        return redirect(_next(asking))
    form = asking.form(step, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asking.answer(step, request.POST)
        drafts.keep(draft)
        return redirect(_next(Asking(draft)))
    before = asking.before(step)
    back = reverse("referrals:asking", args=[before]) if before else _url("start")
    context = {"form": form, "back": back, "place": asking.steps.index(step) + 1}
    return render(request, "referrals/asking.html", {**context, "of": len(asking.steps)})


@asks_the_public
@require_http_methods(GET_OR_POST)
def check(request: HttpRequest) -> HttpResponse:
    """Every answer, before it is sent; sent twice, it is one request."""
    draft = drafts.find(request)
    if draft is None or draft.reference:
        return _elsewhere(draft)
    asking = Asking(draft)
    if asking.unanswered():
        return redirect(_next(asking))
    context = {"rows": asking.rows(), "back": reverse("referrals:asking", args=[asking.steps[-1]])}
    if request.method != "POST":
        return render(request, "referrals/asking_check.html", context)
    if not is_within("requests for support", SENT_AT_MOST):
        busy = {**context, **whom_to_ring(), "busy": True}
        return render(request, "referrals/asking_check.html", busy, status=429)
    watch("requests for support", SENT_ON_A_DAY)
    made = requests.send(sent_as=draft.sent_as, by=None, **asking.facts())
    return _sent(request, draft, made.reference)


@asks_the_public
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The reference, for as long as the browser is open."""
    draft = drafts.find(request)
    if draft is None or not draft.reference:
        return _elsewhere(draft)
    return _reference(request, draft.reference)


@asks_the_public
@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    """Delete what was answered so far, from a computer that others use."""
    answer = redirect("referrals:ask-for-help")
    drafts.forget(request, answer)
    return answer


def _sent(request: HttpRequest, draft: Draft, reference: str) -> HttpResponse:
    """The answers stand in the request now, and are kept here no more."""
    draft.said, draft.reference = {}, reference
    try:
        drafts.keep(draft)
    except RedisError:  # it is sent: whoever asked has its reference all the same
        return _reference(request, reference)
    return redirect("referrals:asking-sent")


def _reference(request: HttpRequest, reference: str) -> HttpResponse:
    context = {
        "reference": reference,
        "council": Organisation.objects.council(),
        "emails_a_day": requests.EMAILS_A_DAY,
    }
    return render(request, "referrals/asking_sent.html", context)


def _elsewhere(draft: Draft | None) -> HttpResponse:
    """From a question of a form that is sent, or that nobody began or whose time is over."""
    return redirect(_url("sent" if draft and draft.reference else "start"))


def _next(asking: Asking) -> str:
    step = asking.unanswered()
    return reverse("referrals:asking", args=[step]) if step else _url("check")


def _url(page: str) -> str:
    return reverse(f"referrals:asking-{page}")


def _later(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "referrals/asking_later.html", whom_to_ring(), status=status)
