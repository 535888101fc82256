"""What the officer's pages share."""

from django.http import HttpRequest

from familyhubs.organisations.asking import require
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission

LIFTED = "The hold is lifted. The next sweep looks at the dates again."
LOOKED_AT = "The hold stands still. It is recorded when it is looked at again."
STANDS_STILL = (
    "It stands until somebody lifts it: here you say that it was looked at, and when that is done "
    "again."
)


def officer(request: HttpRequest) -> User:
    """Whoever asks, if they keep the evidence. Raises PermissionDenied for everybody else."""
    return require(request, Permission.KEEP_EVIDENCE)
