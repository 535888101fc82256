"""The register of paper files of every household: out, overdue, lost, to be destroyed (S47)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.audit import log
from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.models import Hub
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.reading.paged import paged
from retention import paper_reading
from retention.paper import verdicts

SHOWN = [
    (paper_reading.OUT, "Checked out"),
    (paper_reading.OVERDUE, "Overdue"),
    (paper_reading.MINE, "That I have"),
    (paper_reading.LOST, "Lost"),
    (paper_reading.DESTROY, "Time is over"),
    (paper_reading.ALL, "All"),
]


@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """Files that are out, those that are overdue first, or whatever else is asked for."""
    user = require(request, Permission.SEE_RECORD)
    show, hub = request.GET.get("show", ""), request.GET.get("hub", "")
    words = request.GET.get("q", "").strip()[:60]
    if words:
        log.searched(user, action="retention:paper-files")
    page = page_of(request, paged(paper_reading.register(user, show, hub, words)))
    listed = list(page.object_list)
    asked = verdicts(listed, today()) if show == paper_reading.DESTROY else {}
    context = {
        "page": page,
        "rows": [(file, asked.get(file.pk)) for file in listed],
        "show": show,
        "shown": SHOWN,
        "hub": hub,
        "hubs": Hub.objects.all(),
        "words": words,
        "today": today(),
    }
    return render(request, "retention/paper_register.html", context)
