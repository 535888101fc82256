"""The queue of stale details that one user is asked to confirm or correct (S68)."""

from django.db.models import QuerySet

from familyhubs.organisations.models import User
from households.models import Membership
from households.reading.caseload import my_household_ids, oversees
from households.reading.stale import stale_people

MINE, HUB = "mine", "hub"


def whose_stale(user: User, asked: str) -> str:
    """Whose families the queue is of, where the council's people choose: their own or the hub's.

    "" for a partner, whose queue is of every family it may see.
    """
    if user.is_partner:
        return ""
    if asked in (MINE, HUB):
        return asked
    return HUB if oversees(user) else MINE


def to_confirm(user: User, whose: str) -> QuerySet[Membership]:
    """The people of that queue, those left longest first."""
    rows = stale_people(user)
    if whose == MINE:
        return rows.filter(household__in=my_household_ids(user))
    return rows.filter(household__hub=user.hub_id) if whose == HUB and user.hub_id else rows
