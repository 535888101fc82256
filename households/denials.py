"""Who asked for what is not theirs is noted: which page, and of which household."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from familyhubs.audit import log
from familyhubs.database.identity import whole_record
from familyhubs.organisations.models import User
from familyhubs.records.models import Record
from households.loader import HOUSEHOLD
from households.models import Household

NOT_ALLOWED, NOT_FOUND = 403, 404
OF_ROW = "denied_row"  # of a request


def denials_are_logged(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Log each page that was refused to somebody signed in, and each household they do not see.

    One that is not there is logged as one that is not theirs, so that neither the answer nor the
    time it takes tells the two apart.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        user: Any = request.user
        match = request.resolver_match
        refused = response.status_code in (NOT_ALLOWED, NOT_FOUND)
        row: Any = getattr(request, OF_ROW, None)
        if row is not None and isinstance(user, User):
            with whole_record():
                of = row.values_list("household_id", flat=True).first()
            log.denied(user, "household", of or "", action=match.view_name if match else "")
        elif refused and match is not None and isinstance(user, User):
            _log(user, match.view_name, match.kwargs.get(HOUSEHOLD), response.status_code)
        return response

    return middleware


def of_row(request: HttpRequest, model: type[Record], pk: int) -> None:
    """Have it logged that somebody asked for something of a household by a number of its own, and
    may not see it. One that is not there is logged alike. Call before raising Http404."""
    setattr(request, OF_ROW, model._default_manager.filter(pk=pk))


def of_typed(user: User, typed: str, *, action: str) -> None:
    """Log that somebody typed the reference of a household that does not open to them.

    One that is not there is logged alike; one that they see anyway is not. An old reference is
    that of the household it was merged into.
    """
    with whole_record():
        rows = Household.objects.referenced(typed).values_list("pk", "merged_into")
        found = [merged_into or pk for pk, merged_into in rows]
    seen = Household.objects.visible_to(user).filter(pk__in=found)
    if not seen.exists():
        log.denied(user, "household", next(iter(found), ""), action=action)


def _log(user: User, page: str, reference: str | None, status: int) -> None:
    if reference is None:
        if status == NOT_ALLOWED:
            log.denied(user, "", "", action=page)
        return
    seen = Household.objects.visible_to(user).filter(reference=reference)
    if status == NOT_FOUND and seen.exists():
        return
    with whole_record():
        there = Household.objects.filter(reference=reference).values_list("pk", flat=True).first()
    log.denied(user, "household", there or "", action=page)
