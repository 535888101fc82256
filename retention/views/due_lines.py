"""One line of the due list: what it is about, and the approval it waits for."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from familyhubs.records.saving import saved
from households.loader import OpenHousehold, open_household
from retention.actions import approvals
from retention.due_forms import RefuseForm
from retention.models import DueLine


@require_safe
def due_line(request: HttpRequest, reference: str, line_id: int) -> HttpResponse:
    """S39: one line, its notice, and who approved or refused it."""
    case, line = _line(request, reference, line_id)
    return _shown(request, case, line, RefuseForm())


@require_POST
def put_forward(request: HttpRequest, reference: str, line_id: int) -> HttpResponse:
    """The officer's approval, the first of two."""
    case, line = _line(request, reference, line_id, Permission.KEEP_EVIDENCE)
    done = "It is put forward. Somebody else has to approve it before it goes."
    return _acted(request, line, lambda: approvals.put_forward(line=line, by=case.user), done)


@require_POST
def approve(request: HttpRequest, reference: str, line_id: int) -> HttpResponse:
    """The second person's approval."""
    case, line = _line(request, reference, line_id)
    done = "It is approved, and goes when its notice has run."
    return _acted(request, line, lambda: approvals.approve(line=line, by=case.user), done)


@require_POST
def refuse(request: HttpRequest, reference: str, line_id: int) -> HttpResponse:
    """No, with the reason."""
    case, line = _line(request, reference, line_id)
    form = RefuseForm(request.POST)
    if saved(
        request,
        form,
        lambda data: approvals.refuse(line=line, by=case.user, **data),
        done="It is refused, and stays until it is put forward again.",
    ):
        return redirect("retention:due-line", reference, line.pk)
    return _shown(request, case, line, form)


def _line(
    request: HttpRequest,
    reference: str,
    line_id: int,
    permission: Permission = Permission.APPROVE_DISPOSAL,
) -> tuple[OpenHousehold, DueLine]:
    case = open_household(request, reference, permission)
    rows = DueLine.objects.visible_to(case.user).filter(household=case.household)
    people = ("schedule", "put_forward_by", "approved_by", "refused_by")
    return case, get_object_or_404(rows.select_related(*people), pk=line_id)


def _shown(
    request: HttpRequest, case: OpenHousehold, line: DueLine, form: RefuseForm
) -> HttpResponse:
    stands = line.left_on is None and line.given_on is not None and line.needs_approval
    forward = stands and line.is_put_forward and not line.approved_at
    context = {
        "case": case,
        "line": line,
        "form": form,
        "today": today(),
        "may_put_forward": stands
        and not line.is_put_forward
        and case.user.may(Permission.KEEP_EVIDENCE),
        "may_approve": forward and line.put_forward_by_id != case.user.pk,
        "own": forward and line.put_forward_by_id == case.user.pk,
        "may_refuse": stands and line.is_put_forward,
    }
    return render(request, "retention/due_line.html", context)


def _acted(request: HttpRequest, line: DueLine, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, done)
    return redirect("retention:due-line", line.household.reference, line.pk)
