"""Whom to tell in an organisation."""

from familyhubs.organisations.models import Organisation, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today


def of(organisation: Organisation, permission: str = Permission.SEE_HOUSEHOLDS) -> list[User]:
    """Its people who may sign in and answer; none where it takes part no longer.

    Args: `permission`, what it takes to answer.
    """
    if not organisation.takes_part(today()):
        return []
    people = User.objects.filter(organisation=organisation, is_active=True)
    return [user for user in people if user.may(permission)]
