"""The timeline of contact, by the rules of its page (`households.contact_rules`), and services."""

from typing import Any, cast

from familyhubs.imports.checks.telling import Content, Telling
from familyhubs.imports.shapes import shown
from households.contact_rules import Entry
from households.models import Person, Source

# The rules ask whether anybody is named; whom, and born when, is looked at here by key.
SOMEBODY = [Person()]
OF_ENTRY = ("kind", "on", "at", "attended", "channel", "source", "source_name")


def check(line: Content, telling: Telling) -> None:
    """Both, each by itself."""
    for place, contact in enumerate(line["contacts"]):
        _contact(f"contacts[{place}]", line, contact, telling)
    for place, service in enumerate(line["services"]):
        _service(f"services[{place}]", line, service, telling)


def about(line: Content, said: Content) -> list[str]:
    """Whom a contact is about: those listed, else everybody who was born by that day."""
    if said["people"]:
        return list(said["people"])
    born = [person for person in line["people"] if not _born_after(person, said["on"])]
    return [person["key"] for person in born]


def received_on(said: Content) -> Any:
    """When what somebody else said was received: the day of the contact, unless said."""
    return said["received_on"] or (said["on"] if said["source"] == Source.OTHER else None)


def _contact(path: str, line: Content, contact: Content, telling: Telling) -> None:
    telling.keys(f"{path}.people", line, contact["people"])
    telling.past(path, contact, "family_told_on")
    organisation = contact["source_organisation"]
    if organisation and (wrong := telling.known.no_organisation(organisation)):
        telling.tell(f"{path}.source_organisation", wrong)
    entry = Entry(
        **{name: contact[name] for name in OF_ENTRY},
        source_organisation=cast(Any, organisation or None),
        received_on=received_on(contact),
    )
    for name, words in entry.problems(SOMEBODY):
        telling.tell(f"{path}.{name}", words)
    if contact["people"]:
        _born_by(f"{path}.people", line, contact["people"], contact["on"], telling)
    elif not about(line, contact):
        telling.tell(f"{path}.on", f"{contact['on']} is before anybody of this line was born")


def _service(path: str, line: Content, service: Content, telling: Telling) -> None:
    telling.past(path, service, "started_on", "ended_on")
    telling.in_order(path, service, "started_on", "ended_on")
    telling.keys(f"{path}.people", line, service["people"])
    if service["person"]:
        telling.key(f"{path}.person", line, service["person"])
        if service["people"]:
            telling.tell(f"{path}.person", '"people" is there too; keep one of both')
    elif not service["people"]:
        telling.tell(f"{path}.person", "this is missing: say who used it (or people)")
    users = [service["person"]] if service["person"] else service["people"] or []
    _born_by(f"{path}.started_on", line, users, service["started_on"], telling)
    _attendances(path, service, telling)


def _attendances(path: str, service: Content, telling: Telling) -> None:
    seen = set()
    for place, attendance in enumerate(service["attendances"]):
        inner, day = f"{path}.attendances[{place}].on", attendance["on"]
        telling.past(f"{path}.attendances[{place}]", attendance, "on")
        telling.on_or_after(inner, day, service["started_on"], "the day it started")
        if service["ended_on"] and day > service["ended_on"]:
            telling.tell(inner, f"{day} is after the day it ended, {service['ended_on']}")
        if day in seen:
            telling.tell(inner, f"{day} is there twice")
        seen.add(day)


def _born_by(path: str, line: Content, keys: list[str], day: Any, telling: Telling) -> None:
    for person in line["people"]:
        if person["key"] in keys and _born_after(person, day):
            born = person["date_of_birth"]
            telling.tell(path, f"{shown(person['key'])} was born on {born}, after {day}")


def _born_after(person: Content, day: Any) -> bool:
    return bool(person["date_of_birth"] and person["date_of_birth"] > day)
