"""Showing what every page keeps hidden: only with a reason, kept with the record, and an event.

The access log is given ids; the reason stands in `Reveal` (house rule 7).
"""

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.keys import sealing
from familyhubs.organisations.models import User
from households import unreadable
from households.actions.locks import lock
from households.models import Address, Household, Identifier, Person, Reveal, RevealKind

WHY = "Shown, with a reason"


@action
def show_address(*, address: Address, household: Household, reason: str, by: User) -> Address:
    """A hidden address is shown to somebody, once."""
    _keep(RevealKind.ADDRESS, household, reason, by, address=address)
    log.revealed(by, "household", household.pk, action="reveals.show_address", basis="council")
    return address


@action
def show_identifier(
    *, identifier: Identifier, household: Household, reason: str, by: User, basis: str
) -> str:
    """A number is shown to somebody, once. Returns it. Raises CannotBeRead.

    The event is of the household, and of the person too where it is a person's number.
    """
    with unreadable.refused():
        value = identifier.read("value", sealing.keyring([identifier.key_id]))
    _keep(
        RevealKind(identifier.kind),
        household,
        reason,
        by,
        person=identifier.person,
        address=identifier.address,
    )
    action = f"reveals.show_{identifier.kind}"
    log.revealed(by, "household", household.pk, action=action, basis=basis)
    if identifier.person_id:
        log.revealed(by, "person", identifier.person_id, action=action, basis=basis)
    return value


def _keep(
    what: RevealKind,
    household: Household,
    reason: str,
    by: User,
    *,
    person: Person | None = None,
    address: Address | None = None,
) -> None:
    lock(household, of_shell=True)
    shown = Reveal(household=household, person=person, address=address, what=what)
    shown.reason, shown.by = reason, by
    shown.keep(by=by, why=WHY)
