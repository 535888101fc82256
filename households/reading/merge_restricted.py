"""Who will open two records once they are one, where one of them is restricted."""

from dataclasses import dataclass

from familyhubs.organisations.models import User
from households.actions.merging import restriction
from households.models import Household, HouseholdUserGrant, Person

EVERYBODY = (
    "One of the two lives in a restricted household, and the other in one that is not. Everybody "
    "at the council who may open households will see what comes from the restricted record."
)
ONLY_THEY = (
    "One of the two is restricted, so both will be. Only the people named for it, and the data "
    "protection officer, will open them, whichever organisations the family shares with."
)
THEY_GAIN = "Both are restricted. Whoever is named for one of them will open both."
OF_KEPT = "named for the record that is kept alone until now"
OF_MERGED = "named for the record merged into it alone until now"


@dataclass(frozen=True)
class Restriction:
    """In words, and each person named, with for which of the two alone they are named today."""

    words: str
    named: list[tuple[User, str]]


def restriction_of(
    user: User, kept: Household | Person, merged: Household | Person
) -> Restriction | None:
    """What a merge makes of who opens the two; None where neither is restricted, or the same
    people open both. Names only for whoever may name."""
    ours, theirs = _named(user, kept), _named(user, merged)
    if ours is None and theirs is None:
        return None
    if ours is None or theirs is None:
        if isinstance(kept, Person):
            return Restriction(EVERYBODY, [])
        return Restriction(ONLY_THEY, [(who, "") for who in _by_name(ours or theirs or {})])
    if ours.keys() == theirs.keys():
        return None
    return Restriction(
        THEY_GAIN,
        [(who, _alone(who, ours, theirs)) for who in _by_name(ours | theirs)],
    )


def _named(user: User, record: Household | Person) -> dict[int, User] | None:
    homes = restriction.closed_homes(record)
    if homes is None:
        return None
    live = HouseholdUserGrant.objects.visible_to(user).live()
    rows = live.filter(content_object__in=homes).select_related("user__organisation")
    return {row.user_id: row.user for row in rows}


def _by_name(named: dict[int, User]) -> list[User]:
    return sorted(named.values(), key=lambda who: (who.name, who.pk))


def _alone(who: User, ours: dict[int, User], theirs: dict[int, User]) -> str:
    if who.pk in ours:
        return "" if who.pk in theirs else OF_KEPT
    return OF_MERGED
