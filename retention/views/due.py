"""The due list: what comes up for disposal, and what stops it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.design.pages import page_of
from familyhubs.records.dates import today
from retention import clocks
from retention.due import assess
from retention.models import Outcome, SweepRun
from retention.views.pages import officer

AHEAD = timedelta(days=90)


@require_safe
def due_list(request: HttpRequest) -> HttpResponse:
    """S43: due within 90 days or overdue, the longest waiting first. References, no names."""
    officer(request)
    until = today() + AHEAD
    found = clocks.candidates(until).order_by("clock", "pk")
    page = page_of(request, found.values_list("pk", flat=True))
    assessed = assess(list(page.object_list), until)
    context = {
        "page": page,
        "lines": sorted(assessed.lines(), key=lambda line: (line.due_on, line.household)),
        "blocks": assessed.blocks(),
        "today": today(),
        "until": until,
        "last": SweepRun.objects.filter(outcome=Outcome.FINISHED).first(),
    }
    return render(request, "retention/due_list.html", context)
