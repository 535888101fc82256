"""Review meetings of the team: planned, moved, recorded as held (S55)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import reviews
from households.forms.team import HoldReviewForm, MoveReviewForm, PlanReviewForm
from households.loader import OpenHousehold, open_household
from households.models import Person, Review
from households.views.pages import form_page
from households.views.team import SECTION, to_team


@require_http_methods(GET_OR_POST)
def plan(request: HttpRequest, reference: str) -> HttpResponse:
    """Plan the next review, or move the one that is planned."""
    case = open_household(request, reference, Permission.KEEP_TEAM)
    planned = reading.planned_review(case)
    if planned is not None and (request.method != "POST" or "version" in request.POST):
        return _move(request, case, planned)
    form = PlanReviewForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: reviews.plan(household=case.household, by=case.user, on=data["on"]),
        done="The review is planned.",
    ):
        return redirect(to_team(case))
    title = "Plan a review meeting"
    return form_page(request, case, form, title=title, section=SECTION, back=to_team(case))


def _move(request: HttpRequest, case: OpenHousehold, planned: Review) -> HttpResponse:
    initial = {"on": planned.planned_for, "version": planned.version}
    form = MoveReviewForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        lambda data: reviews.move(
            review=planned, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="The review is moved to the other day.",
    ):
        return redirect(to_team(case))
    title = "Change the date of the review"
    return form_page(request, case, form, title=title, section=SECTION, back=to_team(case))


@require_http_methods(GET_OR_POST)
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a review as held: who came, what was decided, when the next one is."""
    case = open_household(request, reference, Permission.KEEP_TEAM)
    planned = reading.planned_review(case)
    shown = {"review": planned.pk, "version": planned.version} if planned else {"version": 0}
    form = HoldReviewForm(
        request.POST or None,
        team=reading.team(case) + reading.lately_left(case),
        people=Person.objects.visible_to(case.user).living_in(case.household),
        initial=shown,
    )
    if saved(
        request,
        form,
        lambda data: _held(case, planned, data, form.cleaned_data["version"]),
        done="The review is recorded.",
    ):
        return redirect(to_team(case))
    intro = f"The one planned for {planned.planned_for:%-d %B %Y}." if planned else ""
    title = "Record a review meeting"
    return form_page(
        request, case, form, title=title, section=SECTION, intro=intro, back=to_team(case)
    )


def _held(case: OpenHousehold, planned: Review | None, data: dict[str, Any], version: int) -> None:
    """Raises AlreadyHeld where another review is planned now than the page showed."""
    if data["review"] != (planned.pk if planned else None):
        raise reviews.AlreadyHeld
    names = ("held_on", "members", "family", "apologies", "decisions", "next_on")
    reviews.hold(
        household=case.household,
        review=planned,
        seen_version=version,
        lead=reading.lead(case) if data["lead_came"] else None,
        by=case.user,
        **{name: data[name] for name in names},
    )
