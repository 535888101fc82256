"""Emergency access: asked for, ended, registered, reviewed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent import emergencies
from consent.actions import emergency
from consent.forms.emergency import EmergencyForm, ReviewForm
from familyhubs.audit import log
from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import denials
from households.models import Household
from households.reading.paged import paged

DONE = "You can see this household now. The hub's manager and the data protection officer know."


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(GET_OR_POST)
def ask(request: HttpRequest) -> HttpResponse:
    """Open one household for an hour: its reference, why, who is at risk, the password again."""
    user = require(request, Permission.OPEN_IN_EMERGENCY)
    if request.method == "POST":
        log.searched(user, action="emergency.ask")  # whatever comes of it
    form = EmergencyForm(request.POST or None, request=request)
    opened: list[Household] = []
    if saved(
        request,
        form,
        lambda data: opened.append(emergency.open_for_an_hour(by=user, **data)),
        done=DONE,
    ):
        return redirect(opened[0])
    if request.method == "POST":
        denials.of_typed(user, request.POST.get("reference", ""), action="emergency.ask")
    context = {"form": form, "running": emergencies.running(user)}
    return render(request, "consent/emergency.html", context)


@require_POST
def end(request: HttpRequest, access_id: int) -> HttpResponse:
    """Whoever opened it needs it no longer."""
    user = require(request, Permission.OPEN_IN_EMERGENCY)
    mine = next((row for row in emergencies.running(user) if row.source_id == access_id), None)
    if mine is not None:
        emergency.end(household=mine.household, by=user)
    return redirect("consent:emergency")


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every emergency access; those to review stand first."""
    user = require(request, Permission.REVIEW_EMERGENCIES)
    context = {"page": page_of(request, paged(emergencies.register(user)))}
    return render(request, "consent/emergencies.html", context)


@require_http_methods(GET_OR_POST)
def review(request: HttpRequest, access_id: int) -> HttpResponse:
    """One of them, and its review."""
    user = require(request, Permission.REVIEW_EMERGENCIES)
    access = emergencies.register(user).filter(pk=access_id).first()
    if access is None:
        raise Http404
    log.opened(user, "household", access.household_id, action="emergency.review", basis="council")
    form = ReviewForm(request.POST or None, initial={"version": access.version})
    if saved(
        request,
        form,
        lambda data: emergency.review(
            access=access, seen_version=form.cleaned_data["version"], by=user, **data
        ),
        done="The review is recorded.",
    ):
        return redirect("consent:emergencies")
    may_review = access.reviewed_at is None and emergency.may_review(access, user)
    context = {"access": access, "form": form, "may_review": may_review}
    return render(request, "consent/emergency_review.html", context)
