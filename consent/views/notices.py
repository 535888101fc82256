"""The privacy page, one click from every page (S70), and each version there was (S53)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consent import notices
from consent.differences import differences
from consent.grounds import GROUNDS
from consent.models import NoticeKind


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice in force, in full, and the leaflet."""
    return _in_force(request, NoticeKind.PRIVACY)


@login_not_required
@require_safe
def leaflet(request: HttpRequest) -> HttpResponse:
    """The short leaflet families are given (S6)."""
    return _in_force(request, NoticeKind.LEAFLET)


@login_not_required
@require_safe
def grounds(request: HttpRequest) -> HttpResponse:
    """The lawful grounds, and what each is in law (S23)."""
    return render(request, "consent/grounds.html", {"grounds": GROUNDS})


@login_not_required
@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """Every version of the notice and of the leaflet, dated."""
    kinds = [
        (kind, [one for one in notices.versions(kind) if not one.is_to_come]) for kind in NoticeKind
    ]
    return render(request, "consent/notice_versions.html", {"kinds": kinds})


@login_not_required
@require_safe
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """One version as it was, and what it changed."""
    found = notices.version_of(version_id, published_only=True)
    if found is None:
        raise Http404
    changes = differences(found.before.text, found.notice.text) if found.before else []
    context = {"version": found, "notice": found.notice, "changes": changes, "kinds": NoticeKind}
    return render(request, "consent/notice.html", context)


def _in_force(request: HttpRequest, kind: str) -> HttpResponse:
    now = next((one for one in notices.versions(kind) if one.is_in_force), None)
    if now is None:
        raise Http404
    context = {"version": now, "notice": now.notice, "kinds": NoticeKind}
    return render(request, "consent/notice.html", context)
