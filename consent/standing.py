"""What stands recorded of a household today, as one partner would see it: for a preview (S61)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from consent.actions.words import listed
from familyhubs.organisations.models import User
from households.categories import Category
from households.models import (
    Address,
    Contact,
    DetailKind,
    DetailState,
    Goal,
    Household,
    Identifier,
    LeadAssignment,
    LeadState,
    Membership,
    Person,
    Relationship,
    Review,
    SensitiveDetail,
)

NOTHING = "nothing is recorded yet"


def recorded(household: Household, reader: User, category: str) -> str:
    """In words, and scoped to this reader: "2 goals, 14 contacts, telephone and email"."""
    counting = {**_OF_CATEGORY, **_of_higher_floors()}.get(category)
    return (counting(household, reader) if counting else "") or NOTHING


def names(household: Household, reader: User) -> list[str]:
    """The people the reader would know by name."""
    people = Person.objects.visible_to(reader).named_in(household, reader)
    return [person.full_name for person in people.living_in(household)]


def counted(number: int, one: str, many: str = "") -> str:
    """ "2 goals", "1 goal", and "" for none."""
    return f"{number} {one if number == 1 else many or one + 's'}" if number else ""


def joined(*parts: str) -> str:
    said = [part for part in parts if part]
    return listed(said) if said else ""


def _hub_record(household: Household, reader: User) -> str:
    leads = LeadAssignment.objects.visible_to(reader).filter(
        household=household, state=LeadState.ACCEPTED
    )
    goals = Goal.objects.visible_to(reader).filter(household=household).count()
    reviews = Review.objects.visible_to(reader).filter(household=household).count()
    lead = "who leads" if leads.exists() else ""
    return joined(counted(goals, "goal"), counted(reviews, "review"), lead)


def _identity(household: Household, reader: User) -> str:
    people = Person.objects.visible_to(reader).named_in(household, reader).living_in(household)
    born = people.filter(date_of_birth__isnull=False).count()
    ids = list(people.values_list("pk", flat=True))
    bonds = Relationship.objects.visible_to(reader).standing().filter(person__in=ids, other__in=ids)
    return joined(
        counted(len(ids), "name"),
        counted(born, "date of birth", "dates of birth"),
        counted(bonds.count(), "relationship"),
    )


def _contact_details(household: Household, reader: User) -> str:
    places = Membership.objects.visible_to(reader).filter(household=household)
    shared = places.present().sharing(reader, Category.CONTACT_DETAILS)
    addresses = Address.objects.visible_to(reader).filter(household=household, until__isnull=True)
    return joined(
        "address" if addresses.exists() else "",
        "telephone" if shared.exclude(person__telephone="").exists() else "",
        "email" if shared.exclude(person__email="").exists() else "",
    )


def _contact_history(household: Household, reader: User) -> str:
    contacts = Contact.objects.visible_to(reader).filter(household=household)
    return counted(contacts.count(), "contact")


def _details(*kinds: str) -> Callable[[Household, User], str]:
    def count(household: Household, reader: User) -> str:
        given = SensitiveDetail.objects.visible_to(reader).filter(
            kind__in=kinds,
            state=DetailState.GIVEN,
            person__in=Person.objects.visible_to(reader).living_in(household).values("pk"),
        )
        return counted(given.count(), "answer")

    return count


def _identifiers(household: Household, reader: User) -> str:
    people = Person.objects.visible_to(reader).living_in(household)
    numbers = Identifier.objects.visible_to(reader).filter(person__in=people.values("pk"))
    return counted(numbers.count(), "number")


_OF_CATEGORY: dict[str, Callable[[Household, User], str]] = {
    Category.HUB_RECORD: _hub_record,
    Category.IDENTITY: _identity,
    Category.CONTACT_DETAILS: _contact_details,
    Category.CONTACT_HISTORY: _contact_history,
    Category.HEALTH: _details(DetailKind.HEALTH),
    Category.FINANCE: _details(DetailKind.FINANCE),
    Category.BACKGROUND: _details(DetailKind.ETHNIC_ORIGIN, DetailKind.RELIGION),
    Category.IDENTIFIERS: _identifiers,
}


def _of_higher_floors() -> dict[str, Any]:
    return {category: import_string(path) for category, path in settings.SHARING_PREVIEW.items()}
