"""The public front door. Nobody signs in here, and nothing here is about a family."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def find_support(request: HttpRequest) -> HttpResponse:
    return render(request, "referrals/find_support.html")


@login_not_required
def ask_for_help(request: HttpRequest) -> HttpResponse:
    return render(request, "referrals/ask_for_help.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "referrals/accessibility.html")
