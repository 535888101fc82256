"""A service recorded by mistake, and that it was none (S12)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households.loader import open_household
from households.views.pages import form_page
from referrals.actions import mistakes
from referrals.forms.uses import UseMistakeForm, UseRestoreForm
from referrals.views.uses import SECTION, correctable, list_url, naming, use_url


@require_http_methods(GET_OR_POST)
def mistake(request: HttpRequest, reference: str, use_id: int) -> HttpResponse:
    """The wrong person, or the wrong service: out of the way, and recorded anew."""
    case = open_household(request, reference, Permission.RECORD_SERVICES)
    use = correctable(case, use_id)
    form = UseMistakeForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: mistakes.mark_use(use=use, by=case.user, **data),
        done="It is marked as recorded by mistake. Record the right one anew.",
    ):
        return redirect(list_url(case))
    return form_page(
        request,
        case,
        form,
        title=f"{use.what} was recorded by mistake",
        section=SECTION,
        submit="Mark as a mistake",
        intro="For the wrong person or the wrong service. It leaves the page with its sessions, "
        "and no partner sees it any more. Then record the right one anew.",
        back=use_url(case, use_id),
    )


@require_http_methods(GET_OR_POST)
def restore(request: HttpRequest, reference: str, use_id: int) -> HttpResponse:
    """It was no mistake after all: the council says so."""
    case = open_household(request, reference, Permission.RECORD_SERVICES)
    if not case.sight.everything:
        raise PermissionDenied
    use = correctable(case, use_id)
    form = UseRestoreForm(request.POST or None)
    if saved(
        request,
        form,
        naming(case, lambda data: mistakes.restore_use(use=use, by=case.user, **data)),
        done="It stands among the services again.",
    ):
        return redirect(use_url(case, use_id))
    title, back = "It was no mistake", use_url(case, use_id)
    return form_page(request, case, form, title=title, section=SECTION, back=back)
