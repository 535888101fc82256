"""Withdrawing an agreement or a part of it, asking a family again, and who is told."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent import due, reading
from consent.actions import agreements, going_on, stops
from consent.forms.agreements import GoesOnForm
from consent.forms.withdrawals import WithdrawForm
from consent.views.sharing import SECTION, in_force, to_sharing
from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households.loader import open_household
from households.reading.paged import paged
from households.views.pages import form_page


@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, reference: str, agreement_id: int) -> HttpResponse:
    """Withdraw for one recipient or for all, wholly or in part; sharing stops at once (S50)."""
    case = open_household(request, reference, Permission.RECORD_AGREEMENT)
    agreement, elsewhere = in_force(request, case, agreement_id)
    if elsewhere:
        return elsewhere
    asked = reading.to_withdraw(case, agreement)
    form = WithdrawForm(request.POST or None, agreement=agreement, **asked)
    if saved(
        request,
        form,
        lambda data: agreements.withdraw(agreement=agreement, by=case.user, **data),
        done="It is withdrawn. Sharing has stopped, and those it concerns are told.",
    ):
        return redirect(to_sharing(case))
    return form_page(
        request,
        case,
        form,
        title="Withdraw the agreement",
        section=SECTION,
        submit="Stop sharing now",
        intro="Sharing stops the moment you save this. No service is refused to them.",
        back=to_sharing(case),
    )


@require_http_methods(GET_OR_POST)
def goes_on(request: HttpRequest, reference: str, agreement_id: int) -> HttpResponse:
    """The family was asked again, and the agreement goes on."""
    case = open_household(request, reference, Permission.RECORD_AGREEMENT)
    agreement, elsewhere = in_force(request, case, agreement_id)
    if elsewhere:
        return elsewhere
    form = GoesOnForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: going_on.confirm(agreement=agreement, by=case.user, **data),
        done="It is recorded that the agreement goes on.",
    ):
        return redirect(to_sharing(case))
    return form_page(
        request,
        case,
        form,
        title="The agreement goes on",
        section=SECTION,
        intro="Where the family wants to share less, withdraw that part instead.",
        back=to_sharing(case),
    )


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Agreements without an end that are to be looked at again with the family."""
    user = require(request, Permission.RECORD_AGREEMENT)
    page = page_of(request, paged(due.to_look_at_again(user)))
    context = {"page": page, "agreements": due.with_households(user, page.object_list)}
    return render(request, "consent/reviews.html", context)


@require_safe
def stopped(request: HttpRequest) -> HttpResponse:
    """Sharing that stopped, for the officer and for each recipient, until somebody notes it."""
    user = _told(request)
    context = {"page": page_of(request, paged(due.stops_to_note(user)))}
    return render(request, "consent/stopped.html", context)


@require_POST
def noted(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Somebody there has taken note."""
    user = _told(request)
    notice = due.stops_to_note(user).filter(pk=notice_id).first()
    if notice:
        stops.note(notice=notice, by=user)
        messages.success(request, "Noted.")
    else:
        messages.info(request, "Somebody noted it already. Nothing has been changed.")
    return redirect("consent:stopped")


def _told(request: HttpRequest) -> User:
    user = require(request, Permission.SEE_HOUSEHOLDS)
    if not user.is_partner and not user.may(Permission.KEEP_EVIDENCE):
        raise PermissionDenied
    return user
