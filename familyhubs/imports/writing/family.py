"""A household, its people, where it lives, and how they are related."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from familyhubs.imports.checks.support import last_closed
from familyhubs.imports.checks.telling import Content
from familyhubs.imports.relationships import Bond
from familyhubs.imports.writing import contact, paper, sharing, support
from familyhubs.imports.writing.batch import Batch, begin
from familyhubs.keys.sealing import lookup
from familyhubs.records.dates import years_after
from households.models import (
    Address,
    Confirmation,
    Household,
    HouseholdUserGrant,
    Identifier,
    IdentifierKind,
    Membership,
    Person,
    Protection,
    Relationship,
)

ADULT = 18
PERSON_FIELDS = (
    *("given_name", "family_name", "preferred_name", "date_of_birth", "died_on", "telephone"),
    *("email", "contact_warning", "interpreter", "communication_needs", "confirmed_on"),
)


def build(batch: Batch, line: Content, bonds: Sequence[Bond], fingerprint: str) -> None:
    """All rows of one line into the batch."""
    household = _household(batch, line, fingerprint)
    people = {each["key"]: _person(batch, household, each) for each in line["people"]}
    in_order = list(people.values())
    for bond in bonds:
        batch.put(
            Relationship,
            person_id=in_order[bond.person].pk,
            other_id=in_order[bond.other].pk,
            kind=bond.kind.value,
            parental_responsibility=bond.parental_responsibility,
        )
    for address in line["addresses"]:
        _address(batch, household, address)
    support.build(batch, household, line, last_closed(line))
    sharing.build(batch, household, people, line)
    contact.build(batch, household, people, line)
    paper.build(batch, household, people, line)


def name_of(line: Content, batch: Batch) -> str:
    """The family name: as said, else that of the first adult, else of the first person."""
    if line["household"]["name"]:
        return str(line["household"]["name"])
    for person in line["people"]:
        born = person["date_of_birth"]
        if born is None or years_after(born, ADULT) <= batch.today:
            return str(person["family_name"])
    return str(line["people"][0]["family_name"])


def _household(batch: Batch, line: Content, fingerprint: str) -> Household:
    said = line["household"]
    own: dict[str, Any] = {"reference": said["reference"]} if said["reference"] else {}
    if said["recorded_on"]:
        own["created_at"] = begin(said["recorded_on"])
    household = batch.add(
        Household,
        name=name_of(line, batch),
        hub=batch.known.hub(said["hub"]),
        restricted=said["restricted"],
        import_fingerprint=fingerprint,
        **own,
    )
    if said["restricted"] and batch.in_person:
        batch.put(
            HouseholdUserGrant,
            user_id=batch.by.pk,
            permission_id=batch.permission["view_household"],
            household_id=household.pk,
            valid_from=batch.today,
        )
    return household


def _person(batch: Batch, household: Household, said: Content) -> Person:
    person = batch.add(Person, **{name: said[name] for name in PERSON_FIELDS})
    batch.put(
        Membership,
        household_id=household.pk,
        person_id=person.pk,
        joined_on=said["joined_on"],
        left_on=said["left_on"],
    )
    for kind, number in said["identifiers"].items():
        _identifier(batch, kind, number, person=person)
    for each in said["protection"]:
        _protection(batch, person, each)
    return person


def _protection(batch: Batch, person: Person, said: Content) -> None:
    """The council that exports a status has confirmed it, unless the line says otherwise."""
    confirmed: dict[str, Any] = {}
    if said["confirmed"]:
        confirmed = {
            "confirmed_from": Confirmation.IMPORTED.value,
            "confirmed_at": timezone.now(),
            "confirmed_by_id": batch.by.pk,
        }
    since, until = said["from"], said["until"]
    batch.put(
        Protection, person_id=person.pk, kind=said["kind"], since=since, until=until, **confirmed
    )


def _address(batch: Batch, household: Household, said: Content) -> None:
    names = ("lines", "postcode", "no_fixed_abode", "since", "until", "hidden")
    address = batch.add(Address, household=household, **{name: said[name] for name in names})
    _identifier(batch, IdentifierKind.UPRN, said["uprn"], address=address)


def _identifier(
    batch: Batch,
    kind: str,
    number: str,
    *,
    person: Person | None = None,
    address: Address | None = None,
) -> None:
    if number:
        row = batch.add(
            Identifier,
            kind=str(kind),
            person=person,
            address=address,
            lookup=lookup(str(kind), number),
        )
        batch.seal(row, "value", number)
