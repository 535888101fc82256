"""Goals: set, scored, changed, closed, and drawn as a chart (S56)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import charts, reading
from households.actions import goals
from households.forms.goals import ChangeGoalForm, CloseGoalForm, GoalForm, ScoreForm
from households.loader import OpenHousehold, open_household
from households.models import Goal
from households.views.pages import form_page

SECTION = "goals"


@require_safe
def goal_list(request: HttpRequest, reference: str) -> HttpResponse:
    """All goals of the household, the open ones first, and all of them in one picture."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    found = reading.goals(case)
    context = {
        "case": case,
        "section": SECTION,
        "goals": found,
        "picture": charts.of_household(found, list(reading.scores_of_all(case))),
        "attainment": charts.of_attainment(reading.ratings(case)),
    }
    return render(request, "households/goals.html", context)


@require_http_methods(GET_OR_POST)
def set_goal(request: HttpRequest, reference: str) -> HttpResponse:
    """A goal in the family's words."""
    case = open_goals(request, reference, Permission.CHANGE_GOALS)
    form = GoalForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: goals.set_goal(household=case.household, by=case.user, **data),
        done="The goal is recorded.",
    ):
        return redirect("households:goals", reference)
    return form_page(request, case, form, title="Add a goal", section=SECTION, back=_goals(case))


@require_safe
def goal(request: HttpRequest, reference: str, goal_id: int) -> HttpResponse:
    """One goal: its chart with the same figures as a table, its steps, its scale."""
    case = open_goals(request, reference, Permission.SEE_HOUSEHOLDS)
    found = find_goal(case, goal_id)
    scores = list(reading.scores(found, case.user))
    known = reading.scale(found, case.user)
    context = {
        "case": case,
        "section": SECTION,
        "goal": found,
        "notes": charts.notes(scores),
        "chart": charts.of_goal(found, scores),
        "steps": reading.steps(found, case.user),
        "scale": known,
        "levels": reading.levels(known) if known else [],
        "attainments": reading.attainments(found, case.user) if known else [],
    }
    return render(request, "households/goal.html", context)


@require_http_methods(GET_OR_POST)
def score(request: HttpRequest, reference: str, goal_id: int) -> HttpResponse:
    """Where the goal stands, as the family or the worker sees it."""
    case = open_goals(request, reference, Permission.SCORE_GOALS)
    found = find_goal(case, goal_id)
    form = ScoreForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: goals.score(goal=found, by=case.user, **data),
        done="The score is recorded.",
    ):
        return redirect("households:goal", reference, goal_id)
    return form_page(
        request,
        case,
        form,
        title="Record a score",
        section=SECTION,
        intro=f"The goal: {found.words}",
        back=_goals(case),
    )


@require_http_methods(GET_OR_POST)
def change(request: HttpRequest, reference: str, goal_id: int) -> HttpResponse:
    """Change the words or the target."""
    case = open_goals(request, reference, Permission.CHANGE_GOALS)
    found = find_goal(case, goal_id)
    names = ("words", "need", "target", "version")
    initial = {name: getattr(found, name) for name in names}
    form = ChangeGoalForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        lambda data: goals.change(
            goal=found, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="The goal is changed.",
    ):
        return redirect("households:goal", reference, goal_id)
    return form_page(
        request, case, form, title="Change the goal", section=SECTION, back=_goals(case)
    )


@require_http_methods(GET_OR_POST)
def close(request: HttpRequest, reference: str, goal_id: int) -> HttpResponse:
    """Close the goal as achieved, partly, not, or no longer wanted."""
    case = open_goals(request, reference, Permission.CHANGE_GOALS)
    found = find_goal(case, goal_id)
    form = CloseGoalForm(request.POST or None, initial={"version": found.version})
    if saved(
        request,
        form,
        lambda data: goals.close(
            goal=found, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="The goal is closed.",
    ):
        return redirect("households:goals", reference)
    return form_page(
        request,
        case,
        form,
        title="Close the goal",
        section=SECTION,
        intro=f"The goal: {found.words}",
        back=_goals(case),
    )


def open_goals(request: HttpRequest, reference: str, permission: str) -> OpenHousehold:
    """A household whose goals this user sees. Raises PermissionDenied where they do not."""
    case = open_household(request, reference, permission)
    if not case.sight.goals:
        raise PermissionDenied
    return case


def find_goal(case: OpenHousehold, goal_id: int) -> Goal:
    """One goal of this household. Raises Http404."""
    found = next((goal for goal in reading.goals(case) if goal.pk == goal_id), None)
    if found is None:
        raise Http404
    return found


def _goals(case: OpenHousehold) -> str:
    return reverse("households:goals", args=[case.household.reference])
