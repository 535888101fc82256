"""Review meetings of the team: planned, moved, recorded as held, corrected (S55)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import reviews
from households.forms.team import (
    CorrectReviewForm,
    HoldReviewForm,
    MoveReviewForm,
    PlanReviewForm,
)
from households.loader import OpenHousehold, open_household
from households.models import Review
from households.views.pages import form_page
from households.views.team import SECTION, to_team


@require_http_methods(GET_OR_POST)
def plan(request: HttpRequest, reference: str) -> HttpResponse:
    """Plan the next review, or move the one that is planned."""
    case = _open(request, reference)
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
    case = _open(request, reference)
    planned = reading.planned_review(case)
    shown = {"review": planned.pk, "version": planned.version} if planned else {"version": 0}
    form = HoldReviewForm(
        request.POST or None,
        team=reading.may_have_come(case),
        people=reading.family_of(case),
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


@require_http_methods(GET_OR_POST)
def correct(request: HttpRequest, reference: str, review_id: int) -> HttpResponse:
    """What was written of a held review is wrong: who came, the decisions, the next date."""
    case = _open(request, reference)
    review = reading.held_review(case, review_id)
    if review is None:
        raise Http404
    form = CorrectReviewForm(
        request.POST or None,
        team=reading.may_have_come(case, review),
        people=reading.family_of(case, review),
        initial=_written(case, review),
    )
    if saved(
        request,
        form,
        lambda data: _corrected(case, review, data, form.cleaned_data["version"]),
        done="The review is corrected.",
    ):
        return redirect(to_team(case))
    title = f"Correct the review held on {review.held_on:%-d %B %Y}"
    return form_page(request, case, form, title=title, section=SECTION, back=to_team(case))


def _open(request: HttpRequest, reference: str) -> OpenHousehold:
    """The council's, or a partner's where it leads. Raises what `open_household` raises."""
    case = open_household(request, reference, Permission.KEEP_REVIEWS)
    if not reading.may_keep_reviews(case):
        raise PermissionDenied
    return case


def _written(case: OpenHousehold, review: Any) -> dict[str, Any]:
    """What stands there now, as the form's fields."""
    names = ("held_on", "apologies", "decisions", "version")
    planned = reading.planned_review(case)
    stands = planned.planned_for if planned else None
    ahead = stands if stands and stands >= today() else None
    came = {
        "came": [member.pk for member in review.came],
        "family": [person.pk for person in review.family_came],
    }
    day = {"next_on": ahead, "next_seen": stands}
    return {**{name: getattr(review, name) for name in names}, **came, **day}


def _corrected(case: OpenHousehold, review: Review, data: dict[str, Any], version: int) -> None:
    names = ("held_on", "members", "family", "apologies", "decisions", "why")
    days = ("next_on", "next_seen")
    reviews.correct(
        review=review,
        seen_version=version,
        lead=reading.lead(case) if data["lead_came"] else None,
        by=case.user,
        **{name: data[name] for name in names + days},
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
