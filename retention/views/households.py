"""The retention of one household's record, on its own page; holds are placed and lifted there."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.saving import saved
from households import reading
from households.loader import OpenHousehold, open_household
from households.models import Household, Person
from households.views.pages import form_page
from retention import clocks, noticed
from retention.actions import holds
from retention.explanations import explain
from retention.hold_forms import HoldForm, LiftForm, LookAgainForm
from retention.lifting import freed
from retention.models import Hold
from retention.views.pages import LIFTED, LOOKED_AT, STANDS_STILL


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


@require_http_methods(["GET", "HEAD", "POST"])
def lift_hold(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Lift a hold, having read what becomes free; the schedule runs again from its dates."""
    case = open_household(request, reference, Permission.KEEP_EVIDENCE)
    hold, form = _hold(case, pk), LiftForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: holds.lift(hold=hold, household=case.household, by=case.user, **data),
        done=LIFTED,
    ):
        return redirect("retention:household", reference)
    context = {"case": case, "section": "retention", "form": form, "hold": hold}
    context["freed"] = freed(case.household, hold, today())
    return render(request, "retention/hold_lift.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review_hold(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """A hold was looked at and stands still: when it is looked at again."""
    case = open_household(request, reference, Permission.KEEP_EVIDENCE)
    hold = _hold(case, pk)
    form = LookAgainForm(request.POST or None, hold=hold)
    if saved(
        request,
        form,
        lambda data: holds.look_again(
            hold=hold,
            household=case.household,
            seen_version=form.cleaned_data["version"],
            by=case.user,
            **data,
        ),
        done=LOOKED_AT,
    ):
        return redirect("retention:household", reference)
    title, back = "Look at a hold again", reverse("retention:household", args=[reference])
    intro = f"{hold.get_reason_display()}. {STANDS_STILL}"
    return form_page(request, case, form, title=title, section="retention", intro=intro, back=back)


def _hold(case: OpenHousehold, pk: int) -> Hold:
    """One that is on this household's page. Raises Http404."""
    named = clocks.ties(households=[case.household.pk])
    found = Hold.objects.visible_to(case.user).filter(_of(case.household, named))
    return get_object_or_404(found, pk=pk)


def _of(household: Household, named: Iterable[int]) -> Q:
    """Its own holds, one that a household merged into it brought and could not hand over, and
    those on whoever is named in it."""
    own = Q(household=household) | Q(household__merged_into=household)
    return own | Q(person__any_of=named)
