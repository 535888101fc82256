"""Details that are still right, and corrections that were noted (S18, S68)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from familyhubs.organisations.rules import Permission
from households import reading
from households.actions import corrections, people
from households.loader import open_household
from households.views.persons import member, to_people, to_person


@require_POST
def confirm(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """One person's details are still right."""
    case = open_household(request, reference, Permission.CONFIRM_DETAILS)
    place = member(case, person_id)
    if not reading.confirmable(case, place):
        raise PermissionDenied
    person = place.person
    people.confirm(people=[person], household=case.household, by=case.user)
    messages.success(request, f"{person.full_name}'s details are confirmed today.")
    back = to_person(case, person) if "person" in request.POST else to_people(case)
    return redirect(back)


@require_POST
def confirm_all(request: HttpRequest, reference: str) -> HttpResponse:
    """Those of everybody in the household whose contact details this user sees are still right."""
    case = open_household(request, reference, Permission.CONFIRM_DETAILS)
    rows = reading.people(case)
    seen = [row.person for row in rows if reading.confirmable(case, row)]
    people.confirm(people=seen, household=case.household, by=case.user)
    everybody = len(seen) == len(rows)
    who = "Everybody's details" if everybody else f"The details of {len(seen)} of {len(rows)}"
    messages.success(request, f"{who} are confirmed today.")
    return redirect(to_people(case))


@require_POST
def note(request: HttpRequest, reference: str, correction_id: int) -> HttpResponse:
    """Somebody of the organisation has taken note of a correction."""
    case = open_household(request, reference, Permission.CONFIRM_DETAILS)
    if not case.user.is_partner:
        raise PermissionDenied
    rows = reading.corrections_here(case)
    correction = next((row for row in rows if row.pk == correction_id), None)
    if correction is None:
        raise Http404
    corrections.note(correction=correction, by=case.user)
    messages.success(request, "The correction is noted.")
    return redirect(to_people(case))
