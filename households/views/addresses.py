"""Where a household lives; keeping that hidden, and showing it with a reason."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from familyhubs.design.parts import Change
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import reading
from households.actions import addresses, reveals
from households.forms.addresses import (
    AddressForm,
    CorrectAddressForm,
    KeepHiddenForm,
    PlaceForm,
)
from households.forms.reasons import ReasonForm
from households.loader import OpenHousehold, open_household
from households.models import Address
from households.views.pages import form_page
from households.views.persons import PEOPLE as SECTION, to_people


@require_http_methods(GET_OR_POST)
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """The household lives at another address; the present one stays in its history."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    current = reading.address(case)
    now = current.pk if current else 0
    form = AddressForm(request.POST or None, initial={"seen_address": now})
    if saved(
        request,
        form,
        lambda data: addresses.move(household=case.household, by=case.user, **data),
        done="The address is recorded.",
    ):
        return redirect(to_people(case))
    _show_meanwhile(form, current)
    title = "Where does the household live now?"
    return form_page(request, case, form, title=title, section=SECTION, back=to_people(case))


@require_http_methods(GET_OR_POST)
def correct(request: HttpRequest, reference: str, address_id: int) -> HttpResponse:
    """What is recorded of an address is wrong. A hidden one is typed anew: it is not shown here."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    address = _address(case, address_id)
    shown = ["version", "since"] if address.hidden else ["version", *PlaceForm.base_fields]
    initial = {name: getattr(address, name) for name in shown}
    form = CorrectAddressForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        lambda data: addresses.correct(
            address=address, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="The address is corrected.",
    ):
        return redirect(to_people(case))
    title, back = "Correct this address", to_people(case)
    intro = "It is kept hidden, so type it whole. " if address.hidden else ""
    intro += "If they have moved, record another address instead."
    return form_page(request, case, form, title=title, section=SECTION, intro=intro, back=back)


@require_http_methods(GET_OR_POST)
def keep_hidden(request: HttpRequest, reference: str, address_id: int) -> HttpResponse:
    """Keep an address hidden, or keep it so no longer; why is asked both ways."""
    case = open_household(request, reference, Permission.CHANGE_HOUSEHOLD)
    address = _address(case, address_id)
    initial = {"version": address.version, "hidden": not address.hidden}
    form = KeepHiddenForm(request.POST or None, initial=initial)
    hide = str(form["hidden"].value()) == "True"  # what the opened page asked
    if saved(
        request,
        form,
        lambda data: addresses.keep_hidden(
            address=address, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="The address is kept hidden." if hide else "The address is hidden no longer.",
    ):
        return redirect(to_people(case))
    title = "Keep this address hidden" if hide else "Stop keeping this address hidden"
    intro = (
        "Somebody would be in danger if it were known. Partners then see no address, and nobody "
        "sees it without giving a reason."
        if hide
        else "Partners with whom the family shares its contact details will then see it."
    )
    return form_page(
        request, case, form, title=title, section=SECTION, intro=intro, back=to_people(case)
    )


@never_cache
@require_http_methods(GET_OR_POST)
def show(request: HttpRequest, reference: str, address_id: int) -> HttpResponse:
    """A hidden address, shown on the answer to this page alone, with a reason."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    address = _address(case, address_id)
    if not address.hidden:
        return redirect(to_people(case))
    form = ReasonForm(request.POST or None, label="Why do you need to see the address?")
    if saved(
        request,
        form,
        lambda data: reveals.show_address(
            address=address, household=case.household, by=case.user, **data
        ),
        done="Your reason is kept with the record, and that you looked is in the access log.",
    ):
        shown = {"case": case, "section": SECTION, "address": address, "back": to_people(case)}
        shown["people"] = reading.people(case)
        return render(request, "households/address_shown.html", shown)
    title, submit = "Show the address", "Show the address"
    intro = "It is kept hidden because somebody would be in danger if it were known."
    back = to_people(case)
    return form_page(
        request, case, form, title=title, section=SECTION, submit=submit, intro=intro, back=back
    )


def _show_meanwhile(form: AddressForm, current: Address | None) -> None:
    """Where somebody else says that they live now, and that it may be saved knowingly."""
    now = current.pk if current else 0
    if not form.is_bound or form.cleaned_data.get("seen_address") in (None, now):
        return
    told: Any = form
    told.data = told.data.copy()
    told.data["seen_address"] = str(now)
    mine = {name: form.cleaned_data.get(name) or "" for name in ("lines", "postcode")}
    typed = Address(no_fixed_abode=bool(form.cleaned_data.get("no_fixed_abode")), **mine)
    told.changed_meanwhile = [Change("Address", typed.written, current.written if current else "")]


def _address(case: OpenHousehold, address_id: int) -> Address:
    """One of this household's. Raises Http404."""
    found = reading.address_called(case, address_id)
    if found is None:
        raise Http404
    return found
