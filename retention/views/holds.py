"""The officer's register of holds, and the holds on a whole class of record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from familyhubs.design.pages import page_of
from familyhubs.records.saving import GET_OR_POST, saved
from retention.actions import holds
from retention.hold_forms import ClassHoldForm, HoldFilterForm
from retention.models import Hold
from retention.register import holds as register
from retention.views.pages import officer


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


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a hold on a class of record."""
    user = officer(request)
    hold = get_object_or_404(Hold.objects.visible_to(user).of_classes(), pk=pk)
    try:
        holds.lift(hold=hold, by=user)
    except holds.AlreadyLifted as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "The hold is lifted. The next sweep looks at the dates again.")
    return redirect("retention:holds")
