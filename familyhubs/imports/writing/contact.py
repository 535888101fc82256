"""The timeline of contact, and services accessed."""

from collections.abc import Mapping

from familyhubs.imports.checks.telling import Content, everybody
from familyhubs.imports.writing.batch import Batch
from households.models import Contact, Household, Person, Source
from referrals.models import Attendance, ServiceUse


def build(batch: Batch, household: Household, people: Mapping[str, Person], line: Content) -> None:
    """Both, dated as the line says."""
    for said in line["contacts"]:
        _contact(batch, household, people, line, said)
    for said in line["services"]:
        keys = [said["person"]] if said["person"] else said["people"]
        for key in keys:
            _service(batch, household, people[key], said)


def _contact(
    batch: Batch, household: Household, people: Mapping[str, Person], line: Content, said: Content
) -> None:
    names = ("kind", "on", "at", "attended", "channel", "source", "source_name")
    other = said["source_organisation"]
    received = said["received_on"] or (said["on"] if said["source"] == Source.OTHER else None)
    contact = batch.add(
        Contact,
        household=household,
        source_organisation=batch.known.organisation(other) if other else None,
        received_on=received,
        family_told_on=said["family_told_on"],
        recorded_by=batch.by,
        **{name: said[name] for name in names},
    )
    batch.seal(contact, "note", said["note"])
    for key in about(line, said):
        batch.put(Contact.people.through, contact_id=contact.pk, person_id=people[key].pk)


def about(line: Content, said: Content) -> list[str]:
    """Whom a contact is about: those listed, else everybody who was born by that day."""
    if said["people"]:
        return list(said["people"])
    unborn = {
        person["key"]
        for person in line["people"]
        if person["date_of_birth"] and person["date_of_birth"] > said["on"]
    }
    return [key for key in everybody(line, None) if key not in unborn]


def _service(batch: Batch, household: Household, person: Person, said: Content) -> None:
    service = batch.known.service(said["service"])
    use_id = batch.put(
        ServiceUse,
        household_id=household.pk,
        person_id=person.pk,
        service_id=service.pk if service else None,
        service_name="" if service else said["service"],
        started_on=said["started_on"],
        ended_on=said["ended_on"],
        outcome=said["outcome"],
        outcome_note=said["outcome_note"],
        recorded_by_id=batch.by.pk,
    )
    for attendance in said["attendances"]:
        batch.put(
            Attendance, use_id=use_id, household_id=household.pk, person_id=person.pk, **attendance
        )
