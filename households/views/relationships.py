"""How people are related, who holds parental responsibility, and what was a mistake (S7)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import people, relationships
from households.forms.reasons import VersionedReasonForm
from households.forms.relationships import RelationshipForm, ResponsibilityForm
from households.loader import OpenHousehold, open_household
from households.models import Person, Relationship
from households.views.pages import form_page
from households.views.persons import PEOPLE as SECTION, to_people, to_person

MISTAKE = (
    "It is shown no more, and stays in the history. The organisations that could see it are told."
)


@require_http_methods(GET_OR_POST)
def relate(request: HttpRequest, reference: str) -> HttpResponse:
    """Say how two people of the household are related."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    living = Person.objects.visible_to(case.user).living_in(case.household)
    form = RelationshipForm(request.POST or None, people=living)
    made: list[Relationship] = []
    if saved(
        request,
        form,
        lambda data: made.append(people.relate(household=case.household, by=case.user, **data)),
        done="The relationship is recorded.",
    ):
        asks = reading.asks_responsibility(made[0])
        return redirect(_to_responsibility(case, made[0]) if asks else to_people(case))
    title = "How are two people related?"
    return form_page(request, case, form, title=title, section=SECTION, back=to_people(case))


@require_http_methods(GET_OR_POST)
def responsibility(request: HttpRequest, reference: str, relationship_id: int) -> HttpResponse:
    """Whether somebody holds parental responsibility for a child: yes, no, not known."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    bond = _bond(case, relationship_id)
    if not reading.asks_responsibility(bond):
        raise Http404
    held = bond.parental_responsibility or "not_known"
    initial = {"parental_responsibility": held, "version": bond.version}
    form = ResponsibilityForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        lambda data: relationships.say_responsibility(
            seen_version=form.cleaned_data["version"], **_about(case, bond), **data
        ),
        done="Parental responsibility is recorded.",
    ):
        return redirect(_back(case, bond))
    title = f"{bond.person.full_name} and {bond.other.full_name}: parental responsibility"
    intro = (
        f"Does {bond.person.full_name} hold parental responsibility for {bond.other.full_name}, "
        "by birth, by agreement or by a court's order?"
    )
    return form_page(
        request, case, form, title=title, section=SECTION, intro=intro, back=_back(case, bond)
    )


@require_http_methods(GET_OR_POST)
def mistake(request: HttpRequest, reference: str, relationship_id: int) -> HttpResponse:
    """A relationship was recorded by mistake."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    bond = _bond(case, relationship_id)
    label, hint = "Why was it a mistake?", "It is kept in the history."
    initial = {"version": bond.version}
    form = VersionedReasonForm(request.POST or None, initial=initial, label=label, hint=hint)
    if saved(
        request,
        form,
        lambda data: relationships.mark_mistake(
            seen_version=form.cleaned_data["version"], **_about(case, bond), **data
        ),
        done="The relationship is marked as recorded by mistake.",
    ):
        return redirect(_back(case, bond))
    title = f"{_in_words(bond)}: recorded by mistake"
    return form_page(
        request,
        case,
        form,
        title=title,
        section=SECTION,
        submit="It was a mistake",
        intro=MISTAKE,
        back=_back(case, bond),
    )


def _bond(case: OpenHousehold, relationship_id: int) -> Relationship:
    """A relationship of one of this household's people. Raises Http404."""
    bond = reading.relationship(case, relationship_id)
    if bond is None:
        raise Http404
    return bond


def _in_words(bond: Relationship) -> str:
    kind = bond.get_kind_display().lower()
    return f"{bond.person.full_name}, {kind} of {bond.other.full_name}"


def _about(case: OpenHousehold, bond: Relationship) -> dict[str, Any]:
    return {"relationship": bond, "household": case.household, "by": case.user}


def _back(case: OpenHousehold, bond: Relationship) -> str:
    """To whichever of the two is of this household."""
    here = {row.person_id for row in reading.people(case)}
    return to_person(case, bond.person if bond.person_id in here else bond.other)


def _to_responsibility(case: OpenHousehold, bond: Relationship) -> str:
    return reverse(
        "households:relationship-responsibility", args=[case.household.reference, bond.pk]
    )
