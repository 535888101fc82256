"""Who stands as the writer of what came from another system, where nobody named themselves."""

from django.core.management.base import CommandError

from familyhubs.imports.lines import Unreadable
from familyhubs.organisations.actions.organisations import add_user
from familyhubs.organisations.models import Organisation, OrganisationKind, Role, User

EMAIL = "import@other-system.invalid"
NAME = "Another system (import)"


def named(email: str | None) -> User | None:
    """The user of the council with this address; None for no address. Raises CommandError."""
    if email is None:
        return None
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None or found.is_partner:
        raise CommandError(f"--by {email}: nobody of the council signs in with this address.")
    return found


def author_of() -> User:
    """The account that stands for other systems. It belongs to the council, cannot sign in and
    may do nothing; it is made when it is first needed. Raises Unreadable without a council."""
    found = User.objects.filter(email=EMAIL).first()
    if found is not None:
        return found
    council = Organisation.objects.filter(kind=OrganisationKind.COUNCIL).first()
    if council is None:
        raise Unreadable(
            "There is no council here yet: make the first administrator "
            "(`manage.py first_administrator`), then import."
        )
    return add_user(
        by=None,
        email=EMAIL,
        name=NAME,
        role=Role.HUB_WORKER,
        organisation=council,
        is_active=False,
    )
