"""Who is or was looked after, or on a child protection plan (S39)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import people, protections
from households.forms.protections import (
    ConfirmProtectionForm,
    EndProtectionForm,
    ProtectionForm,
)
from households.forms.reasons import ReasonForm
from households.loader import OpenHousehold, open_household
from households.models import Person, Protection
from households.views.pages import form_page
from households.views.persons import PEOPLE as SECTION, member, to_person

MISTAKE = (
    "It is shown no more, and the child's record is not kept longer because of it. It stays in the "
    "history."
)

WHY_A_MISTAKE = "Why was it a mistake?"
CONFIRMING = "Until a manager confirms it, nothing of the family's service record is disposed of."


@require_http_methods(GET_OR_POST)
def protect(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """Record that a child is or was looked after or on a child protection plan (S39)."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    person = member(case, person_id, former=True).person
    form = ProtectionForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: people.protect(person=person, household=case.household, by=case.user, **data),
        done="The protection status is recorded. A manager of the hub confirms it.",
    ):
        return redirect(to_person(case, person))
    title = f"Is or was {person.full_name} looked after or on a child protection plan?"
    intro = "Their own record is then kept until 75 years after their birth (the others' is not)."
    return form_page(
        request, case, form, title=title, section=SECTION, intro=intro, back=to_person(case, person)
    )


@require_http_methods(GET_OR_POST)
def confirm(
    request: HttpRequest, reference: str, person_id: int, protection_id: int
) -> HttpResponse:
    """A manager has compared the status with what children's social care holds (reading 2)."""
    case = open_household(request, reference, Permission.CONFIRM_PROTECTION)
    person = member(case, person_id, former=True).person
    status = _status(case, person, protection_id)
    form = ConfirmProtectionForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: protections.confirm(
            protection=status, household=case.household, by=case.user, **data
        ),
        done="The protection status is confirmed.",
    ):
        return redirect(to_person(case, person))
    context = {"case": case, "section": SECTION, "form": form, "child": person, "status": status}
    context |= {"recorded": reading.first_recorded(status), "intro": CONFIRMING}
    return render(request, "households/protection_confirm.html", context)


@require_http_methods(GET_OR_POST)
def end(request: HttpRequest, reference: str, person_id: int, protection_id: int) -> HttpResponse:
    """A protection status has ended."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    person = member(case, person_id, former=True).person
    status = _status(case, person, protection_id)
    if status.until:
        raise Http404
    form = EndProtectionForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: protections.end(
            protection=status, household=case.household, by=case.user, **data
        ),
        done="The end of the protection status is recorded.",
    ):
        return redirect(to_person(case, person))
    title = f"{person.full_name}: {status.get_kind_display().lower()} no longer"
    back = to_person(case, person)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def mistake(
    request: HttpRequest, reference: str, person_id: int, protection_id: int
) -> HttpResponse:
    """A protection status was recorded by mistake: nothing is kept for 75 years because of it."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    person = member(case, person_id, former=True).person
    status = _status(case, person, protection_id)
    _may_take_back(case, status)
    form = ReasonForm(request.POST or None, label=WHY_A_MISTAKE, hint="It is kept in the history.")
    if saved(
        request,
        form,
        lambda data: protections.mark_mistake(
            protection=status, household=case.household, by=case.user, **data
        ),
        done="The protection status is marked as recorded by mistake.",
    ):
        return redirect(to_person(case, person))
    title = f"{person.full_name}, {status.get_kind_display().lower()}: recorded by mistake"
    words = {"title": title, "submit": "It was a mistake", "intro": MISTAKE}
    return form_page(request, case, form, section=SECTION, back=to_person(case, person), **words)


def _may_take_back(case: OpenHousehold, status: Protection) -> None:
    """What a manager confirmed is a manager's to take back. Raises PermissionDenied."""
    if status.confirmed_at and not case.user.may(Permission.CONFIRM_PROTECTION):
        raise PermissionDenied(protections.AManagersToTakeBack.words)


def _status(case: OpenHousehold, person: Person, protection_id: int) -> Protection:
    """One of the person's. Raises Http404."""
    found = reading.protection(case, person, protection_id)
    if found is None:
        raise Http404
    return found
