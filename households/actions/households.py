"""Taking on a household and changing what is said of it as a whole."""

from datetime import date
from typing import Any

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Hub, User
from familyhubs.records.dates import today
from households.actions import addresses, episodes, people
from households.actions.locks import lock
from households.models import Household


@action
def take_on(
    *,
    name: str,
    hub: Hub,
    first_person: dict[str, Any],
    by: User,
    support_opened_on: date | None = None,
    support_reason: str = "",
    address: dict[str, Any] | None = None,
) -> Household:
    """A new household with its first person, support opened (S7).

    Args: `first_person`, the fields of `people.add`; `support_opened_on`, today unless said;
    `address`, the fields of `addresses.move`, where it is known.
    """
    household = Household(name=name, hub=hub)
    household.keep(by=by, why="Taken on")
    log.wrote(by, "household", household.pk, action="households.take_on")
    people.add(household=household, by=by, **first_person)
    if address:
        addresses.move(household=household, by=by, **address)
    episodes.open_support(
        household=household, on=support_opened_on or today(), reason=support_reason, by=by
    )
    return household


@action
def change(*, household: Household, name: str, hub: Hub, seen_version: int, by: User) -> Household:
    """Change the family name or the hub. Raises StaleRecord."""
    lock(household)
    household.name, household.hub = name, hub
    household.keep(by=by, why="Details changed", seen_version=seen_version)
    log.wrote(by, "household", household.pk, action="households.change")
    return household
