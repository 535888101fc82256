"""The timeline: read, one entry, and what a note said before (S11, S13)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from familyhubs.audit import log
from familyhubs.design.pages import page_of
from familyhubs.files import download, storage
from familyhubs.keys.sealing import KeyDestroyed, Tampered
from familyhubs.organisations.rules import Permission
from households.actions.guards import is_its_own
from households.forms.filters import TimelineFilter
from households.loader import OpenHousehold, open_household
from households.models import Contact
from households.reading import timeline as reading

SECTION = "timeline"


@require_safe
def timeline(request: HttpRequest, reference: str) -> HttpResponse:
    """What happened, newest first, 25 a page."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    people = reading.people_of_contacts(case)
    form = TimelineFilter(request.GET, people=people, council=case.sight.everything)
    page = page_of(request, reading.timeline(case, form.answers()))
    context = {
        "case": case,
        "section": SECTION,
        "form": form,
        "page": page,
        "entries": reading.entries(case, page.object_list),
        "sees": reading.sees_contacts(case),
        "may_add": may_record(case),
    }
    return render(request, "households/timeline.html", context)


@require_safe
def entry(request: HttpRequest, reference: str, contact_id: int) -> HttpResponse:
    """One entry, whole, with its files and what can be done about it."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    found = entry_of(case, contact_id)
    context = {
        "case": case,
        "section": SECTION,
        "entry": found,
        "contact": found.contact,
        "may_correct": may_correct(case, found.contact),
        "council": case.sight.everything,
    }
    return render(request, "households/timeline_entry.html", context)


@require_safe
def versions(request: HttpRequest, reference: str, contact_id: int) -> HttpResponse:
    """What the note said before: for the council."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    found = entry_of(case, contact_id)
    context = {
        "case": case,
        "section": SECTION,
        "entry": found,
        "former": reading.former_notes(case, found.contact),
        "back": entry_url(case, contact_id),
    }
    return render(request, "households/timeline_versions.html", context)


@require_safe
def attachment(
    request: HttpRequest, reference: str, contact_id: int, attachment_id: int
) -> HttpResponse:
    """A file, as a download and never shown in our name."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    found = reading.attachment(case, contact_id, attachment_id)
    if found is None:
        raise Http404
    try:
        content = storage.read(found.stored_as, found.key_id, found.label)
    except storage.FileGone as gone:
        raise Http404 from gone
    except (KeyDestroyed, Tampered):
        messages.error(request, f"The file {found.name} cannot be read any more.")
        return redirect(entry_url(case, contact_id))
    page, basis = "households:attachment", case.sight.basis
    log.exported(case.user, "household", case.household.pk, action=page, basis=basis)
    return download.answer(content, name=found.name, mime=found.media_type)


def entry_of(case: OpenHousehold, contact_id: int) -> reading.Entry:
    """An entry that this user may see. Raises Http404."""
    found = reading.entry(case, contact_id)
    if found is None:
        raise Http404
    return found


def may_record(case: OpenHousehold) -> bool:
    """Whether this user may put an entry on this household's timeline."""
    return case.user.may(Permission.RECORD_CONTACT) and reading.people_of_contacts(case).exists()


def may_correct(case: OpenHousehold, contact: Contact) -> bool:
    """Whoever records may correct; a partner, what its own people recorded."""
    may = case.user.may(Permission.RECORD_CONTACT)
    return may and is_its_own(contact.recorded_by, case.user)


def correctable(case: OpenHousehold, contact_id: int) -> reading.Entry:
    """An entry that this user may correct. Raises Http404, PermissionDenied."""
    found = entry_of(case, contact_id)
    if not may_correct(case, found.contact):
        raise PermissionDenied
    return found


def timeline_url(case: OpenHousehold) -> str:
    return reverse("households:timeline", args=[case.household.reference])


def entry_url(case: OpenHousehold, contact_id: int) -> str:
    return reverse("households:contact", args=[case.household.reference, contact_id])
