"""Finding people by a number, and which numbers are held: never the numbers themselves."""

from django.db.models import Q, QuerySet

from familyhubs.keys import sealing
from familyhubs.organisations.models import User
from households.identifiers import LONGEST_TYPED, kinds_of
from households.models import Address, Identifier, Membership, Person


def people_by_identifier(user: User, typed: str) -> QuerySet[Person]:
    """Whom an NHS, National Insurance or pupil number is recorded for, or who lives at a UPRN.

    By its exact value, of those this user may see with their identifiers. A hidden address is
    not found by its UPRN. Nobody for a text that is no such number.
    """
    known = kinds_of(typed) if len(typed) <= LONGEST_TYPED else []
    people = Person.objects.visible_to(user)
    if not known:
        return people.none()
    asked = Q()
    for kind, number in known:
        asked |= Q(kind=kind, lookup=sealing.lookup(kind, number))
    held = Identifier.objects.visible_to(user).filter(asked)
    there = Address.objects.visible_to(user).filter(
        pk__in=held.values("address_id"), until__isnull=True, hidden=False
    )
    living = (
        Membership.objects.visible_to(user)
        .present()
        .filter(household__in=there.values("household_id"))
    )
    return people.filter(Q(pk__in=held.values("person_id")) | Q(pk__in=living.values("person_id")))
