"""A household's paper files: registered, moved, corrected, lost and found, labelled (S47)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.saving import GET_OR_POST, saved
from households.loader import OpenHousehold, open_household
from households.reading.timeline import people_of_contacts
from households.views.pages import form_page
from retention import paper_reading
from retention.actions import paper
from retention.models import PaperFile
from retention.paper import verdict
from retention.paper_forms import (
    CorrectFileForm,
    FileMistakeForm,
    FoundForm,
    LostForm,
    MoveFileForm,
    RegisterFileForm,
)

SECTION = "paper"


@require_safe
def file_list(request: HttpRequest, reference: str) -> HttpResponse:
    """The paper files of a household, and where each is."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    context = {
        "case": case,
        "section": SECTION,
        "files": paper_reading.files(case),
        "may_keep": case.user.may(Permission.KEEP_PAPER),
    }
    return render(request, "retention/paper_list.html", context)


@require_safe
def file(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """One file: where it is, who had it, and until when it is kept."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    shown = file_of(case, file_id)
    there = not (shown.is_destroyed or shown.in_error)
    context = {
        "case": case,
        "section": SECTION,
        "file": shown,
        "there": there,
        "loans": paper_reading.loans(case, shown),
        "verdict": verdict(shown, today()) if there else None,
        "certificate": paper_reading.certificate(case, file_id),
        "may_keep": there and case.user.may(Permission.KEEP_PAPER),
        "may_destroy": case.user.may(Permission.DESTROY_PAPER),
        "today": today(),
        "may_write_off": case.user.may(Permission.KEEP_EVIDENCE),
    }
    return render(request, "retention/paper_file.html", context)


@require_http_methods(GET_OR_POST)
def register(request: HttpRequest, reference: str) -> HttpResponse:
    """A file comes into the register."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    people = people_of_contacts(case)
    initial = {"hub": case.household.hub_id}
    form = RegisterFileForm(request.POST or None, people=people, initial=initial)
    if saved(
        request,
        form,
        lambda data: paper.register(household=case.household, by=case.user, **data),
        done="The file is registered. Print its label, and put it on the cover.",
    ):
        return redirect(list_url(case))
    title, back = "Register a paper file", list_url(case)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def move(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """It is kept somewhere else."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown = file_of(case, file_id)
    initial = {"version": shown.version, "hub": shown.hub_id, "place": shown.place}
    form = MoveFileForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        lambda data: paper.move(
            file=shown, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="It is recorded where the file is kept now.",
    ):
        return redirect(file_url(case, file_id))
    title, back = f"Move {shown.number}", file_url(case, file_id)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def correct(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """Its label or what is in it was wrong."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown = file_of(case, file_id)
    names = ["label", "contents", "volumes", "version"]
    initial = {name: getattr(shown, name) for name in names}
    form = CorrectFileForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        lambda data: paper.correct(
            file=shown, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="The file is corrected.",
    ):
        return redirect(file_url(case, file_id))
    title, back = f"Correct {shown.number}", file_url(case, file_id)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def mistake(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """There is no such file of this family."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown = file_of(case, file_id)
    form = FileMistakeForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: paper.mark_mistake(file=shown, by=case.user, **data),
        done="It is marked as registered by mistake.",
    ):
        return redirect(list_url(case))
    return form_page(
        request,
        case,
        form,
        title=f"{shown.number} was registered by mistake",
        section=SECTION,
        submit="Mark as a mistake",
        intro="For a file that is another family's, or was registered twice. The record of this "
        "family is no longer kept for it. A file that was destroyed or lost is no mistake.",
        back=file_url(case, file_id),
    )


@require_http_methods(GET_OR_POST)
def lost(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """Nobody finds it."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown = file_of(case, file_id)
    form = LostForm(request.POST or None, initial={"version": shown.version})
    if saved(
        request,
        form,
        lambda data: paper.report_lost(
            file=shown, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="The file is reported lost. Tell the data protection officer at once.",
    ):
        return redirect(file_url(case, file_id))
    intro = (
        "Losing a family's file may be a breach of their personal data. Tell the data protection "
        "officer at once: some breaches are reported within 72 hours."
    )
    title, back = f"Report {shown.number} lost", file_url(case, file_id)
    return form_page(
        request, case, form, title=title, section=SECTION, intro=intro, submit="Report", back=back
    )


@require_http_methods(GET_OR_POST)
def found(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """It is back."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown = file_of(case, file_id)
    if shown.lost_on is None and request.method != "POST":
        messages.info(request, "This file is not reported lost.")
        return redirect(file_url(case, file_id))
    initial = {"version": shown.version, "hub": shown.hub_id, "place": shown.place}
    form = FoundForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        lambda data: paper.found(
            file=shown, seen_version=form.cleaned_data["version"], by=case.user, **data
        ),
        done="It is recorded that the file was found.",
    ):
        return redirect(file_url(case, file_id))
    title, back = f"{shown.number} was found", file_url(case, file_id)
    return form_page(request, case, form, title=title, section=SECTION, back=back)


def file_of(case: OpenHousehold, file_id: int) -> PaperFile:
    """A file of this household. Raises Http404."""
    shown = paper_reading.file(case, file_id)
    if shown is None:
        raise Http404
    return shown


def list_url(case: OpenHousehold) -> str:
    return reverse("retention:paper", args=[case.household.reference])


def file_url(case: OpenHousehold, file_id: int) -> str:
    return reverse("retention:paper-file", args=[case.household.reference, file_id])
