"""The catalogue: every component in every state, open to anybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.design import samples


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show the components with made-up values. Nothing here is anybody's record."""
    messages.success(request, "The goal was saved. This is what a success looks like.")
    messages.info(request, "The agreement with Riverside School ends in 14 days.")
    return render(request, "design/catalogue.html", samples.context(request.GET.get("page")))
