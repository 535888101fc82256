"""What stands on a referral of those it carries, and what is left of it when a family takes a part
of its agreement back, or its home is kept hidden (S9, S50, S63)."""

from collections.abc import Collection, Iterable

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from households.actions.locks import lock
from households.categories import Category
from households.models import Address, Household, Person
from referrals.models import Referral
from referrals.models.service import postcode_area


def ages_of(people: Iterable[Person], carried: Collection[str]) -> list[int]:
    """The ages it says, the youngest first; none where it carries no dates of birth."""
    if Category.IDENTITY not in carried:
        return []
    ages = (person.age() for person in people)
    return sorted(max(age, 0) for age in ages if age is not None)


def area_of(household: Household, carried: Collection[str]) -> str:
    """The first part of the postcode, of an address that is not kept hidden; "" where it carries
    no contact details."""
    if Category.CONTACT_DETAILS not in carried:
        return ""
    places = Address.objects.filter(household=household, until__isnull=True, hidden=False)
    return postcode_area(places.values_list("postcode", flat=True).first() or "")


@action
def shrink(
    *, referral: Referral, people: Collection[int], categories: Collection[str], by: User, why: str
) -> None:
    """Leave on it what is of these people (their ids) and categories: whom it was sent to reads
    that before it accepts, too. Whom it was about stays on the record."""
    lock(referral.household_id)
    referral.categories = sorted(categories)
    referral.ages = ages_of(referral.people.filter(pk__in=people), categories)
    referral.area = referral.area if Category.CONTACT_DETAILS in categories else ""
    referral.keep(by=by, why=why)
    log.wrote(by, "household", referral.household_id, action="carrying.shrink")


@action
def hide_area(*, address: Address, by: User) -> None:
    """A home is kept hidden from now on, and no referral of the household says its area, whatever
    became of it. Called by what hides it (settings.FOLLOWS_HIDING).

    It stays out: a home that is shown again is told by the next referral.
    """
    lock(address.household_id)
    area = postcode_area(address.postcode)
    telling = Referral.objects.filter(household=address.household_id, area=area)
    for referral in telling.exclude(area="").order_by("pk"):
        referral.area = ""
        referral.keep(by=by, why="The area is told no more")
    log.wrote(by, "household", address.household_id, action="carrying.hide_area")
