"""Somebody lives here again; the days of a stay were wrong (S7)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import stays
from households.forms.stays import CorrectStayForm, ReturnForm
from households.loader import open_household
from households.views.pages import form_page
from households.views.persons import PEOPLE as SECTION, member, to_person


@require_http_methods(GET_OR_POST)
def return_home(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """A former member lives here again."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    place = member(case, person_id, former=True)
    back = to_person(case, place.person)
    if not place.left_on:
        messages.info(request, f"{place.person.full_name} lives here already.")
        return redirect(back)
    form = ReturnForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: stays.return_home(
            person=place.person, household=case.household, by=case.user, **data
        ),
        done=f"{place.person.full_name} lives here again.",
    ):
        return redirect(back)
    title = f"{place.person.full_name} lives here again"
    intro = (
        f"The organisations that the family agreed to share with about {place.person.full_name} "
        "see them again at once, where that agreement still stands. If they should not, withdraw "
        "it under Sharing first."
    )
    return form_page(request, case, form, title=title, section=SECTION, intro=intro, back=back)


@require_http_methods(GET_OR_POST)
def correct(request: HttpRequest, reference: str, person_id: int, stay_id: int) -> HttpResponse:
    """The days of a stay were wrong, or they never left."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    person = member(case, person_id, former=True).person
    stay = next((row for row in reading.stays(case, person) if row.pk == stay_id), None)
    if stay is None:
        raise Http404
    initial = {"joined_on": stay.joined_on, "left_on": stay.left_on, "version": stay.version}
    form = CorrectStayForm(request.POST or None, initial=initial, left=bool(stay.left_on))
    if saved(
        request,
        form,
        lambda data: stays.correct(
            stay=stay,
            seen_version=form.cleaned_data["version"],
            by=case.user,
            **{"left_on": None, **data},
        ),
        done="The dates are corrected.",
    ):
        return redirect(to_person(case, person))
    title, back = f"When did {person.full_name} live here?", to_person(case, person)
    return form_page(request, case, form, title=title, section=SECTION, back=back)
