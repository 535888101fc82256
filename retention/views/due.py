"""The due list: what comes up for disposal, what stops it, and what it still waits for."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.audit import log
from familyhubs.design.navigation import NavigationItem
from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.saving import GET_OR_POST, saved
from familyhubs.records.spreadsheets import as_csv, csv_file
from households.reading.paged import PAGED, paged
from retention import download, reading
from retention.actions import holds
from retention.due_forms import DueFilter, HoldLinesForm
from retention.models import DueLine
from retention.models.due_line import DueLineQuerySet
from retention.reading import EVERYTHING, Next
from retention.tasks import last_run
from retention.views.pages import officer

MOST_AT_ONCE = 100


@require_safe
def due_list(request: HttpRequest) -> HttpResponse:
    """S43: what comes up within 90 days, by what happens next. References, no names."""
    user = require(request, Permission.APPROVE_DISPOSAL)
    form = DueFilter(request.GET, reasons=reading.reasons(user))
    answers, of = form.answers(), form.group
    counts = reading.counts(user, answers)
    page = page_of(request, paged(reading.lines(user, answers, of)))
    context = {
        "form": form,
        "groups": _groups(request.GET, counts, of),
        "total": counts[EVERYTHING],
        "page": page,
        "months": reading.by_month(page.object_list, today()),
        "listed": PAGED,
        "today": today(),
        "last": last_run(timezone.now()),
        "may_hold": user.may(Permission.KEEP_EVIDENCE),
        "query": _without(request.GET, "page").urlencode(),
    }
    return render(request, "retention/due_list.html", context)


@require_safe
def due_file(request: HttpRequest) -> HttpResponse:
    """The same list, all of it that answers to the filters, for a spreadsheet."""
    user = officer(request)
    form = DueFilter(request.GET, reasons=reading.reasons(user))
    rows = reading.lines(user, form.answers(), form.group)
    text = as_csv(download.HEADINGS, download.lines(rows))
    log.exported(user, "due-list", "", action="retention:due-file", basis=user.get_role_display())
    return csv_file(text, f"due-list-{today().isoformat()}.csv")


@require_http_methods(GET_OR_POST)
def hold_lines(request: HttpRequest) -> HttpResponse:
    """Place a hold on each household whose lines were ticked, with one form."""
    user = officer(request)
    ticked = (request.POST if request.method == "POST" else request.GET).getlist("line")
    chosen = _chosen(DueLine.objects.visible_to(user).standing(), ticked)
    if not chosen:
        messages.error(request, "Tick the lines you want to place a hold on.")
        return redirect("retention:due-list")
    households = list({line.household_id: line.household for line in chosen}.values())
    form = HoldLinesForm(request.POST or None, lines=chosen)
    if saved(
        request,
        form,
        lambda data: holds.place_on_each(households=households, by=user, **_but_the_lines(data)),
        done="The holds are placed. Nothing of these records is disposed of while they stand.",
    ):
        return redirect("retention:due-list")
    context = {"form": form, "chosen": chosen, "households": households}
    return render(request, "retention/hold_lines.html", context)


def _chosen(rows: DueLineQuerySet, ticked: list[str]) -> list[DueLine]:
    """The lines that were ticked; what is no number is none."""
    numbers = [int(one) for one in ticked[:MOST_AT_ONCE] if one.isdecimal() and len(one) < 19]
    return list(rows.filter(pk__in=numbers).select_related("household__hub"))


def _but_the_lines(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "line"}


def _groups(query: QueryDict, counts: dict[str, str], now: str) -> list[NavigationItem]:
    """A link to each group, with how many are in it under the same filters."""
    found = []
    for of, words in [*Next.choices, (EVERYTHING, "Everything")]:
        there = _without(query, "page", "next")
        there["next"] = of
        address = f"{reverse('retention:due-list')}?{there.urlencode()}"
        found.append(NavigationItem(f"{words} ({counts[of]})", address, of == now))
    return found


def _without(query: QueryDict, *names: str) -> QueryDict:
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return kept
