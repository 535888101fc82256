"""The public front door. Nobody signs in here, and nothing here is about a family."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from familyhubs.design.pages import page_of
from familyhubs.organisations.models import Organisation, User
from familyhubs.organisations.rules import Permission
from referrals.forms.directory import FindSupportForm
from referrals.models import Service
from referrals.reading import whom_to_ring


@login_not_required
@require_safe
def find_support(request: HttpRequest) -> HttpResponse:
    """S2: anyone searches the support on offer by need, age and place."""
    form = FindSupportForm(request.GET)
    page = page_of(request, form.found())
    searched = any(request.GET.get(name) for name in form.fields)
    may_count = isinstance(request.user, User) and request.user.may(Permission.RECORD_UNMET_NEED)
    context = {"form": form, "page": page, "searched": searched, "may_count_unmet": may_count}
    return render(request, "referrals/find_support.html", context)


@login_not_required
@require_safe
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """One service; a closed one says so, for those who kept its address."""
    found = get_object_or_404(Service.objects.select_related("organisation"), pk=pk)
    return render(request, "referrals/service.html", {"service": found})


@login_not_required
@require_safe
def ask_for_help(request: HttpRequest) -> HttpResponse:
    """S1: how to reach the council and its hubs today."""
    return render(request, "referrals/ask_for_help.html", whom_to_ring())


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How well these pages work for everybody, and whom to tell where they do not."""
    context = {"council": Organisation.objects.council()}
    return render(request, "referrals/accessibility.html", context)
