"""People of a household and where they live."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import denials, reading
from households.actions import people
from households.categories import BY_THE_HUB_ALONE, PERSON_FIELDS, Category
from households.forms.people import (
    AlsoLivesHereForm,
    CorrectPersonForm,
    LeaveForm,
    NewPersonForm,
)
from households.loader import OpenHousehold, open_household, open_typed
from households.models import Person
from households.views.alike import ask_first, known_already, somebody_else
from households.views.pages import form_page
from households.views.persons import PEOPLE as SECTION, member, to_people, to_person


@require_safe
def people_list(request: HttpRequest, reference: str) -> HttpResponse:
    """Who lives here, whether their details are still right, where they live and lived."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    here, past = reading.people(case), reading.people(case, past=True)
    addresses = list(reading.addresses(case))
    current = next((address for address in addresses if address.until is None), None)
    context = {
        "case": case,
        "section": SECTION,
        "people": here,
        "past": past,
        "away": {row.person_id for row in past} - {row.person_id for row in here},
        "stale": {row.person_id for row in here if reading.is_stale(case, row)},
        "confirmable": {row.person_id for row in here if reading.confirmable(case, row)},
        "homes": reading.homes_elsewhere(
            case.user, case.household, [row.person_id for row in here]
        ),
        "relationships": reading.relationships(case),
        "addresses": addresses,
        "uprn": reading.uprn(case, current),
        "corrections": reading.corrections_here(case),
        "stale_after": settings.DETAILS_STALE_AFTER_MONTHS,
    }
    return render(request, "households/people.html", context)


@require_safe
def person(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """One person: contact, needs, relationships, homes, numbers masked, details behind a page."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    place = member(case, person_id, former=True)
    context = {
        "case": case,
        "section": SECTION,
        "member": place,
        "stale": reading.is_stale(case, place),
        "confirmable": reading.confirmable(case, place),
        "relatives": reading.relatives(case, place.person),
        "protections": reading.protections(case, place.person),
        "homes": reading.homes_elsewhere(case.user, case.household, [person_id]),
        "stays": reading.stays(case, place.person),
        "numbers": reading.numbers(case, place.person),
    }
    return render(request, "households/person.html", context)


@require_http_methods(GET_OR_POST)
def correct(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """Correct a person's details (S18); a partner, those of the categories it sees."""
    case = open_household(request, reference, Permission.CONFIRM_DETAILS)
    place = member(case, person_id, former=True)
    person, only = place.person, _correctable(case, place.person)
    names = [name for name in CorrectPersonForm.base_fields if hasattr(person, name)]
    initial = {name: getattr(person, name) for name in names}
    form = CorrectPersonForm(request.POST or None, initial=initial, only=only)
    if saved(
        request,
        form,
        lambda data: people.correct(
            person=person,
            household=case.household,
            seen_version=form.cleaned_data["version"],
            confirms=case.sight.of_person(person.pk, Category.CONTACT_DETAILS),
            by=case.user,
            **data,
        ),
        done="The details are corrected.",
    ):
        return redirect(to_person(case, person))
    title, back = f"Correct {person.full_name}'s details", to_person(case, person)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a new person."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    form = NewPersonForm(request.POST or None, initial={"family_name": case.household.name})
    asked = ask_first(request, form, case.user)
    if asked.homes:
        return known_already(request, asked.homes, case)

    def act(data: dict[str, Any]) -> None:
        people.add(household=case.household, by=case.user, **data)
        somebody_else(case.household, asked, case.user)

    if saved(request, form, act, done="The person is added."):
        return redirect(to_people(case))
    return form_page(
        request, case, form, title="Add a person", section=SECTION, back=to_people(case)
    )


@require_http_methods(GET_OR_POST)
def also_lives_here(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody of another household lives here too: one person in both (S7)."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    other = request.GET.get("other", "").strip()
    if not other:
        return render(request, "households/also_lives_here.html", _also(case, ""))
    try:
        source = open_typed(request, other, Permission.CHANGE_HOUSEHOLD)
    except Http404:
        denials.of_typed(case.user, other, action="people.also_lives_in")
        return render(request, "households/also_lives_here.html", _also(case, other))
    here = [member.person_id for member in reading.people(case)]
    candidates = Person.objects.visible_to(case.user).living_in(source.household)
    form = AlsoLivesHereForm(request.POST or None, people=candidates.exclude(pk__in=here))
    if saved(
        request,
        form,
        lambda data: people.also_lives_in(household=case.household, by=case.user, **data),
        done="The person now stands in both households.",
    ):
        return redirect(to_people(case))
    title = "Add somebody who lives in another household too"
    return form_page(request, case, form, title=title, section=SECTION, back=to_people(case))


@require_http_methods(GET_OR_POST)
def leave(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """The person no longer lives here."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    place = member(case, person_id, former=True)
    if place.left_on and request.method != "POST":
        messages.info(request, f"{place.person.full_name} has left already.")
        return redirect(to_people(case))
    form = LeaveForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: people.leave(membership=place, by=case.user, **data),
        done="The person no longer stands in this household.",
    ):
        return redirect(to_people(case))
    title = f"When did {place.person.full_name} leave?"
    return form_page(request, case, form, title=title, section=SECTION, back=to_people(case))


def _also(case: OpenHousehold, other: str) -> dict[str, object]:
    return {"case": case, "section": SECTION, "other": other, "back": to_people(case)}


def _correctable(case: OpenHousehold, person: Person) -> set[str] | None:
    """The fields a partner may correct; None, every one, for the council."""
    if case.sight.everything:
        return None
    seen = [
        names
        for category, names in PERSON_FIELDS.items()
        if case.sight.of_person(person.pk, category)
    ]
    return {name for names in seen for name in names} - BY_THE_HUB_ALONE
