"""People and where they live."""

from familyhubs.imports.checks.telling import Content, Telling
from familyhubs.imports.identifiers import doubtful
from familyhubs.imports.shapes import shown

MOST = 1000  # people of one household: more is a mistake of whoever made the file


def check(line: Content, telling: Telling) -> None:
    """People, then addresses."""
    if len(line["people"]) > MOST:
        telling.tell("people", f"one household has {len(line['people']):,} people here")
        return
    seen: dict[str, int] = {}
    for place, person in enumerate(line["people"]):
        path, key = f"people[{place}]", person["key"]
        if key in seen:
            telling.tell(f"{path}.key", f"people[{seen[key]}] has the key {shown(key)} too")
        seen.setdefault(key, place)
        _person(path, person, telling)
    _addresses(line, telling)


def _person(path: str, person: Content, telling: Telling) -> None:
    dates = ("date_of_birth", "died_on", "joined_on", "left_on", "confirmed_on")
    telling.past(path, person, *dates)
    for name in ("died_on", "joined_on", "left_on"):
        telling.in_order(path, person, "date_of_birth", name)
    telling.in_order(path, person, "joined_on", "left_on")
    for kind, number in person["identifiers"].items():
        if number and (said := doubtful(kind, number)):
            telling.note(f"{path}.identifiers.{kind}", said)
    for place, protection in enumerate(person["protection"]):
        inner = f"{path}.protection[{place}]"
        telling.past(inner, protection, "from", "until")
        telling.in_order(inner, protection, "from", "until")
        born = person["date_of_birth"]
        telling.on_or_after(f"{inner}.from", protection["from"], born, "their date of birth")


def _addresses(line: Content, telling: Telling) -> None:
    current = [place for place, row in enumerate(line["addresses"]) if not row["until"]]
    for place in current[1:]:
        said = f"addresses[{current[0]}] has no end either; a household lives at one at a time"
        telling.tell(f"addresses[{place}].until", said)
    for place, address in enumerate(line["addresses"]):
        path = f"addresses[{place}]"
        telling.past(path, address, "since", "until")
        telling.in_order(path, address, "since", "until")
        if not address["lines"] and not address["no_fixed_abode"]:
            telling.tell(f"{path}.lines", "this is missing; or say no_fixed_abode: true")
        if address["no_fixed_abode"] and (address["lines"] or address["postcode"]):
            telling.tell(
                f"{path}.no_fixed_abode", "there is an address beside it; keep one of both"
            )
