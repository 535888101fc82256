"""The retention of one household's record, on its own page; holds are placed and lifted there."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.saving import saved
from households import reading
from households.loader import open_household
from households.models import Household, Person
from retention import clocks, noticed
from retention.actions import holds
from retention.explanations import explain
from retention.hold_forms import HoldForm
from retention.models import Hold


@require_safe
def household(request: HttpRequest, reference: str) -> HttpResponse:
    """S38-S40: each class, what started its clock, the date due, and the working."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    found = explain(case.household, today())
    people = Person.objects.visible_to(case.user).in_bulk(found.people)
    placed = Hold.objects.visible_to(case.user).filter(_of(case.household, found.named))
    context = {
        "case": case,
        "section": "retention",
        "explanations": [
            (each, people.get(each.person), notice)
            for each, notice in noticed.with_notices(case.user, case.household, found.classes)
        ],
        "stopped": [(each, people.get(each.person)) for each in found.stopped],
        "holds": placed.select_related("placed_by", "lifted_by", "person"),
        "may_hold": case.user.may(Permission.KEEP_EVIDENCE),
        "today": today(),
    }
    return render(request, "retention/household.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place_hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Stop the disposal of this record, or of whatever one of its people is in, with who, why and
    when that is looked at again."""
    case = open_household(request, reference, Permission.KEEP_EVIDENCE)
    members = [*reading.people(case), *reading.people(case, past=True)]
    people = {row.person_id: row.person for row in members}
    form = HoldForm(request.POST or None, people=list(people.values()))
    if saved(
        request,
        form,
        lambda data: holds.place(household=case.household, by=case.user, **data),
        done="The hold is placed. Nothing that it keeps is disposed of while it stands.",
    ):
        return redirect("retention:household", reference)
    context = {"case": case, "section": "retention", "form": form}
    return render(request, "retention/hold.html", context)


@require_POST
def lift_hold(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Lift a hold; the schedule runs again from the dates it has."""
    case = open_household(request, reference, Permission.KEEP_EVIDENCE)
    named = clocks.ties(households=[case.household.pk])
    found = Hold.objects.visible_to(case.user).filter(_of(case.household, named))
    hold = get_object_or_404(found, pk=pk)
    try:
        holds.lift(hold=hold, household=case.household, by=case.user)
    except holds.AlreadyLifted as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "The hold is lifted. The next sweep looks at the dates again.")
    return redirect("retention:household", reference)


def _of(household: Household, named: Iterable[int]) -> Q:
    """Its own holds, one that a household merged into it brought and could not hand over, and
    those on whoever is named in it."""
    own = Q(household=household) | Q(household__merged_into=household)
    return own | Q(person__any_of=named)
