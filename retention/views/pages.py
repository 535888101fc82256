"""What the officer's pages share."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission

PAGE_SIZE = 25


def officer(request: HttpRequest) -> User:
    """Whoever asks, if they keep the evidence. Raises PermissionDenied for everybody else."""
    user = request.user
    if not (isinstance(user, User) and user.may(Permission.KEEP_EVIDENCE)):
        raise PermissionDenied
    return user
