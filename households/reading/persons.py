"""One person, as one household's page may tell of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from households.categories import Category
from households.loader import OpenHousehold
from households.models import (
    Address,
    Household,
    Identifier,
    IdentifierKind,
    Membership,
    ParentalResponsibility,
    Person,
    Protection,
    Relationship,
)
from households.models.relationship import MAY_HOLD_RESPONSIBILITY
from households.reading.once import once
from households.reading.people import people
from households.reading.stale import stale_before

ADULT = 18  # parental responsibility ends there (Children Act 1989, section 105)
OF_A_PERSON = (IdentifierKind.NHS, IdentifierKind.NI, IdentifierKind.UPN)


@dataclass(frozen=True)
class Relative:
    """Somebody else, what they are to the person, and who holds responsibility for whom."""

    relationship: Relationship
    other: Person
    what: str
    responsibility: str
    here: bool

    @property
    def asks(self) -> bool:
        """Whether parental responsibility is asked of this relationship at all."""
        return asks_responsibility(self.relationship)


def relatives(case: OpenHousehold, person: Person) -> list[Relative]:
    """How others are related to a person. Partners are told of this household's people alone."""
    here = {member.person_id for member in people(case)}
    standing = Relationship.objects.visible_to(case.user).standing()
    rows = standing.filter(Q(person=person) | Q(other=person))
    found = []
    for row in rows.select_related("person", "other"):
        told_first = row.person_id == person.pk
        other = row.other if told_first else row.person
        if case.sight.everything or other.pk in here:
            what = row.converse if told_first else row.get_kind_display()
            found.append(Relative(row, other, what, responsibility(row), other.pk in here))
    return found


def relationship(case: OpenHousehold, relationship_id: int) -> Relationship | None:
    """One that stands, of somebody who lives in this household."""
    here = [member.person_id for member in [*people(case), *people(case, past=True)]]
    standing = Relationship.objects.visible_to(case.user).standing()
    rows = standing.filter(Q(person__in=here) | Q(other__in=here), pk=relationship_id)
    return rows.select_related("person", "other").first()


def responsibility(relationship: Relationship) -> str:
    """Who holds parental responsibility, as a sentence; "" where it is not asked."""
    holder = relationship.person.full_name
    match relationship.parental_responsibility:
        case ParentalResponsibility.HOLDS:
            return f"{holder} holds parental responsibility"
        case ParentalResponsibility.DOES_NOT_HOLD:
            return f"{holder} does not hold parental responsibility"
    asked = asks_responsibility(relationship)
    return f"Not known whether {holder} holds parental responsibility" if asked else ""


def asks_responsibility(relationship: Relationship) -> bool:
    """Whether the first person can hold it for the second: the kind allows it, and a child is."""
    age = relationship.other.age()
    child = age is None or age < ADULT
    return relationship.kind in MAY_HOLD_RESPONSIBILITY and child


def homes_elsewhere(user: User, household: Household, people_ids: Iterable[int]) -> Any:
    """The other households each person lives in, of those this user may see: by person."""
    households = Household.objects.visible_to(user).titled_for(user)
    rows = (
        Membership.objects.visible_to(user)
        .present()
        .filter(person__in=list(people_ids), household__in=households.values("pk"))
        .exclude(household=household)
        .prefetch_related(Prefetch("household", queryset=households))
    )
    found: dict[int, list[Membership]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


@once
def support_is_open(case: OpenHousehold) -> bool:
    """Whether anything asks for details to be confirmed: nothing does once support has ended."""
    rows = Household.objects.visible_to(case.user).with_open_support()
    return rows.filter(pk=case.household.pk).exists()


def confirmable(case: OpenHousehold, place: Membership) -> bool:
    """Whether this user could say that a person's details are still right (S18): the telephone, the
    email and the address are among them, so whoever sees only the name cannot."""
    if place.left_on or place.person.died_on:
        return False
    return case.sight.of_person(place.person_id, Category.CONTACT_DETAILS)


def is_stale(case: OpenHousehold, place: Membership) -> bool:
    """Whether this user is asked to confirm a person's details again (S18)."""
    if not confirmable(case, place) or not support_is_open(case):
        return False
    on = place.person.confirmed_on
    return on is None or on < stale_before()


def protections(case: OpenHousehold, person: Person) -> QuerySet[Protection]:
    """Every status that was not a mistake; the council's alone."""
    rows = Protection.objects.visible_to(case.user).standing().filter(person=person)
    return rows.select_related("confirmed_by")


def protection(case: OpenHousehold, person: Person, protection_id: int) -> Protection | None:
    return protections(case, person).filter(pk=protection_id).first()


@dataclass(frozen=True)
class Number:
    """One kind of number of a person or an address: held or not, and whether this user may ask."""

    kind: str
    label: str
    identifier: Identifier | None
    change_url: str
    restricted: bool = False


def numbers(case: OpenHousehold, person: Person) -> list[Number]:
    """Which numbers of a person are held. Never the numbers: nothing is decrypted for a page."""
    allowed = case.user.may(Permission.SEE_SENSITIVE) and case.sight.of_person(
        person.pk, Category.IDENTIFIERS
    )
    held = {row.kind: row for row in _held(case).filter(person=person)} if allowed else {}
    return [
        Number(
            kind,
            str(kind.label),
            held.get(kind),
            _to("identifier-record", case, person.pk, kind.value),
            restricted=not allowed,
        )
        for kind in OF_A_PERSON
    ]


def uprn(case: OpenHousehold, address: Address | None) -> list[Number]:
    """The same of an address; nothing where its household's identifiers are not shared at all."""
    if address is None or address.no_fixed_abode or not case.user.may(Permission.SEE_SENSITIVE):
        return []
    held = _held(case).filter(address=address).first()
    if held is None and not case.sight.everything:
        return []
    label, url = str(IdentifierKind.UPRN.label), _to("uprn-record", case, address.pk)
    return [Number(IdentifierKind.UPRN, label, held, url)]


def number(case: OpenHousehold, identifier_id: int, *, removed: bool = False) -> Identifier | None:
    """A held number of this household's people or addresses, to show or remove.

    `removed`: or one that was held, to say that it is gone.
    """
    members = [*people(case), *people(case, past=True)]
    of_people = {
        row.person_id
        for row in members
        if case.sight.of_person(row.person_id, Category.IDENTIFIERS)
    }
    here = Q(person__in=of_people) | Q(address__household=case.household)
    rows = _recorded(case) if removed else _held(case)
    return rows.filter(here, pk=identifier_id).first()


def number_version(
    case: OpenHousehold, kind: str, *, person: Person | None = None, address: Address | None = None
) -> int:
    """For the page that records one: 0 where none of the kind ever was."""
    rows = _recorded(case).filter(kind=kind, person=person, address=address)
    return rows.values_list("version", flat=True).first() or 0


def _to(name: str, case: OpenHousehold, *parts: object) -> str:
    return reverse(f"households:{name}", args=[case.household.reference, *parts])


def _held(case: OpenHousehold) -> QuerySet[Identifier]:
    return _recorded(case).exclude(lookup="")


def _recorded(case: OpenHousehold) -> QuerySet[Identifier]:
    """With those that were removed: of these only who, when and why is left."""
    rows = Identifier.objects.visible_to(case.user)
    return rows.select_related("person", "address__household")


def first_recorded(status: Protection) -> Any:
    """The first row of a status's history: when it was recorded, and by whom."""
    rows: Any = status.history
    return rows.select_related("history_user").earliest("history_id")
