"""The family is told what somebody else said of it; or not, and why (S22)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households.actions import telling
from households.forms.contacts import FamilyToldForm, NotToldForm
from households.loader import open_household
from households.views.pages import form_page
from households.views.timeline import SECTION, correctable, entry_url


@require_http_methods(GET_OR_POST)
def told(request: HttpRequest, reference: str, contact_id: int) -> HttpResponse:
    """The family was told what somebody else said (S22)."""
    case = open_household(request, reference, Permission.RECORD_CONTACT)
    contact = correctable(case, contact_id).contact
    if not contact.is_to_be_told and request.method != "POST":
        messages.info(request, telling.ToldAlready.words)
        return redirect(entry_url(case, contact_id))
    form = FamilyToldForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: telling.family_told(contact=contact, by=case.user, **data),
        done="It is recorded that the family was told.",
    ):
        return redirect(entry_url(case, contact_id))
    intro = "The family is told what others say of it, who said it, and when it came."
    return form_page(
        request,
        case,
        form,
        title="The family was told",
        section=SECTION,
        intro=intro,
        back=entry_url(case, contact_id),
    )


@require_http_methods(GET_OR_POST)
def not_told(request: HttpRequest, reference: str, contact_id: int) -> HttpResponse:
    """Telling the family would put somebody in danger: why, and when it is looked at again."""
    case = open_household(request, reference, Permission.RECORD_CONTACT)
    contact = correctable(case, contact_id).contact
    if not contact.is_to_be_told and request.method != "POST":
        messages.info(request, telling.ToldAlready.words)
        return redirect(entry_url(case, contact_id))
    initial = {"why": contact.not_told_why, "look_again_on": contact.look_again_on}
    form = NotToldForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        lambda data: telling.not_told(contact=contact, by=case.user, **data),
        done="It is recorded why the family is not told for now.",
    ):
        return redirect(entry_url(case, contact_id))
    return form_page(
        request,
        case,
        form,
        title="The family is not told for now",
        section=SECTION,
        intro="Only where telling them would put somebody in danger.",
        back=entry_url(case, contact_id),
    )
