"""Where a household lives: the old address is kept, with the day it ended."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from familyhubs.audit import log
from familyhubs.database.identity import action
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


class MovedMeanwhile(Refused):
    """The present address is another than the page showed: it must not end unread."""

    words = (
        "Somebody recorded where they live after you opened this page. Nothing you typed has been "
        "saved. Look at what stands there now, then save again."
    )


class HiddenAlready(Refused):
    """Somebody pressed twice, or somebody else did."""

    words = "This was done already. Nothing has been changed."


class NotWhileThere(Refused):
    """They cannot have come to an address after they left it."""

    field = "since"


@action
def move(
    *,
    household: Household,
    by: User,
    lines: str = "",
    postcode: str = "",
    no_fixed_abode: bool = False,
    since: date | None = None,
    hidden: bool = False,
    seen_address: int | None = None,
) -> Address:
    """The household lives at another address; the present one ends on that day (S9).

    Whoever could see the former one is told that it changed (S18). A `hidden` one is never shared.
    Args: `seen_address`, the present one as the page showed it, 0 where there was none.
    Raises MovedBeforeTheLastMove, MovedMeanwhile.
    """
    lock(household)
    current = Address.objects.select_for_update().filter(household=household, until=None).first()
    if seen_address is not None and seen_address != (current.pk if current else 0):
        raise MovedMeanwhile
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
    if hidden:
        follow_hiding(address=address, by=by)
    log.wrote(by, "household", household.pk, action="addresses.move")
    return address


@action
def correct(
    *,
    address: Address,
    lines: str,
    postcode: str,
    no_fixed_abode: bool,
    since: date | None,
    why: str,
    seen_version: int,
    by: User,
) -> Address:
    """What was recorded of an address was wrong: the row is mended, its history keeps the old.

    They did not move, so no other address begins or ends; the day the one before it ended goes
    with `since`, where it was that day. Whoever could see the old value is told (S18).
    Raises StaleRecord, MovedBeforeTheLastMove, NotWhileThere.
    """
    lock(address.household_id)
    current = Address.objects.select_for_update().get(pk=address.pk)
    place = (current.lines, current.postcode, current.no_fixed_abode)
    if since and current.until and since > current.until:
        raise NotWhileThere(
            f"They left it on {current.until:%-d %B %Y}. The date must be on or before it"
        )
    before = _before(current)
    _ends_when_the_next_begins(before, current, since, by)
    current.lines, current.postcode, current.no_fixed_abode = lines, postcode, no_fixed_abode
    current.since = since
    current.keep(by=by, why=why, seen_version=seen_version)
    if not current.hidden and place != (lines, postcode, no_fixed_abode):
        corrections.pass_on_address(household=current.household, by=by)
    log.wrote(by, "household", current.household_id, action="addresses.correct")
    return current


@action
def keep_hidden(
    *, address: Address, hidden: bool, reason: str, by: User, seen_version: int | None = None
) -> Address:
    """Keep an address hidden because somebody would be in danger, or keep it so no longer.

    Raises HiddenAlready, StaleRecord.
    """
    lock(address.household_id)
    current = Address.objects.select_for_update().get(pk=address.pk)
    if current.hidden == hidden:
        raise HiddenAlready
    current.hidden = hidden
    word = "Kept hidden" if hidden else "Hidden no longer"
    current.keep(by=by, why=f"{word}: {reason}", seen_version=seen_version)
    if hidden:
        follow_hiding(address=current, by=by)
    log.wrote(by, "household", current.household_id, action="addresses.keep_hidden")
    return current


@action
def follow_hiding(*, address: Address, by: User) -> None:
    """Have what the floors above told of a home that is hidden now told no more. Called by whatever
    hides it, in its transaction."""
    for path in settings.FOLLOWS_HIDING:
        import_string(path)(address=address, by=by)
    log.wrote(by, "household", address.household_id, action="addresses.follow_hiding")


def _before(address: Address) -> Address | None:
    """Where the household lived before."""
    earlier = Address.objects.select_for_update().filter(household=address.household_id)
    return earlier.filter(pk__lt=address.pk).order_by("-pk").first()


def _ends_when_the_next_begins(
    before: Address | None, address: Address, since: date | None, by: User
) -> None:
    """The former address ends when this one begins. Raises MovedBeforeTheLastMove."""
    if before is None or since is None or since == address.since:
        return
    if before.since and since < before.since:
        raise MovedBeforeTheLastMove(
            f"They lived at the address before since {before.since:%-d %B %Y}. "
            "The date must be on or after it"
        )
    if before.until != since and (before.until == address.since or address.since is None):
        before.until = since
        before.keep(by=by, why="The day they moved was corrected")
