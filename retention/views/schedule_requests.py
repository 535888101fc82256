"""Requests for the schedule (S42): recorded by whoever was asked, counted for the officer."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from familyhubs.records.saving import GET_OR_POST, saved
from retention import requests
from retention.actions import schedule_requests
from retention.forms import ScheduleRequestForm
from retention.models import ScheduleRequest
from retention.views.pages import officer

SHOWN_DAYS = 730
OWN_SHOWN = 10


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """How many asked, by month and way, over two years; and each that a worker recorded."""
    officer(request)
    rows = ScheduleRequest.objects.select_related("schedule", "recorded_by", "mistake_by")
    since = (today() - timedelta(days=SHOWN_DAYS)).replace(day=1)
    context = {
        "months": requests.by_month(since),
        "ways": [words for _way, words in requests.WAYS],
        "page": page_of(request, rows),
        "since": since,
    }
    return render(request, "retention/schedule_requests.html", context)


@require_http_methods(GET_OR_POST)
def record(request: HttpRequest) -> HttpResponse:
    """Somebody asked in person, by telephone, by letter or email, and was given it."""
    user = require(request, Permission.RECORD_SCHEDULE_REQUESTS)
    form = ScheduleRequestForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: schedule_requests.record(by=user, **data),
        done="The request is recorded.",
    ):
        return redirect("retention:schedule-request-record")
    own = ScheduleRequest.objects.filter(recorded_by=user).select_related("schedule")
    context = {"form": form, "own": own[:OWN_SHOWN]}
    return render(request, "retention/schedule_request.html", context)


@require_POST
def mistake(request: HttpRequest, request_id: int) -> HttpResponse:
    """It was recorded by mistake: one's own, or for the officer any."""
    user = require(request, Permission.RECORD_SCHEDULE_REQUESTS)
    try:
        schedule_requests.mark_mistake(request_id=request_id, by=user)
    except ScheduleRequest.DoesNotExist as error:
        raise Http404 from error
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "It is marked as a mistake, and no longer counted.")
    officers = user.may(Permission.KEEP_EVIDENCE)
    return redirect(f"retention:schedule-request{'s' if officers else '-record'}")
