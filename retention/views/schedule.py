"""How long we keep what: for anybody, on a page and on paper (S42)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.organisations.models import Organisation
from familyhubs.organisations.rules import Permission
from familyhubs.printing.pdf import download
from familyhubs.records.dates import today
from retention import plain, requests, schedule_paper
from retention.schedule import Schedule, schedule_on


@login_not_required
@require_safe
def public_schedule(request: HttpRequest) -> HttpResponse:
    """The schedule in force, in plain words."""
    return _page(request, schedule_on(today()))


@login_not_required
@require_safe
def version(request: HttpRequest, version: str) -> HttpResponse:
    """A version by its name: what was promised then."""
    return _page(request, _begun(version))


@login_not_required
@require_safe
def paper(request: HttpRequest, version: str) -> HttpResponse:
    """The same as a PDF."""
    schedule = _begun(version)
    made = schedule_paper.paper(schedule, today(), Organisation.objects.council())
    if request.method == "GET":
        requests.note(schedule, requests.PAPER)
    return download(made, f"how-long-we-keep-it-{schedule.version}.pdf")


def _page(request: HttpRequest, schedule: Schedule) -> HttpResponse:
    if request.method == "GET":
        requests.note(schedule, requests.PAGE)
    versions = plain.begun(today())
    may = getattr(request.user, "may", lambda _permission: False)
    context = {
        "schedule": schedule,
        "in_force": schedule == schedule_on(today()),
        "kinds": plain.kinds(schedule),
        "delays": plain.delays(),
        "at_the_end": plain.AT_THE_END,
        "others": [one for one in versions if one != schedule],
        "council": Organisation.objects.council(),
        "may_record": may(Permission.RECORD_SCHEDULE_REQUESTS),
        "may_count": may(Permission.KEEP_EVIDENCE),
    }
    return render(request, "retention/public_schedule.html", context)


def _begun(name: str) -> Schedule:
    found = plain.version(name, today())
    if found is None:
        raise Http404
    return found
