"""A household's paper files: registered, moved, corrected, lost and found, labelled (S47)."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.saving import GET_OR_POST
from households.loader import OpenHousehold, open_household
from households.reading.timeline import people_of_contacts
from households.views.pages import save_or_show
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
    people, initial = people_of_contacts(case), {"hub": case.household.hub_id}
    return save_or_show(
        request,
        case,
        RegisterFileForm(request.POST or None, people=people, initial=initial),
        partial(paper.register, household=case.household),
        done="The file is registered. Print its label, and put it on the cover.",
        title="Register a paper file",
        section=SECTION,
        back=list_url(case),
    )


@require_http_methods(GET_OR_POST)
def move(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """It is kept somewhere else."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown = file_of(case, file_id)
    return save_or_show(
        request,
        case,
        MoveFileForm(request.POST or None, initial=now(shown, "hub_id", "place")),
        partial(paper.move, file=shown),
        done="It is recorded where the file is kept now.",
        title=f"Move {shown.number}",
        section=SECTION,
        back=file_url(case, file_id),
    )


@require_http_methods(GET_OR_POST)
def correct(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """Its label or what is in it was wrong."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown = file_of(case, file_id)
    initial = now(shown, "label", "contents", "volumes")
    return save_or_show(
        request,
        case,
        CorrectFileForm(request.POST or None, initial=initial),
        partial(paper.correct, file=shown),
        done="The file is corrected.",
        title=f"Correct {shown.number}",
        section=SECTION,
        back=file_url(case, file_id),
    )


@require_http_methods(GET_OR_POST)
def mistake(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """There is no such file of this family."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown = file_of(case, file_id)
    return save_or_show(
        request,
        case,
        FileMistakeForm(request.POST or None),
        partial(paper.mark_mistake, file=shown),
        done="It is marked as registered by mistake.",
        title=f"{shown.number} was registered by mistake",
        section=SECTION,
        submit="Mark as a mistake",
        intro="For a file that is another family's, or was registered twice. The record of this "
        "family is no longer kept for it. A file that was destroyed or lost is no mistake.",
        back=file_url(case, file_id),
        then=list_url(case),
    )


@require_http_methods(GET_OR_POST)
def lost(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """Nobody finds it."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown = file_of(case, file_id)
    return save_or_show(
        request,
        case,
        LostForm(request.POST or None, initial=now(shown)),
        partial(paper.report_lost, file=shown),
        done="The file is reported lost. Tell the data protection officer at once.",
        title=f"Report {shown.number} lost",
        section=SECTION,
        submit="Report",
        intro="Losing a family's file may be a breach of their personal data. Tell the data "
        "protection officer at once: some breaches are reported within 72 hours.",
        back=file_url(case, file_id),
    )


@require_http_methods(GET_OR_POST)
def found(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """It is back."""
    case = open_household(request, reference, Permission.KEEP_PAPER)
    shown, back = file_of(case, file_id), file_url(case, file_id)
    if shown.lost_on is None and request.method != "POST":
        messages.info(request, "This file is not reported lost.")
        return redirect(back)
    return save_or_show(
        request,
        case,
        FoundForm(request.POST or None, initial=now(shown, "hub_id", "place")),
        partial(paper.found, file=shown),
        done="It is recorded that the file was found.",
        title=f"{shown.number} was found",
        section=SECTION,
        back=back,
    )


def file_of(case: OpenHousehold, file_id: int) -> PaperFile:
    """A file of this household. Raises Http404."""
    shown = paper_reading.file(case, file_id)
    if shown is None:
        raise Http404
    return shown


def now(shown: PaperFile, *names: str) -> dict[str, Any]:
    """What a form of it begins with: its version, and these fields as they are."""
    begins = {name.removesuffix("_id"): getattr(shown, name) for name in names}
    return {"version": shown.version, **begins}


def list_url(case: OpenHousehold) -> str:
    return reverse("retention:paper", args=[case.household.reference])


def file_url(case: OpenHousehold, file_id: int) -> str:
    return reverse("retention:paper-file", args=[case.household.reference, file_id])
