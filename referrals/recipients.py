"""Whom to tell in an organisation, or at a hub."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from familyhubs.organisations.models import Hub, Organisation, Role, User
from familyhubs.organisations.rules import Permission, roles_that_may
from familyhubs.records.dates import today


def of(organisation: Organisation, permission: str = Permission.SEE_HOUSEHOLDS) -> list[User]:
    """Its people who may sign in and answer; none where it takes part no longer.

    Args: `permission`, what it takes to answer.
    """
    if not organisation.takes_part(today()):
        return []
    people = User.objects.filter(organisation=organisation, is_active=True)
    return [user for user in people if user.may(permission)]


def has_accounts(organisation: Organisation) -> bool:
    """Whether somebody there can sign in and answer a referral."""
    people = User.objects.filter(organisation=organisation, is_active=True)
    people = people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return people.filter(role__in=roles_that_may(Permission.ANSWER_REFERRAL)).exists()


def answering(organisation: Organisation) -> list[User]:
    """Those who can sign in today and answer a referral to it; none where nobody there can."""
    return of(organisation, Permission.ANSWER_REFERRAL) if has_accounts(organisation) else []


def is_reached(organisation: Organisation) -> bool:
    """Whether it can be told of something from here; where not, a worker tells it."""
    return bool(organisation.is_council or organisation.email or answering(organisation))


def managers_of(hub: Hub | None) -> list[User]:
    """The managers of a hub; of all hubs where none is said, or it has no manager."""
    managers = User.objects.filter(role=Role.HUB_MANAGER, is_active=True).order_by("pk")
    return list(managers.filter(hub=hub) if hub else ()) or list(managers)
