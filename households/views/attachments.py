"""Files of an entry: added, and a wrong one taken away (S13)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households.actions import attachments
from households.forms.attachments import AddFilesForm
from households.forms.contacts import TakeAwayForm
from households.loader import open_household
from households.reading import timeline as reading
from households.views.pages import form_page
from households.views.timeline import SECTION, correctable, entry_url, may_correct


@require_http_methods(GET_OR_POST)
def add_files(request: HttpRequest, reference: str, contact_id: int) -> HttpResponse:
    """Add files to an entry."""
    case = open_household(request, reference, Permission.RECORD_CONTACT)
    contact = correctable(case, contact_id).contact
    form = AddFilesForm(request.POST or None, request.FILES or None)
    if saved(
        request,
        form,
        lambda data: attachments.hang_on(contact=contact, by=case.user, **data),
        done="The files are added.",
    ):
        return redirect(entry_url(case, contact_id))
    back = entry_url(case, contact_id)
    return form_page(request, case, form, title="Add files", section=SECTION, back=back)


@require_http_methods(GET_OR_POST)
def take_away(
    request: HttpRequest, reference: str, contact_id: int, attachment_id: int
) -> HttpResponse:
    """A wrong file: it goes from the page and from the disk; who took it away, and why, stays."""
    case = open_household(request, reference, Permission.RECORD_CONTACT)
    file = reading.attachment(case, contact_id, attachment_id)
    if file is None:
        raise Http404
    if not may_correct(case, file.contact):
        raise PermissionDenied
    form = TakeAwayForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: attachments.take_away(attachment=file, by=case.user, **data),
        done="The file is taken away.",
    ):
        return redirect(entry_url(case, contact_id))
    return form_page(
        request,
        case,
        form,
        title=f"Take away the file {file.name}",
        section=SECTION,
        submit="Take it away",
        intro="Nobody can see or download it any more, and it cannot be brought back.",
        back=entry_url(case, contact_id),
    )
