"""Where a household lives: the old address is kept, with the day it ended."""

from datetime import date

from django.db import transaction

from familyhubs.audit import log
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions import corrections
from households.actions.locks import lock
from households.models import Address, Household


class MovedBeforeTheLastMove(Refused):
    """A household lives at its addresses one after the other."""

    words = "The date must be on or after the day they moved to the present address"
    field = "since"


@transaction.atomic
def move(
    *,
    household: Household,
    by: User,
    lines: str = "",
    postcode: str = "",
    no_fixed_abode: bool = False,
    since: date | None = None,
    hidden: bool = False,
) -> Address:
    """The household lives at another address; the present one ends on that day (S9).

    Whoever could see the former one is told that it changed (S18). A `hidden` one is never shared.
    Raises MovedBeforeTheLastMove.
    """
    lock(household)
    current = Address.objects.select_for_update().filter(household=household, until=None).first()
    if since and current and current.since and since < current.since:
        raise MovedBeforeTheLastMove(
            f"They have lived at the present address since {current.since:%-d %B %Y}. "
            "The date they moved must be on or after it"
        )
    if current:
        current.until = max(since or today(), current.since or date.min)
        current.keep(by=by, why="Moved")
    address = Address(
        household=household,
        lines=lines,
        postcode=postcode,
        no_fixed_abode=no_fixed_abode,
        since=since,
        hidden=hidden,
    )
    address.keep(by=by, why="Address recorded")
    if current and not current.hidden:
        corrections.pass_on_address(household=household, by=by)
    log.wrote(by, "household", household.pk, action="addresses.move")
    return address


@transaction.atomic
def keep_hidden(*, address: Address, hidden: bool, reason: str, by: User) -> Address:
    """Keep an address hidden because somebody would be in danger, or keep it so no longer."""
    current = Address.objects.select_for_update().get(pk=address.pk)
    current.hidden = hidden
    word = "Kept hidden" if hidden else "Hidden no longer"
    current.keep(by=by, why=f"{word}: {reason}")
    log.wrote(by, "household", current.household_id, action="addresses.keep_hidden")
    return current
