"""Two records made one, as most tests have it done: by Alice, and the family agreed."""

from familyhubs.organisations.models import User
from households.actions import merges
from households.models import Household, Merge, Person
from tests.cast import Cast


def people(
    cast: Cast,
    kept: Person,
    merged: Person,
    *,
    household: Household | None = None,
    by: User | None = None,
    agreed: bool = True,
    **take: bool,
) -> Merge:
    """One person of two, from the page of the Quillfeathers. `take`: fields of the one merged."""
    return merges.merge_people(
        kept=kept,
        merged=merged,
        household=household or cast.household,
        take=take,
        agreed=agreed,
        by=by or cast.alice,
    )


def homes(
    cast: Cast,
    kept: Household,
    merged: Household,
    *,
    by: User | None = None,
    agreed: bool = True,
    **take: bool,
) -> Merge:
    """One household of two. `take`: fields of the one merged."""
    return merges.merge_households(
        kept=kept, merged=merged, take=take, agreed=agreed, by=by or cast.alice
    )
