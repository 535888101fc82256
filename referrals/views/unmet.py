"""Unmet need, recorded by itself (S5)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from familyhubs.organisations.asking import require
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from referrals.actions import unmet
from referrals.forms.unmet import UnmetNeedForm


@require_http_methods(GET_OR_POST)
def record(request: HttpRequest) -> HttpResponse:
    """A family needed what nobody could give them."""
    user = require(request, Permission.RECORD_UNMET_NEED)
    form = UnmetNeedForm(request.POST or None, user=user)
    done = "The unmet need is counted. Nothing of who it was is kept."
    if saved(request, form, lambda data: unmet.record(by=user, **data), done=done):
        return redirect("referrals:unmet-record")
    return render(request, "referrals/unmet.html", {"form": form})
