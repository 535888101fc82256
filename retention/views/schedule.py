"""How long we keep what: for anybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.records.dates import today
from retention.schedule import CLASS_WORDS, schedule_on


@login_not_required
@require_safe
def public_schedule(request: HttpRequest) -> HttpResponse:
    """S42: the schedule in force, in plain words."""
    schedule = schedule_on(today())
    rules = [(CLASS_WORDS[rule.record_class], rule) for rule in schedule.rules]
    return render(request, "retention/public_schedule.html", {"schedule": schedule, "rules": rules})
