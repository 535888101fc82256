"""What the pages about one person share: finding them, and the way back."""

from django.http import Http404
from django.urls import reverse

from households import reading
from households.loader import PERSON, MergedInto, OpenHousehold, person_of_old
from households.models import Membership, Person

PEOPLE = "people"


def member(case: OpenHousehold, person_id: int, *, former: bool = False) -> Membership:
    """A present member of the household, or (`former`) one who has left.

    Raises MergedInto where they are part of another record of theirs in it, else Http404.
    """
    rows = reading.people(case)
    if former:
        rows += reversed(reading.people(case, past=True))
    by_person = {row.person_id: row for row in reversed(rows)}
    if person_id in by_person:
        return by_person[person_id]
    kept = person_of_old(case, person_id)
    if kept is not None and kept.pk in by_person:
        raise MergedInto(PERSON, kept.pk)
    raise Http404


def to_people(case: OpenHousehold) -> str:
    return reverse("households:people", args=[case.household.reference])


def to_person(case: OpenHousehold, person: Person) -> str:
    return reverse("households:person", args=[case.household.reference, person.pk])


def to_details(case: OpenHousehold, person: Person) -> str:
    return reverse("households:details", args=[case.household.reference, person.pk])
