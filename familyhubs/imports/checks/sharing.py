"""Agreements, and what was shared without one."""

from datetime import date

from consent.models import Decision, Occasion
from familyhubs.imports.checks.telling import Content, Telling
from familyhubs.imports.description import EVERYTHING
from familyhubs.imports.shapes import shown
from households.categories import Category

NAMES_ITS_AUTHORITY = frozenset({Occasion.COURT_ORDER, Occasion.INFECTIOUS_DISEASE})


def check(line: Content, telling: Telling) -> None:
    """Both, each by itself."""
    for place, agreement in enumerate(line["agreements"]):
        _agreement(f"agreements[{place}]", line, agreement, telling)
    _none_outlives_a_refusal(line, telling)
    for place, disclosure in enumerate(line["disclosures"]):
        _disclosure(f"disclosures[{place}]", line, disclosure, telling)


def categories_of(said: Content) -> list[str]:
    """The categories of an agreement or a disclosure, "all" taken apart, in order."""
    given = said["categories"]
    return sorted(Category.values if EVERYTHING in given else set(given))


def covered(line: Content, said: Content) -> list[str]:
    """The keys an agreement covers: those listed, else everybody who lived there that day."""
    if said["covers"]:
        return list(said["covers"])
    return [each["key"] for each in line["people"] if _lived_there(each, said["given_on"])]


def _lived_there(person: Content, on: date) -> bool:
    """As far as is known: whoever was not yet born, had not moved in or had left did not."""
    began = [person[name] for name in ("date_of_birth", "joined_on") if person[name]]
    left = person["left_on"]
    return all(day <= on for day in began) and (left is None or left > on)


def _agreement(path: str, line: Content, agreement: Content, telling: Telling) -> None:
    telling.past(path, agreement, "given_on", "withdrawn_on")
    telling.in_order(path, agreement, "given_on", "until")
    telling.in_order(path, agreement, "given_on", "withdrawn_on")
    telling.keys(f"{path}.covers", line, agreement["covers"])
    if telling.key(f"{path}.given_by", line, agreement["given_by"]):
        _living_there(path, line, agreement, telling)
    if not covered(line, agreement):
        said = "nobody of this line is known to have lived there that day; list whom it is about"
        telling.tell(f"{path}.covers", said)
    if agreement["decision"] == Decision.AGREED:
        for name in ("recipients", "categories", "purpose"):
            if not agreement[name]:
                telling.tell(f"{path}.{name}", "this is missing: they agreed, so it is needed")
    elif agreement["withdrawn_on"]:
        said = "only what was agreed to can be withdrawn"
        telling.tell(f"{path}.withdrawn_on", said)
    _recipients(path, agreement, telling)


def _none_outlives_a_refusal(line: Content, telling: Telling) -> None:
    """Who agreed and said no later has withdrawn what they agreed to; the file says when."""
    for place, agreed in enumerate(line["agreements"]):
        if agreed["decision"] != Decision.AGREED or agreed["withdrawn_on"]:
            continue
        for number, refusal in enumerate(line["agreements"]):
            later = (refusal["given_on"], number) > (agreed["given_on"], place)
            if later and _refuses(line, refusal, agreed):
                said = (
                    f"this is missing: in agreements[{number}] {shown(refusal['given_by'])} said "
                    f"no on {refusal['given_on']} to what they agree to here; write that day"
                )
                telling.tell(f"agreements[{place}].withdrawn_on", said)
                break


def _refuses(line: Content, refusal: Content, agreed: Content) -> bool:
    """Whether somebody said no to any of what they had agreed to, while it still held.

    A refusal that names no recipient, or no category, is to all of them.
    """
    if refusal["decision"] != Decision.REFUSED or refusal["given_by"] != agreed["given_by"]:
        return False
    if agreed["until"] and agreed["until"] < refusal["given_on"]:
        return False
    named = [{name.lower() for name in said["recipients"]} for said in (refusal, agreed)]
    what = [set(categories_of(said)) for said in (refusal, agreed)]
    return all(not said or said & held for said, held in (named, what)) and not set(
        covered(line, refusal)
    ).isdisjoint(covered(line, agreed))


def _recipients(path: str, agreement: Content, telling: Telling) -> None:
    named: list[str] = []
    for place, name in enumerate(agreement["recipients"]):
        inner = f"{path}.recipients[{place}]"
        if wrong := telling.known.no_organisation(name, partner=True):
            telling.tell(inner, wrong)
        elif name.lower() in named:
            telling.tell(inner, f"{shown(name)} is in this list twice")
        named.append(name.lower())


def _living_there(path: str, line: Content, agreement: Content, telling: Telling) -> None:
    """Nobody agrees for, or is covered by, a household they have left (as on the page)."""
    people = {person["key"]: person for person in line["people"]}
    given_on, giver = agreement["given_on"], agreement["given_by"]
    for name, keys in (("given_by", [giver]), ("covers", agreement["covers"] or [])):
        for key in keys:
            left = people[key]["left_on"] if key in people else None
            if left and left <= given_on:
                telling.tell(f"{path}.{name}", f"{shown(key)} had left the household by {given_on}")
    born = people[giver]["date_of_birth"]
    telling.on_or_after(f"{path}.given_on", given_on, born, "the birth of who gave it")


def _disclosure(path: str, line: Content, disclosure: Content, telling: Telling) -> None:
    telling.past(path, disclosure, "on", "explained_on")
    telling.in_order(path, disclosure, "on", "look_again_on")
    telling.keys(f"{path}.people", line, disclosure["people"])
    if disclosure["person_at_risk"]:
        telling.key(f"{path}.person_at_risk", line, disclosure["person_at_risk"])
    if wrong := telling.known.no_organisation(disclosure["organisation"]):
        telling.tell(f"{path}.organisation", wrong)
    if disclosure["occasion"] in NAMES_ITS_AUTHORITY and not disclosure["authority"]:
        said = f"this is missing: {disclosure['occasion']} says on whose authority it was sent"
        telling.tell(f"{path}.authority", said)
