"""What the pages about one person share: finding them, and the way back."""

from django.http import Http404
from django.urls import reverse

from households import reading
from households.loader import OpenHousehold
from households.models import Membership, Person

PEOPLE = "people"


def member(case: OpenHousehold, person_id: int, *, former: bool = False) -> Membership:
    """A present member of the household, or (`former`) one who has left. Raises Http404."""
    rows = reading.people(case)
    if former:
        rows += reversed(reading.people(case, past=True))
    found = next((row for row in rows if row.person_id == person_id), None)
    if found is None:
        raise Http404
    return found


def to_people(case: OpenHousehold) -> str:
    return reverse("households:people", args=[case.household.reference])


def to_person(case: OpenHousehold, person: Person) -> str:
    return reverse("households:person", args=[case.household.reference, person.pk])


def to_details(case: OpenHousehold, person: Person) -> str:
    return reverse("households:details", args=[case.household.reference, person.pk])
