"""Unmet need, recorded by itself or by a referral that did not come to help (S5)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.asking import require
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households.loader import open_household
from households.views.pages import save_or_show
from referrals import referring
from referrals.actions import unmet
from referrals.forms.unmet import UnmetNeedForm, UnmetReferralForm
from referrals.states import NOT_MET
from referrals.views.referrals import SECTION, referral_url

DONE = "The unmet need is counted. Nothing of who it was is kept with it."


@require_http_methods(GET_OR_POST)
def record(request: HttpRequest) -> HttpResponse:
    """A family needed what nobody could give them."""
    user = require(request, Permission.RECORD_UNMET_NEED)
    form = UnmetNeedForm(request.POST or None, user=user)
    if saved(request, form, lambda data: unmet.record(by=user, **data), done=DONE):
        return redirect("referrals:unmet-record")
    return render(request, "referrals/unmet.html", {"form": form})


@require_http_methods(GET_OR_POST)
def of_referral(request: HttpRequest, reference: str, referral_id: int) -> HttpResponse:
    """A referral was declined or withdrawn, or waits: what that left unmet."""
    case = open_household(request, reference, Permission.RECORD_UNMET_NEED)
    found = referring.one_of_household(case, referral_id)
    if found.state not in NOT_MET:
        state = found.get_state_display()
        messages.info(request, f"The referral is at \u201c{state}\u201d, so it is not unmet.")
        return redirect(referral_url(case, referral_id))
    last = referring.steps_of(case.user, found)[-1]
    form = UnmetReferralForm(request.POST or None, needs=found.needs, because=last.because)
    where: dict[str, Any] = {"hub": case.household.hub, "area": found.area}
    return save_or_show(
        request,
        case,
        form,
        lambda **said: unmet.record(referral=found, **where, **said),
        done=DONE,
        back=referral_url(case, referral_id),
        title=f"Count what referral {found.number} left unmet",
        section=SECTION,
        submit="Count it",
        intro="The council ranks these to decide what support to pay for. Nothing of the family is "
        "kept with it, so nobody can find it afterwards to take it back.",
    )
