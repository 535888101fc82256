"""What stands recorded of services accessed, as one partner would see it (S61)."""

from familyhubs.organisations.models import User
from households.models import Household
from referrals.models import ServiceUse


def services(household: Household, reader: User) -> str:
    """In words: "2 services"; "" for none."""
    number = ServiceUse.objects.visible_to(reader).filter(household=household).count()
    return f"{number} service{'' if number == 1 else 's'} accessed" if number else ""
