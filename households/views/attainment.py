"""Goal Attainment Scaling of a goal: its levels written down, and rated (S56)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import attainment
from households.forms.attainment import AttainmentForm, ScaleForm
from households.views.goals import SECTION, find_goal, open_goals
from households.views.pages import form_page


@require_http_methods(GET_OR_POST)
def scale(request: HttpRequest, reference: str, goal_id: int) -> HttpResponse:
    """Say what each level would look like, and how much the goal weighs."""
    case = open_goals(request, reference, Permission.CHANGE_GOALS)
    goal = find_goal(case, goal_id)
    known = reading.scale(goal, case.user)
    initial = {name: getattr(known, name) for name in ScaleForm.base_fields} if known else {}
    form = ScaleForm(request.POST or None, initial={"version": 0, **initial})
    if saved(
        request,
        form,
        lambda data: attainment.set_scale(
            goal=goal, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="The levels are written down.",
    ):
        return redirect("households:goal", reference, goal_id)
    title = "What would each level look like?"
    back, intro = reverse("households:goal", args=[reference, goal_id]), f"The goal: {goal.words}"
    return form_page(request, case, form, title=title, section=SECTION, intro=intro, back=back)


@require_http_methods(GET_OR_POST)
def rate(request: HttpRequest, reference: str, goal_id: int) -> HttpResponse:
    """Where the goal stands, from -2 to +2."""
    case = open_goals(request, reference, Permission.SCORE_GOALS)
    goal = find_goal(case, goal_id)
    known = reading.scale(goal, case.user)
    if known is None:
        messages.info(request, attainment.NoScale.words)
        return redirect("households:goal", reference, goal_id)
    form = AttainmentForm(request.POST or None, levels=reading.levels(known))
    if saved(
        request,
        form,
        lambda data: attainment.rate(goal=goal, by=case.user, **data),
        done="The level is recorded.",
    ):
        return redirect("households:goal", reference, goal_id)
    title = "How far has the goal been reached?"
    back, intro = reverse("households:goal", args=[reference, goal_id]), f"The goal: {goal.words}"
    return form_page(request, case, form, title=title, section=SECTION, intro=intro, back=back)
