"""The council and its first administrator, once, in an empty database; asks for the password."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from familyhubs.organisations.actions.organisations import add_organisation, add_user
from familyhubs.organisations.models import Organisation, OrganisationKind, Role, User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--council", required=True, metavar="NAME", help="the council's name")
        parser.add_argument("--name", required=True, help="the administrator's name")
        parser.add_argument("--email", required=True, help="the address they sign in with")

    def handle(self, *args: Any, council: str, name: str, email: str, **options: Any) -> None:
        if User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
            raise CommandError("There is an administrator already: they add the others.")
        try:
            user = make(council, name, email, ask_password())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"{user.name} may sign in as {user.email} and add hubs, partners and users."
        )


def ask_password() -> str:
    """The password, typed twice and strong enough. Raises ValidationError."""
    password = getpass.getpass("Password: ")
    validate_password(password)
    if getpass.getpass("Once more: ") != password:
        raise ValidationError("These were two different passwords.")
    return password


@transaction.atomic
def make(council: str, name: str, email: str, password: str) -> User:
    """The council, unless it is there, and its administrator. Raises ValidationError."""
    organisation = Organisation.objects.filter(
        kind=OrganisationKind.COUNCIL
    ).first() or add_organisation(by=None, name=council, kind=OrganisationKind.COUNCIL)
    return add_user(
        by=None,
        name=name,
        email=email,
        password=password,
        organisation=organisation,
        role=Role.ADMINISTRATOR,
    )
