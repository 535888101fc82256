"""Which households are recorded at an address that somebody types for a new one."""

from familyhubs.organisations.models import User
from households.alike import same_place
from households.models import Address, Household

SHOWN = 5


def living_at(user: User, lines: str, postcode: str) -> list[Household]:
    """Households of this user at the same postcode whose first address line is alike.

    A hidden address is looked at for nobody: that it is theirs would be told by the answer.
    """
    if not lines or not postcode:
        return []
    rows = Address.objects.visible_to(user).filter(
        postcode=postcode, until__isnull=True, hidden=False
    )
    there = [
        home
        for home, written in rows.order_by("pk").values_list("household_id", "lines")
        if same_place(lines, written)
    ]
    named = Household.objects.visible_to(user).titled_for(user)
    return list(named.filter(pk__in=there).order_by("pk")[:SHOWN])
