"""The record itself: its history with who and why, and who looked at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.design.pages import page_of
from familyhubs.organisations.rules import Permission
from households import histories, looks
from households.forms.filters import LooksFilter
from households.loader import open_household


@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Every change of the household's records: who, when, why, before and after."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    entries = page_of(request, histories.of_household(case))
    context = {"case": case, "section": "history", "page": entries}
    return render(request, "households/history.html", context)


@require_safe
def who_looked(request: HttpRequest, reference: str) -> HttpResponse:
    """Who opened or changed it, when, and under which involvement."""
    case = open_household(request, reference, Permission.SEE_WHO_LOOKED)
    form = LooksFilter(request.GET)
    events = form.narrow(looks.events_of(case))
    page = page_of(request, events)
    context = {
        "case": case,
        "section": "who-looked",
        "form": form,
        "page": page,
        "events": looks.in_words(case, page.object_list),
    }
    return render(request, "households/who_looked.html", context)
