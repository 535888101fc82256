"""Who asks for a page, as PostgreSQL is told it (the second wall)."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from familyhubs.database.identity import NOBODY, Identity, Sight, taken_on
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today


def identity_of(user: Any) -> Identity:
    """How far this user sees; nobody's where no one has signed in."""
    if not (isinstance(user, User) and user.is_active):
        return NOBODY
    return Identity(
        user=str(user.pk),
        organisation=str(user.organisation_id),
        group=str(user.organisation.group_id) if user.is_partner else "",
        sight=_sight(user),
        day=today(),
        now=timezone.now(),
    )


def _sight(user: User) -> Sight:
    if not user.may(Permission.SEE_HOUSEHOLDS):
        return Sight.NOTHING
    if user.is_partner:
        return Sight.PARTNER
    return Sight.EVERYTHING if user.may(Permission.SEE_RESTRICTED) else Sight.COUNCIL


def one_transaction_one_identity(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer each request in one transaction that carries its user's identity, and none after it.

    What a request changed is taken back where it ended in an error of ours.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        asker = identity_of(request.user)
        if asker == NOBODY:  # sees no family, and is answered while the database is away
            return get_response(request)
        with taken_on(asker):
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return middleware
