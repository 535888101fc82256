"""Numbers of people and homes: recorded, shown with a reason, removed (S10)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from familyhubs.design.parts import Change
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import identifiers, reveals
from households.forms.identifiers import IdentifierForm
from households.forms.reasons import ReasonForm, VersionedReasonForm
from households.identifiers import written
from households.loader import OpenHousehold, open_household
from households.models import Identifier, IdentifierKind
from households.views.pages import form_page
from households.views.persons import PEOPLE as SECTION, member, to_people, to_person


@require_http_methods(GET_OR_POST)
def record(request: HttpRequest, reference: str, person_id: int, number: str) -> HttpResponse:
    """Record one of a person's numbers, or another in its place."""
    case = open_household(request, reference, Permission.CHANGE_SENSITIVE)
    person = member(case, person_id, former=True).person
    if number not in reading.OF_A_PERSON:
        raise Http404
    kind = IdentifierKind(number)
    form = _form(request, case, kind, person=person)
    if _recorded(request, case, form, person=person):
        return redirect(to_person(case, person))
    title, back = f"{person.full_name}: {kind.label}", to_person(case, person)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def record_uprn(request: HttpRequest, reference: str, address_id: int) -> HttpResponse:
    """Record the number of the property at an address."""
    case = open_household(request, reference, Permission.CHANGE_SENSITIVE)
    address = reading.address_called(case, address_id)
    if address is None:
        raise Http404
    form = _form(request, case, IdentifierKind.UPRN, address=address)
    if _recorded(request, case, form, address=address):
        return redirect(to_people(case))
    title = "Unique property reference number"
    return form_page(request, case, form, title=title, section=SECTION, back=to_people(case))


@never_cache
@require_http_methods(GET_OR_POST)
def show(request: HttpRequest, reference: str, identifier_id: int) -> HttpResponse:
    """A number, shown on the answer to this page alone, with a reason."""
    case = open_household(request, reference, Permission.SEE_SENSITIVE)
    held = _held(case, identifier_id)
    label, back = held.get_kind_display(), _back(case, held)
    form = ReasonForm(request.POST or None, label=f"Why do you need to see the {label}?")
    shown: list[str] = []
    about: dict[str, Any] = {
        "identifier": held,
        "household": case.household,
        "basis": case.sight.basis,
    }
    if saved(
        request,
        form,
        lambda data: shown.append(reveals.show_identifier(by=case.user, **about, **data)),
        done="Your reason is kept with the record, and that you looked is in the access log.",
    ):
        context = {"case": case, "section": SECTION, "label": label, "back": back}
        whose = held.person.full_name if held.person else ""
        context |= {"number": written(held.kind, shown[0]), "whose": whose}
        return render(request, "households/number_shown.html", context)
    title = f"Show the {label}"
    return form_page(request, case, form, title=title, section=SECTION, submit=title, back=back)


@require_http_methods(GET_OR_POST)
def remove(request: HttpRequest, reference: str, identifier_id: int) -> HttpResponse:
    """Remove a number: it is gone, and its history never had it."""
    case = open_household(request, reference, Permission.CHANGE_SENSITIVE)
    held = _held(case, identifier_id, removed=True)
    label, back = held.get_kind_display(), _back(case, held)
    if not held.lookup:
        messages.info(request, f"The {label} was removed already.")
        return redirect(back)
    hint = "It is kept in the history. Do not write the number here."
    asks: dict[str, Any] = {"label": "Why is it removed?", "hint": hint}
    form = VersionedReasonForm(request.POST or None, initial={"version": held.version}, **asks)
    about: dict[str, Any] = {"identifier": held, "household": case.household, "by": case.user}
    if saved(
        request,
        form,
        lambda data: identifiers.remove(seen_version=form.cleaned_data["version"], **about, **data),
        done=f"The {label} is removed.",
    ):
        return redirect(back)
    title = f"Remove the {label}"
    return form_page(request, case, form, title=title, section=SECTION, submit=title, back=back)


def _form(
    request: HttpRequest, case: OpenHousehold, kind: IdentifierKind, **whose: Any
) -> IdentifierForm:
    initial = {"version": reading.number_version(case, kind, **whose)}
    return IdentifierForm(request.POST or None, kind=kind, initial=initial)


def _recorded(
    request: HttpRequest, case: OpenHousehold, form: IdentifierForm, **whose: Any
) -> bool:
    """Whether the number was kept. What somebody else recorded meanwhile is said, not shown."""
    label = str(form.kind.label)
    if saved(
        request,
        form,
        lambda data: identifiers.record(
            kind=form.kind,
            household=case.household,
            seen_version=form.cleaned_data["version"],
            by=case.user,
            **whose,
            **data,
        ),
        done=f"The {label} is recorded. It stays hidden on every page.",
    ):
        return True
    if hasattr(form, "changed_meanwhile"):
        now = "Recorded or removed by somebody else: look at it before you save another"
        form.changed_meanwhile = [Change(label, form.cleaned_data["number"], now)]
    return False


def _held(case: OpenHousehold, identifier_id: int, *, removed: bool = False) -> Identifier:
    """A number of this household's people or homes. Raises Http404."""
    held = reading.number(case, identifier_id, removed=removed)
    if held is None:
        raise Http404
    return held


def _back(case: OpenHousehold, held: Identifier) -> str:
    return to_person(case, held.person) if held.person else to_people(case)
