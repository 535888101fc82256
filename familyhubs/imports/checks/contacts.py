"""The timeline of contact, and services accessed."""

from familyhubs.imports.checks.telling import Content, Telling
from households.models import Source


def check(line: Content, telling: Telling) -> None:
    """Both, each by itself."""
    for place, contact in enumerate(line["contacts"]):
        _contact(f"contacts[{place}]", line, contact, telling)
    for place, service in enumerate(line["services"]):
        _service(f"services[{place}]", line, service, telling)


def _contact(path: str, line: Content, contact: Content, telling: Telling) -> None:
    telling.keys(f"{path}.people", line, contact["people"])
    telling.past(path, contact, "received_on", "family_told_on")
    if contact["kind"] != "appointment":  # which may be still to come
        telling.past(path, contact, "on")
    if contact["source"] == Source.FAMILY and not contact["channel"]:
        telling.tell(f"{path}.channel", "this is missing: it came from the family, so say how")
    if organisation := contact["source_organisation"]:
        if wrong := telling.known.no_organisation(organisation):
            telling.tell(f"{path}.source_organisation", wrong)
    elif contact["source"] == Source.OTHER and not contact["source_name"]:
        said = "this is missing: it came from somebody else, so say whom (or source_organisation)"
        telling.tell(f"{path}.source_name", said)


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
    seen = set()
    for place, attendance in enumerate(service["attendances"]):
        inner = f"{path}.attendances[{place}].on"
        telling.past(f"{path}.attendances[{place}]", attendance, "on")
        began = service["started_on"]
        telling.on_or_after(inner, attendance["on"], began, "the day it started")
        if attendance["on"] in seen:
            telling.tell(inner, f"{attendance['on']} is there twice")
        seen.add(attendance["on"])
