"""Restricted households: opened by the people named for them, and by nobody else."""

from django.contrib.auth.models import Permission as Granted

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from households.models import Household, HouseholdUserGrant, Involvement

VIEW = "view_household"


class NobodyToName(Refused):
    """They could open it no more than before."""

    field = "email"


class LastOneNamed(Refused):
    """A restricted household that nobody of the hub can open is lost to it."""

    words = (
        "Nobody else is named: the hub could open this household no more. Name somebody else "
        "first, or end the restriction."
    )


class AlreadySo(Refused):
    """Somebody did it a moment ago."""

    words = "Somebody did this a moment ago. Nothing has been changed."


@action
def restrict(*, household: Household, reason: str, by: User) -> Household:
    """From now on only people named may open it; whoever restricts it is the first.

    Raises AlreadySo.
    """
    _set(household, restricted=True, why=f"Restricted: {reason}", by=by)
    _grant(household, by)
    log.wrote(by, "household", household.pk, action="restricted.restrict")
    return household


@action
def lift(*, household: Household, reason: str, by: User) -> Household:
    """Everybody whose role allows it may open it again; nobody stays named. Raises AlreadySo."""
    _set(household, restricted=False, why=f"Restricted no longer: {reason}", by=by)
    live = HouseholdUserGrant.objects.live().filter(content_object=household)
    live.update(valid_until=today())
    log.wrote(by, "household", household.pk, action="restricted.lift")
    return household


@action
def name(*, household: Household, user: User, by: User) -> HouseholdUserGrant:
    """Let somebody open it: of the council, or of a partner the family shares with.

    Raises NobodyToName.
    """
    current = _held(household)
    _could_open(user, household)
    grant = _grant(household, user)
    current.keep(by=by, why=f"Named, may open it: {user} ({user.organisation})")
    log.wrote(by, "household", household.pk, action="restricted.name")
    return grant


@action
def unname(*, grant: HouseholdUserGrant, reason: str, by: User) -> HouseholdUserGrant:
    """Somebody may open it no longer, from this moment. Raises LastOneNamed."""
    household = _held(grant.content_object)
    named = HouseholdUserGrant.objects.live().filter(content_object=household)
    if not named.exclude(pk=grant.pk).filter(user__is_active=True).exists():
        raise LastOneNamed
    named.filter(pk=grant.pk).update(valid_until=today())
    who = f"{grant.user} ({grant.user.organisation})"
    household.keep(by=by, why=f"Named no longer: {who}: {reason}")
    log.wrote(by, "household", household.pk, action="restricted.unname")
    return grant


def _set(household: Household, *, restricted: bool, why: str, by: User) -> None:
    current = _held(household)
    if current.restricted == restricted:
        raise AlreadySo
    current.restricted = household.restricted = restricted
    current.keep(by=by, why=why)


def _held(household: Household) -> Household:
    """The household as it is now, held until the transaction ends. Raises MergedMeanwhile."""
    lock(household, of_shell=True)
    return Household.objects.get(pk=household.pk)


def _could_open(user: User, household: Household) -> None:
    if not user.may(Permission.SEE_HOUSEHOLDS):
        raise NobodyToName(f"{user} cannot open households: their role does not allow it")
    involved = Involvement.objects.live().filter(
        household=household, organisation=user.organisation
    )
    if user.is_partner and not involved.exists():
        raise NobodyToName(
            f"{user.organisation} is not involved with this household. The family would have to "
            "agree to share with it first"
        )


def _grant(household: Household, user: User) -> HouseholdUserGrant:
    permission = Granted.objects.get(
        codename=VIEW, content_type__app_label="households", content_type__model="household"
    )
    grant, _ = HouseholdUserGrant.objects.update_or_create(
        user=user,
        permission=permission,
        content_object=household,
        defaults={"valid_from": today(), "valid_until": None},
    )
    return grant
