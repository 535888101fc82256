"""Steps towards a goal: added, changed, done, no longer needed (S56)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import steps
from households.forms.steps import ChangeStepForm, DropStepForm, StepDoneForm, StepForm
from households.loader import OpenHousehold
from households.models import Goal, GoalStep
from households.views.goals import SECTION, find_goal, open_goals
from households.views.pages import form_page


@require_http_methods(GET_OR_POST)
def add(request: HttpRequest, reference: str, goal_id: int) -> HttpResponse:
    """One thing somebody will do towards the goal, by a day."""
    case = open_goals(request, reference, Permission.CHANGE_GOALS)
    goal = find_goal(case, goal_id)
    form = StepForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: steps.add(goal=goal, by=case.user, **data),
        done="The step is added.",
    ):
        return redirect("households:goal", reference, goal_id)
    return _page(request, case, goal, form, title="Add a step", intro=f"The goal: {goal.words}")


@require_http_methods(GET_OR_POST)
def change(request: HttpRequest, reference: str, goal_id: int, step_id: int) -> HttpResponse:
    """Change what will be done, by whom, or by when."""
    case = open_goals(request, reference, Permission.CHANGE_GOALS)
    goal, step = _step(case, goal_id, step_id)
    names = ("words", "who", "by_when", "version")
    form = ChangeStepForm(
        request.POST or None, initial={name: getattr(step, name) for name in names}
    )
    if saved(
        request,
        form,
        lambda data: steps.change(step=step, by=case.user, **_seen(form, data)),
        done="The step is changed.",
    ):
        return redirect("households:goal", reference, goal_id)
    return _page(request, case, goal, form, title="Change the step")


@require_http_methods(GET_OR_POST)
def done(request: HttpRequest, reference: str, goal_id: int, step_id: int) -> HttpResponse:
    """The step is done."""
    case = open_goals(request, reference, Permission.CHANGE_GOALS)
    goal, step = _step(case, goal_id, step_id)
    form = StepDoneForm(request.POST or None, initial={"version": step.version})
    if saved(
        request,
        form,
        lambda data: steps.done(step=step, by=case.user, **_seen(form, data)),
        done="The step is done.",
    ):
        return redirect("households:goal", reference, goal_id)
    return _page(request, case, goal, form, title="The step is done", intro=f"Step: {step.words}")


@require_http_methods(GET_OR_POST)
def drop(request: HttpRequest, reference: str, goal_id: int, step_id: int) -> HttpResponse:
    """The step is no longer needed."""
    case = open_goals(request, reference, Permission.CHANGE_GOALS)
    goal, step = _step(case, goal_id, step_id)
    form = DropStepForm(request.POST or None, initial={"version": step.version})
    if saved(
        request,
        form,
        lambda data: steps.drop(step=step, by=case.user, **_seen(form, data)),
        done="The step is marked as no longer needed.",
    ):
        return redirect("households:goal", reference, goal_id)
    title = "The step is no longer needed"
    return _page(request, case, goal, form, title=title, intro=f"Step: {step.words}")


def _seen(form: Any, data: dict[str, Any]) -> dict[str, Any]:
    return data | {"seen_version": form.cleaned_data["version"]}


def _step(case: OpenHousehold, goal_id: int, step_id: int) -> tuple[Goal, GoalStep]:
    goal = find_goal(case, goal_id)
    found = reading.step(goal, step_id, case.user)
    if found is None:
        raise Http404
    return goal, found


def _page(
    request: HttpRequest, case: OpenHousehold, goal: Goal, form: Any, *, title: str, intro: str = ""
) -> HttpResponse:
    back = reverse("households:goal", args=[case.household.reference, goal.pk])
    return form_page(
        request, case, form, title=title, section=SECTION, intro=intro or goal.words, back=back
    )
