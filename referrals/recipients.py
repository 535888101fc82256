"""Whom to tell in an organisation, or at a hub."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q

from familyhubs.organisations.models import Hub, Organisation, Role, User
from familyhubs.organisations.models.user import PARTNER_ROLES
from familyhubs.organisations.rules import Permission, roles_that_may
from familyhubs.records.dates import today
from referrals.models import Referral


def of(organisation: Organisation, permission: str = Permission.SEE_HOUSEHOLDS) -> list[User]:
    """Its people who may sign in and answer; none where it takes part no longer.

    Args: `permission`, what it takes to answer.
    """
    if not organisation.takes_part(today()):
        return []
    people = User.objects.filter(organisation=organisation, is_active=True)
    return [user for user in people if user.may(permission)]


def answers_here(organisation: Organisation) -> bool:
    """Whether somebody there can sign in today and answer a referral to it; where not, the sender
    writes down what it was told."""
    if not organisation.takes_part(today()):
        return False
    people = User.objects.filter(organisation=organisation, is_active=True)
    people = people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return people.filter(role__in=roles_that_may(Permission.ANSWER_REFERRAL)).exists()


def answering(organisation: Organisation) -> list[User]:
    """Those to tell of a referral to it; none where nobody there can sign in and answer today."""
    return of(organisation, Permission.ANSWER_REFERRAL) if answers_here(organisation) else []


def is_reached(organisation: Organisation) -> bool:
    """Whether it can be told of something from here; where not, a worker tells it."""
    return bool(organisation.is_council or organisation.email or answers_here(organisation))


def of_sender(referral: Referral) -> list[User]:
    """Whoever sent it; where they may refer nobody any more, the managers of the household's hub
    (`left_to` asks the same from a manager's side)."""
    stayed = referral.sent_by.may(Permission.SEND_REFERRAL)
    return [referral.sent_by] if stayed else managers_of(referral.household.hub)


def left_to(user: User) -> Q:
    """Of referrals, those whose news this user has in place of a sender who has left."""
    if user.role != Role.HUB_MANAGER:
        return Q(pk__in=())
    roles = roles_that_may(Permission.SEND_REFERRAL)
    gone = User.objects.exclude(is_active=True, role__in=roles).exclude(role__in=PARTNER_ROLES)
    managed = User.objects.filter(role=Role.HUB_MANAGER, is_active=True, hub__isnull=False)
    of_others = set(managed.values_list("hub", flat=True)) - {user.hub_id}
    # By number: they are few, and their referrals are found by an index, not all to be read.
    left = Q(sent_by__in=list(gone.values_list("pk", flat=True)))
    return left & ~Q(household__hub__in=of_others) if of_others else left


def managers_of(hub: Hub | None) -> list[User]:
    """The managers of a hub; of all hubs where none is said, or it has no manager."""
    managers = User.objects.filter(role=Role.HUB_MANAGER, is_active=True).order_by("pk")
    return list(managers.filter(hub=hub) if hub else ()) or list(managers)
