"""How people of a line are related: a word, "mother of c1", or a list of {to, kind}."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from familyhubs.imports.shapes import Tell, shown
from households.actions.people import ELDERS, MUTUAL
from households.models import RelationshipKind as Kind

# What this person is to the other; the other way round where the word names the younger.
WORDS: dict[str, Kind] = {
    **dict.fromkeys(["parent", "mother", "father", "mum", "mom", "dad"], Kind.PARENT),
    **dict.fromkeys(
        ["step parent", "step mother", "step father", "stepparent", "stepmother", "stepfather"],
        Kind.STEP_PARENT,
    ),
    **dict.fromkeys(
        ["grandparent", "grandmother", "grandfather", "gran", "grandma", "grandad", "grandpa"],
        Kind.GRANDPARENT,
    ),
    **dict.fromkeys(["carer", "guardian", "foster carer", "foster parent"], Kind.CARER),
    **dict.fromkeys(["partner", "wife", "husband", "spouse"], Kind.PARTNER),
    **dict.fromkeys(["sibling", "brother", "sister", "half brother", "half sister"], Kind.SIBLING),
    **dict.fromkeys(
        ["other", "aunt", "uncle", "cousin", "niece", "nephew", "friend", "lodger", "relative"],
        Kind.OTHER,
    ),
}
YOUNGER: dict[str, Kind] = {
    **dict.fromkeys(["child", "son", "daughter", "baby"], Kind.PARENT),
    **dict.fromkeys(
        ["step child", "step son", "step daughter", "stepchild", "stepson", "stepdaughter"],
        Kind.STEP_PARENT,
    ),
    **dict.fromkeys(["grandchild", "grandson", "granddaughter"], Kind.GRANDPARENT),
    **dict.fromkeys(["cared for", "foster child", "ward"], Kind.CARER),
}
# The first person's own words, which say nothing about anybody else.
NOBODYS = frozenset({"self", "subject", "head", "head of household", "main contact", "applicant"})
OLDER = ELDERS | {Kind.CARER}


@dataclass(frozen=True)
class Bond:
    """`person` is `kind` of `other`, by their places in the line."""

    person: int
    other: int
    kind: Kind
    parental_responsibility: str = ""


def bonds_of(people: Sequence[Mapping[str, Any]], tell: Tell, note: Tell) -> list[Bond]:
    """Every bond of a line, once. What contradicts itself is told, what is not understood noted."""
    found: dict[tuple[int, int, Kind], Bond] = {}
    places = {person["key"]: place for place, person in enumerate(people)}
    for place, person in enumerate(people):
        path = f"people[{place}].relationship"
        for bond in _said_by(place, person["relationship"], people, places, path, tell, note):
            _keep(found, bond, path, tell)
    return list(found.values())


def _keep(found: dict[tuple[int, int, Kind], Bond], bond: Bond, path: str, tell: Tell) -> None:
    turned = (bond.other, bond.person, bond.kind)
    if bond.kind in MUTUAL and turned in found:
        return
    impossible = ELDERS if bond.kind in ELDERS else {bond.kind} & {Kind.CARER}
    if any((bond.other, bond.person, kind) in found for kind in impossible):
        tell(path, "the opposite is said elsewhere in this line: both cannot be true")
    at = (bond.person, bond.other, bond.kind)
    if at not in found or bond.parental_responsibility:
        found[at] = bond


def _said_by(
    place: int,
    said: Any,
    people: Sequence[Mapping[str, Any]],
    places: Mapping[str, int],
    path: str,
    tell: Tell,
    note: Tell,
) -> Iterator[Bond]:
    if isinstance(said, list):
        for number, each in enumerate(said):
            inner = f"{path}[{number}]"
            yield from _to(
                place,
                each["kind"],
                [each["to"]],
                places,
                inner,
                tell,
                note,
                responsibility=each["parental_responsibility"],
            )
    elif " of " in said:
        word, _, keys = said.partition(" of ")
        named = [key.strip() for key in keys.replace(" and ", ",").split(",")]
        if not any(key in places for key in named) and _word(said) in NOBODYS:
            return
        yield from _to(place, word, named, places, path, tell, note)
    elif said and _word(said) not in NOBODYS:
        yield from _alone(place, _word(said), people, path, note)


def _to(
    place: int,
    word: str,
    keys: Sequence[str],
    places: Mapping[str, int],
    path: str,
    tell: Tell,
    note: Tell,
    *,
    responsibility: str = "",
) -> Iterator[Bond]:
    for key in keys:
        if key not in places:
            tell(path, f"nobody on this line has the key {shown(key)}")
        elif places[key] == place:
            tell(path, "nobody is related to themselves; name the other person's key")
        else:
            yield _bond(place, places[key], _word(word), path, note, responsibility)


def _alone(
    place: int, word: str, people: Sequence[Mapping[str, Any]], path: str, note: Tell
) -> Iterator[Bond]:
    """A word alone: to the first person; where the first has a word too, to the children."""
    first = people[0]["relationship"]
    first_word = _word(first) if isinstance(first, str) and " of " not in first else ""
    if first_word in {"", *NOBODYS}:
        if place:
            yield _bond(place, 0, word, path, note)
        return
    children = [number for number, person in enumerate(people) if _is_a_child(person)]
    if WORDS.get(word) in OLDER and children:
        for child in children:
            yield _bond(place, child, word, path, note)
    elif place and not (word in YOUNGER and _told_by(first_word, word)):
        yield _bond(place, 0, word, path, note)


def _is_a_child(person: Mapping[str, Any]) -> bool:
    said = person["relationship"]
    return isinstance(said, str) and YOUNGER.get(_word(said)) == Kind.PARENT


def _told_by(first_word: str, word: str) -> bool:
    """Whether the first person's word has told of this child, or is a child's itself."""
    told = WORDS.get(first_word) in OLDER and YOUNGER[word] == Kind.PARENT
    return told or first_word in YOUNGER


def _bond(
    place: int, other: int, word: str, path: str, note: Tell, responsibility: str = ""
) -> Bond:
    if word in YOUNGER:
        return Bond(other, place, YOUNGER[word], responsibility)
    if word not in WORDS:
        note(path, f'{shown(word)} is kept as "other relationship"')
    return Bond(place, other, WORDS.get(word, Kind.OTHER), responsibility)


def _word(said: str) -> str:
    return " ".join(said.lower().replace("_", " ").replace("-", " ").split())
