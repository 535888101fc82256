"""How the support was: asked by a worker, answered by a family (S21, S57)."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.organisations.asking import require
from familyhubs.organisations.rules import Permission
from familyhubs.printing.pdf import download
from familyhubs.records.refusals import Refused
from familyhubs.records.saving import GET_OR_POST, saved
from households.loader import open_household, open_typed
from households.views.pages import form_page
from referrals import surveys
from referrals.actions import surveys as asking
from referrals.actions.surveying import answering, tickets
from referrals.forms.surveys import WITH_RECORD, AnswerForm, AskForm, FromPaperForm
from referrals.models import SurveyWay

SECTION = "surveys"
NO_SUCH = (
    "No household has this reference, or it is not one that you can see. Type it as it stands on "
    "their papers, or leave it empty."
)


@require_safe
def survey_list(request: HttpRequest, reference: str) -> HttpResponse:
    """When the family was asked, how the worker saw it, and what it lets stand in its record."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    context = {"case": case, "section": SECTION, "views": surveys.of(case)}
    return render(request, "referrals/surveys.html", context)


@require_http_methods(GET_OR_POST)
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask a family by a link or on paper; what is printed comes as a PDF, once."""
    case = open_household(request, reference, Permission.ASK_SURVEY)
    back = reverse("referrals:surveys", args=[case.household.reference])
    form, made = AskForm(request.POST or None), {"link": ""}

    def act(data: dict[str, Any]) -> None:
        made["link"] = asking.ask(household=case.household, by=case.user, **data)

    if saved(request, form, act, done="It is recorded that they were asked."):
        if form.cleaned_data["way"] == SurveyWay.EMAIL:
            return redirect(back)
        return download(surveys.paper(case.household.hub, made["link"]), surveys.FILENAME)
    title = "Ask how the support was"
    return form_page(request, case, form, title=title, section=SECTION, submit="Ask", back=back)


@never_cache
@login_not_required
@require_http_methods(GET_OR_POST)
def survey(request: HttpRequest, secret: str) -> HttpResponse:
    """A family answers by its link. One that was used, changed, or is over, all look the same."""
    if not tickets.is_good(secret):
        return render(request, "referrals/survey_over.html", status=404)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        linked = form.cleaned_data["linked"] == WITH_RECORD
        said = form.cleaned_data["family_says"]
        try:
            answering.by_link(secret=secret, family_says=said, linked=linked)
        except Refused:  # whatever stands in the way, nobody learns it from a link
            return render(request, "referrals/survey_over.html", status=404)
        return redirect("referrals:survey-thanks")
    return render(request, "referrals/survey.html", {"form": form})


@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """The same for everybody."""
    return render(request, "referrals/survey_thanks.html")


@require_http_methods(GET_OR_POST)
def from_paper(request: HttpRequest) -> HttpResponse:
    """Type in what a family ticked on paper: no household is opened unless it wants to be named."""
    user = require(request, Permission.ASK_SURVEY)
    form = FromPaperForm(request.POST or None)
    household = None
    if form.is_valid() and (typed := form.cleaned_data["reference"]):
        try:
            household = open_typed(request, typed, Permission.ASK_SURVEY).household
        except Http404:
            form.add_error("reference", NO_SUCH)

    def act(data: dict[str, Any]) -> None:
        facts = {name: value for name, value in data.items() if name != "reference"}
        answering.from_paper(household=household, by=user, **facts)

    if saved(request, form, act, done="The answer is saved."):
        return redirect("referrals:survey-from-paper")
    return render(request, "referrals/survey_from_paper.html", {"form": form})
