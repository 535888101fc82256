"""A paper file is destroyed, and the contractor's certificate for it (S47)."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.audit import log
from familyhubs.files import download, storage
from familyhubs.keys.sealing import KeyDestroyed, Tampered
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.saving import GET_OR_POST, saved
from households.loader import OpenHousehold, open_household
from households.views.pages import save_or_show
from retention import paper_reading
from retention.actions import paper_destruction
from retention.models import Destroyed, PaperFile
from retention.paper import verdict
from retention.paper_forms import AddCertificateForm, DestroyForm, WriteOffForm
from retention.views.paper import SECTION, file_of, file_url

RECORDED = "It is recorded that the file is no more. Disposal does not wait for it any longer."


@require_http_methods(GET_OR_POST)
def destroy(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """By whom it was destroyed, how and when; or why it may not be, and until when."""
    case = open_household(request, reference, Permission.DESTROY_PAPER)
    shown, back = file_of(case, file_id), file_url(case, file_id)
    form = DestroyForm(request.POST or None, request.FILES or None)
    if saved(
        request,
        form,
        lambda data: paper_destruction.destroy(file=shown, by=case.user, **data),
        done=RECORDED,
    ):
        return redirect(back)
    title = f"Record that {shown.number} was destroyed"
    intro = (
        "Record it once the file is destroyed, every volume of it. It cannot be changed "
        "afterwards, and the next sweep disposes of the record that waited for it."
    )
    words = {"title": title, "intro": intro, "submit": "Record it", "done": "destroyed"}
    return _page(request, case, shown, form, words)


def _page(
    request: HttpRequest,
    case: OpenHousehold,
    file: PaperFile,
    form: DestroyForm | WriteOffForm,
    words: dict[str, str],
) -> HttpResponse:
    """The form, or why the file's time is not over."""
    there = not (file.is_destroyed or file.in_error)
    may_keep = case.user.may(Permission.KEEP_PAPER)
    context = {"case": case, "section": SECTION, "form": form, "file": file, "may_keep": may_keep}
    context |= {"there": there, "verdict": verdict(file, today()) if there else None}
    context |= {"back": file_url(case, file.pk), **words}
    return render(request, "retention/paper_destroy.html", context)


@require_http_methods(GET_OR_POST)
def write_off(request: HttpRequest, reference: str, file_id: int) -> HttpResponse:
    """A file that nobody finds: the officer says that it is not waited for any longer; or why it
    may not be written off, and until when."""
    case = open_household(request, reference, Permission.DESTROY_PAPER)
    if not case.user.may(Permission.KEEP_EVIDENCE):
        raise PermissionDenied
    shown, back = file_of(case, file_id), file_url(case, file_id)
    form = WriteOffForm(request.POST or None)
    facts: dict[str, Any] = {"how": Destroyed.WRITTEN_OFF, "by_whom": case.user.name, "on": today()}
    if saved(
        request,
        form,
        lambda data: paper_destruction.destroy(file=shown, by=case.user, **facts, **data),
        done=RECORDED,
    ):
        return redirect(back)
    title = f"Write off {shown.number}"
    intro = "Only a file that is reported lost is written off, once its time is over."
    words = {"title": title, "intro": intro, "submit": title, "done": "written off"}
    return _page(request, case, shown, form, words)


@require_http_methods(GET_OR_POST)
def certificate(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The contractor's certificate came later, or its number was wrong."""
    case = open_household(request, reference, Permission.DESTROY_PAPER)
    row = paper_reading.certificate(case, pk)
    if row is None:
        raise Http404
    initial = {"number": row.number, "version": row.version}
    return save_or_show(
        request,
        case,
        AddCertificateForm(request.POST or None, request.FILES or None, initial=initial),
        partial(paper_destruction.add_certificate, file=row.file),
        done="The contractor's certificate is kept.",
        title=f"The contractor's certificate for {row.file.number}",
        section=SECTION,
        intro="A new scan takes the place of the one there is." if row.stored_as else "",
        back=file_url(case, pk),
    )


@require_safe
def scan(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The scanned certificate, as a download."""
    case = open_household(request, reference, Permission.SEE_RECORD)
    row = paper_reading.certificate(case, pk)
    if row is None or not row.stored_as:
        raise Http404
    try:
        content = storage.read(row.stored_as, row.key_id, row.label)
    except storage.FileGone as gone:
        raise Http404 from gone
    except (KeyDestroyed, Tampered):
        messages.error(request, f"The file {row.name} cannot be read any more.")
        return redirect(file_url(case, pk))
    page, basis = "retention:paper-scan", case.sight.basis
    log.exported(case.user, "household", case.household.pk, action=page, basis=basis)
    return download.answer(content, name=row.name, mime=row.media_type)
