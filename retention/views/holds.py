"""The officer's register of holds, and the holds on a whole class of record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from familyhubs.design.pages import page_of
from familyhubs.organisations.models import User
from familyhubs.records.saving import GET_OR_POST, saved
from retention.actions import holds
from retention.hold_forms import ClassHoldForm, HoldFilterForm, LiftForm, LookAgainForm
from retention.lifting import lines_stopped_by
from retention.models import Hold
from retention.register import holds as register
from retention.views.pages import LIFTED, LOOKED_AT, STANDS_STILL, officer


@require_safe
def hold_list(request: HttpRequest) -> HttpResponse:
    """Reading 3: who holds what, why, and when that is looked at again. References, no names."""
    user = officer(request)
    form = HoldFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = page_of(request, register(user, **wanted))
    context = {"page": page, "form": form, "is_filtered": any(wanted.values())}
    return render(request, "retention/hold_list.html", context)


@require_http_methods(GET_OR_POST)
def place(request: HttpRequest) -> HttpResponse:
    """Stop the disposal of every record of a class."""
    user = officer(request)
    form = ClassHoldForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: holds.place_on_class(by=user, **data),
        done="The hold is placed. Nothing of that class is disposed of while it stands.",
    ):
        return redirect("retention:holds")
    return render(request, "retention/class_hold.html", {"form": form})


@require_http_methods(GET_OR_POST)
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a hold on a class of record, having read that everybody's becomes free."""
    user = officer(request)
    hold, form = _of_a_class(user, pk), LiftForm(request.POST or None)
    if saved(
        request,
        form,
        lambda data: holds.lift(hold=hold, by=user, **data),
        done=LIFTED,
    ):
        return redirect("retention:holds")
    context = {"form": form, "hold": hold, "waiting": lines_stopped_by(user, hold)}
    return render(request, "retention/class_hold_lift.html", context)


@require_http_methods(GET_OR_POST)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """A hold on a class of record was looked at and stands still."""
    user = officer(request)
    hold = _of_a_class(user, pk)
    form = LookAgainForm(request.POST or None, hold=hold)
    if saved(
        request,
        form,
        lambda data: holds.look_again(
            hold=hold, seen_version=form.cleaned_data["version"], by=user, **data
        ),
        done=LOOKED_AT,
    ):
        return redirect("retention:holds")
    context = {"form": form, "hold": hold, "intro": STANDS_STILL}
    return render(request, "retention/class_hold_review.html", context)


def _of_a_class(user: User, pk: int) -> Hold:
    return get_object_or_404(Hold.objects.visible_to(user).of_classes(), pk=pk)
