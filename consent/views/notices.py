"""The privacy page, one click from every page (S70)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consent.grounds import GROUNDS
from consent.models import Notice, NoticeKind


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice in force, in full, and the leaflet."""
    return _notice(request, NoticeKind.PRIVACY)


@login_not_required
@require_safe
def leaflet(request: HttpRequest) -> HttpResponse:
    """The short leaflet families are given (S6)."""
    return _notice(request, NoticeKind.LEAFLET)


@login_not_required
@require_safe
def grounds(request: HttpRequest) -> HttpResponse:
    """The lawful grounds, and what each is in law (S23)."""
    return render(request, "consent/grounds.html", {"grounds": GROUNDS})


def _notice(request: HttpRequest, kind: str) -> HttpResponse:
    notice = Notice.objects.current(kind)
    if notice is None:
        raise Http404
    return render(request, "consent/notice.html", {"notice": notice, "kinds": NoticeKind})
