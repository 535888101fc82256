"""People of a household and where they live."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import addresses, people
from households.forms.people import (
    AddressForm,
    AlsoLivesHereForm,
    CorrectPersonForm,
    LeaveForm,
    NewPersonForm,
    ProtectionForm,
    RelationshipForm,
)
from households.loader import OpenHousehold, open_household
from households.models import Membership, Person
from households.references import as_typed
from households.views.pages import form_page

SECTION = "people"


@require_safe
def people_list(request: HttpRequest, reference: str) -> HttpResponse:
    """Who lives here, how they are related, where they live and lived."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    context = {
        "case": case,
        "section": SECTION,
        "people": reading.people(case),
        "past": reading.people(case, past=True),
        "relationships": reading.relationships(case),
        "addresses": reading.addresses(case),
    }
    return render(request, "households/people.html", context)


@require_http_methods(GET_OR_POST)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a new person."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    form = NewPersonForm(request.POST or None, initial={"family_name": case.household.name})
    if saved(
        request,
        form,
        lambda data: people.add(household=case.household, by=case.user, **data),
        done="The person is added.",
    ):
        return redirect(_people(case))
    return form_page(request, case, form, title="Add a person", section=SECTION, back=_people(case))


@require_http_methods(GET_OR_POST)
def also_lives_here(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody of another household lives here too: one person in both (S7)."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    other = request.GET.get("other", "").strip()
    if not other:
        return render(request, "households/also_lives_here.html", _also(case, ""))
    try:
        source = open_household(request, as_typed(other), Permission.CHANGE_HOUSEHOLD)
    except Http404:
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
        return redirect(_people(case))
    title = "Add somebody who lives in another household too"
    return form_page(request, case, form, title=title, section=SECTION, back=_people(case))


@require_http_methods(GET_OR_POST)
def correct(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """Correct a person's details (S18)."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    person = member(case, person_id, former=True).person
    names = [name for name in CorrectPersonForm.base_fields if hasattr(person, name)]
    initial = {name: getattr(person, name) for name in names}
    form = CorrectPersonForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        lambda data: people.correct(
            person=person,
            household=case.household,
            seen_version=form.cleaned_data["version"],
            by=case.user,
            **data,
        ),
        done="The details are corrected.",
    ):
        return redirect(_people(case))
    title = f"Correct {person.full_name}'s details"
    return form_page(request, case, form, title=title, section=SECTION, back=_people(case))


@require_http_methods(GET_OR_POST)
def relate(request: HttpRequest, reference: str) -> HttpResponse:
    """Say how two people of the household are related."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    living = Person.objects.visible_to(case.user).living_in(case.household)
    form = RelationshipForm(request.POST or None, people=living)
    if saved(
        request,
        form,
        lambda data: people.relate(household=case.household, by=case.user, **data),
        done="The relationship is recorded.",
    ):
        return redirect(_people(case))
    title = "How are two people related?"
    return form_page(request, case, form, title=title, section=SECTION, back=_people(case))


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
        done="The protection status is recorded.",
    ):
        return redirect(_people(case))
    title = f"Is or was {person.full_name} looked after or on a child protection plan?"
    intro = "Their own record is then kept until 75 years after their birth (the others' is not)."
    return form_page(
        request, case, form, title=title, section=SECTION, intro=intro, back=_people(case)
    )


@require_http_methods(GET_OR_POST)
def leave(request: HttpRequest, reference: str, person_id: int) -> HttpResponse:
    """The person no longer lives here."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    place = member(case, person_id, former=True)
    if place.left_on and request.method != "POST":
        messages.info(request, f"{place.person.full_name} has left already.")
        return redirect(_people(case))
    form = LeaveForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: people.leave(membership=place, by=case.user, **data),
        done="The person no longer stands in this household.",
    ):
        return redirect(_people(case))
    title = f"When did {place.person.full_name} leave?"
    return form_page(request, case, form, title=title, section=SECTION, back=_people(case))


@require_http_methods(GET_OR_POST)
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """The household lives at another address; the present one stays in its history."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    form = AddressForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: addresses.move(household=case.household, by=case.user, **data),
        done="The address is recorded.",
    ):
        return redirect(_people(case))
    title = "Where does the household live now?"
    return form_page(request, case, form, title=title, section=SECTION, back=_people(case))


def member(case: OpenHousehold, person_id: int, *, former: bool = False) -> Membership:
    """A present member of the household, or (`former`) one who has left. Raises Http404."""
    rows = reading.people(case)
    if former:
        rows += reversed(reading.people(case, past=True))
    found = next((row for row in rows if row.person_id == person_id), None)
    if found is None:
        raise Http404
    return found


def _also(case: OpenHousehold, other: str) -> dict[str, object]:
    return {"case": case, "section": SECTION, "other": other, "back": _people(case)}


def _people(case: OpenHousehold) -> str:
    return reverse("households:people", args=[case.household.reference])
