"""The timeline of contact, and services accessed."""

from collections.abc import Mapping

from familyhubs.imports.checks.contacts import about, received_on
from familyhubs.imports.checks.telling import Content
from familyhubs.imports.writing.batch import Batch
from households.models import Contact, Household, Person
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
    contact = batch.add(
        Contact,
        household=household,
        source_organisation_id=batch.known.organisation(other).pk if other else None,
        received_on=received_on(said),
        family_told_on=said["family_told_on"],
        recorded_by_id=batch.by.pk,
        **{name: said[name] for name in names},
    )
    batch.seal(contact, "note", said["note"])
    for key in about(line, said):
        batch.put(Contact.people.through, contact_id=contact.pk, person_id=people[key].pk)


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
            Attendance,
            use_id=use_id,
            household_id=household.pk,
            person_id=person.pk,
            recorded_by_id=batch.by.pk,
            **attendance,
        )
