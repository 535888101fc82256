"""The retention of one household's record, on its own page; holds are placed and lifted there."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.saving import saved
from households.loader import open_household
from households.models import Household, Person
from retention.actions import holds
from retention.explanations import explain
from retention.forms import HoldForm
from retention.models import Hold


@require_safe
def household(request: HttpRequest, reference: str) -> HttpResponse:
    """S38-S40: each class, what started its clock, the date due, and the working."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    found = explain(case.household, today())
    children = Person.objects.visible_to(case.user).in_bulk(found.children)
    standing = Hold.objects.visible_to(case.user).filter(_of(case.household))
    context = {
        "case": case,
        "section": "retention",
        "explanations": [(each, children.get(each.person)) for each in found.classes],
        "stopped": found.stopped,
        "holds": standing.select_related("placed_by", "lifted_by"),
        "may_hold": case.user.may(Permission.KEEP_EVIDENCE),
        "today": today(),
    }
    return render(request, "retention/household.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place_hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Stop the disposal of this record, with who, why and when that is looked at again."""
    case = open_household(request, reference, Permission.KEEP_EVIDENCE)
    form = HoldForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: holds.place(household=case.household, by=case.user, **data),
        done="The hold is placed. Nothing of this record is disposed of while it stands.",
    ):
        return redirect("retention:household", reference)
    context = {"case": case, "section": "retention", "form": form}
    return render(request, "retention/hold.html", context)


@require_POST
def lift_hold(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Lift a hold; the schedule runs again from the dates it has."""
    case = open_household(request, reference, Permission.KEEP_EVIDENCE)
    found = Hold.objects.visible_to(case.user).filter(_of(case.household))
    hold = get_object_or_404(found, pk=pk)
    try:
        holds.lift(hold=hold, by=case.user)
    except holds.AlreadyLifted as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "The hold is lifted. The next sweep looks at the dates again.")
    return redirect("retention:household", reference)


def _of(household: Household) -> Q:
    """Its own holds, and one that a household merged into it brought and could not hand over."""
    return Q(household=household) | Q(household__merged_into=household)
