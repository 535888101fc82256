"""What the officer's pages share."""

from django.http import HttpRequest

from familyhubs.organisations.asking import require
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission


def officer(request: HttpRequest) -> User:
    """Whoever asks, if they keep the evidence. Raises PermissionDenied for everybody else."""
    return require(request, Permission.KEEP_EVIDENCE)
