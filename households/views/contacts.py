"""Entries of the timeline: recorded, corrected, told to the family, moved (S11, S13, S19, S22)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from familyhubs.design.parts import Change
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households import denials
from households.actions import contacts
from households.contact_rules import Entry
from households.forms.contacts import (
    AttendanceForm,
    CorrectEntryForm,
    MoveEntryForm,
    NewEntryForm,
    RestoreForm,
    WhyForm,
)
from households.loader import OpenHousehold, open_household, open_typed
from households.models import Person
from households.reading import timeline as reading
from households.views.pages import form_page
from households.views.timeline import (
    SECTION,
    correctable,
    entry_url,
    may_record,
    timeline_url,
)

CANNOT_CHANGE = (
    "The note of this entry cannot be read any more, so the entry is not changed: nothing is "
    "written over it. Record a new entry, and mark this one as recorded by mistake if it is wrong."
)


@require_http_methods(GET_OR_POST)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a contact."""
    case = open_household(request, reference, Permission.RECORD_CONTACT)
    if not may_record(case):
        raise PermissionDenied
    form = NewEntryForm(request.POST or None, request.FILES or None, **_people(case))
    if saved(
        request,
        form,
        lambda data: contacts.record(household=case.household, by=case.user, **data),
        done="The contact is recorded.",
    ):
        return redirect(timeline_url(case))
    title = "Record a contact"
    return form_page(request, case, form, title=title, section=SECTION, back=timeline_url(case))


@require_http_methods(GET_OR_POST)
def change(request: HttpRequest, reference: str, contact_id: int) -> HttpResponse:
    """Correct an entry; what it said before is kept."""
    case = open_household(request, reference, Permission.RECORD_CONTACT)
    found = correctable(case, contact_id)
    if not found.opens and request.method != "POST":
        messages.error(request, CANNOT_CHANGE)
        return redirect(entry_url(case, contact_id))
    form = CorrectEntryForm(request.POST or None, initial=_typed(found), **_people(case))
    if saved(
        request,
        form,
        lambda data: contacts.correct(
            contact=found.contact,
            seen_version=form.cleaned_data["version"],
            by=case.user,
            **data,
        ),
        done="The entry is corrected.",
    ):
        return redirect(entry_url(case, contact_id))
    _show_note_meanwhile(case, form, contact_id)
    back = entry_url(case, contact_id)
    return form_page(request, case, form, title="Change the entry", section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def attended(request: HttpRequest, reference: str, contact_id: int) -> HttpResponse:
    """Did they come?"""
    case = open_household(request, reference, Permission.RECORD_CONTACT)
    contact = correctable(case, contact_id).contact
    if not contact.asks_attendance and request.method != "POST":
        messages.info(request, "It is recorded already whether they came, or it is still to come.")
        return redirect(entry_url(case, contact_id))
    form = AttendanceForm(request.POST or None, initial={"version": contact.version})
    if saved(
        request,
        form,
        lambda data: contacts.say_attendance(
            contact=contact, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="It is recorded whether they came.",
    ):
        return redirect(entry_url(case, contact_id))
    title = f"{contact.get_kind_display()} on {contact.on:%-d %B %Y}"
    back = entry_url(case, contact_id)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def mistake(request: HttpRequest, reference: str, contact_id: int) -> HttpResponse:
    """It was recorded by mistake: kept, out of the way, and shown to no partner."""
    case = open_household(request, reference, Permission.RECORD_CONTACT)
    contact = correctable(case, contact_id).contact
    form = WhyForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: contacts.mark_mistake(contact=contact, by=case.user, **data),
        done="The entry is marked as a mistake.",
    ):
        return redirect(timeline_url(case))
    intro = "It leaves the timeline at once, and no partner sees it any more. The hub can still "
    return form_page(
        request,
        case,
        form,
        title="Mark the entry as recorded by mistake",
        section=SECTION,
        submit="Mark as a mistake",
        intro=intro + "find it, and say that it was no mistake.",
        back=entry_url(case, contact_id),
    )


@require_http_methods(GET_OR_POST)
def restore(request: HttpRequest, reference: str, contact_id: int) -> HttpResponse:
    """It was no mistake after all."""
    case = _council(request, reference)
    contact = correctable(case, contact_id).contact
    form = RestoreForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: contacts.restore(contact=contact, by=case.user, **data),
        done="The entry stands on the timeline again.",
    ):
        return redirect(entry_url(case, contact_id))
    title = "It was no mistake"
    back = entry_url(case, contact_id)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def move(request: HttpRequest, reference: str, contact_id: int) -> HttpResponse:
    """It is another family's: to the household it belongs to."""
    case = _council(request, reference)
    contact = correctable(case, contact_id).contact
    other = request.GET.get("other", "").strip()
    right = _other(request, case, other) if other else None
    if right is None:
        return render(request, "households/timeline_move.html", _which(case, contact_id, other))
    people = reading.people_of_contacts(right)
    form = MoveEntryForm(request.POST or None, initial={"version": contact.version}, people=people)
    if saved(
        request,
        form,
        lambda data: contacts.move(
            contact=contact,
            household=right.household,
            seen_version=form.cleaned_data["version"],
            by=case.user,
            **data,
        ),
        done=f"The entry now stands in the household {right.household.reference}.",
    ):
        return redirect(timeline_url(case))
    title = f"Move the entry to the {right.title} family"
    back = entry_url(case, contact_id)
    return form_page(request, case, form, title=title, section=SECTION, submit="Move it", back=back)


def _council(request: HttpRequest, reference: str) -> OpenHousehold:
    case = open_household(request, reference, Permission.RECORD_CONTACT)
    if not case.sight.everything:
        raise PermissionDenied
    return case


def _people(case: OpenHousehold) -> dict[str, Any]:
    """Whom an entry may be about, and which of them live here now."""
    living = Person.objects.visible_to(case.user).living_in(case.household)
    return {
        "people": reading.people_of_contacts(case),
        "living": set(living.values_list("pk", flat=True)),
    }


def _typed(found: reading.Entry) -> dict[str, Any]:
    contact: Any = found.contact
    return {
        **{name: getattr(contact, name) for name in Entry.__dataclass_fields__},
        "people": [person.pk for person in contact.about],
        "note": found.note if found.opens else "",
        "version": contact.version,
    }


def _show_note_meanwhile(case: OpenHousehold, form: Any, contact_id: int) -> None:
    """The note is sealed, so the list of yours and theirs does not hold it: put it there."""
    meanwhile: Any = getattr(form, "changed_meanwhile", None)
    now = reading.entry(case, contact_id) if meanwhile is not None else None
    typed = form.cleaned_data["note"] if now is not None else ""
    if now is not None and now.note != typed:
        form.changed_meanwhile = [*meanwhile, Change("Note", typed, now.note)]


def _other(request: HttpRequest, case: OpenHousehold, typed: str) -> OpenHousehold | None:
    """The right household, where this user may open it and it is not this very one."""
    try:
        right = open_typed(request, typed, Permission.RECORD_CONTACT)
    except Http404:
        denials.of_typed(case.user, typed, action="contacts.move")
        return None
    return right if right.household.pk != case.household.pk else None


def _which(case: OpenHousehold, contact_id: int, other: str) -> dict[str, Any]:
    back = entry_url(case, contact_id)
    return {"case": case, "section": SECTION, "other": other, "back": back}
