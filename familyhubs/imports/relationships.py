"""How people of a line are related: a word, "mother of c1", or a list of {to, kind}."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from familyhubs.imports.shapes import Tell, shown
from households.actions.people import ELDERS, MUTUAL, CannotHold, may_hold
from households.models import RelationshipKind as Kind

Content = Mapping[str, Any]
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


def bonds_of(people: Sequence[Content], tell: Tell, note: Tell) -> list[Bond]:
    """Every bond of a line, once. What contradicts itself is told, what is not understood noted."""
    bonds = _Bonds(people, tell, note)
    for place, person in enumerate(people):
        path = f"people[{place}].relationship"
        for bond in bonds.said_by(place, person["relationship"], path):
            bonds.keep(bond, path)
    return list(bonds.found.values())


class _Bonds:
    """The bonds of one line as they are found."""

    def __init__(self, people: Sequence[Content], tell: Tell, note: Tell) -> None:
        self.people, self.tell, self.note = people, tell, note
        self.places = {person["key"]: place for place, person in enumerate(people)}
        self.found: dict[tuple[int, int, Kind], Bond] = {}

    def keep(self, bond: Bond, path: str) -> None:
        """Once, from whichever side it is told; not with its opposite."""
        if bond.kind in MUTUAL and (bond.other, bond.person, bond.kind) in self.found:
            return
        impossible = ELDERS if bond.kind in ELDERS else {bond.kind} & {Kind.CARER}
        if any((bond.other, bond.person, kind) in self.found for kind in impossible):
            self.tell(path, "the opposite is said elsewhere in this line: both cannot be true")
        at = (bond.person, bond.other, bond.kind)
        if at not in self.found or bond.parental_responsibility:
            self.found[at] = bond

    def said_by(self, place: int, said: Any, path: str) -> Iterator[Bond]:
        """What is said of one person, in any of the three ways."""
        if isinstance(said, list):
            for number, each in enumerate(said):
                yield from self._exactly(place, each, f"{path}[{number}]")
        elif not said or _word(said) in NOBODYS:
            return
        elif " of " in said:
            word, _, keys = said.partition(" of ")
            for key in keys.replace(" and ", ",").split(","):
                if self._is_another(place, key.strip(), path):
                    yield self._bond(place, self.places[key.strip()], _word(word), path)
        else:
            yield from self._alone(place, _word(said), path)

    def _exactly(self, place: int, said: Content, path: str) -> Iterator[Bond]:
        if not self._is_another(place, said["to"], f"{path}.to"):
            return
        responsibility = said["parental_responsibility"]
        bond = self._bond(place, self.places[said["to"]], _word(said["kind"]), f"{path}.kind")
        try:
            if responsibility:
                may_hold(bond.kind)
        except CannotHold as refusal:
            self.tell(f"{path}.parental_responsibility", refusal.words)
        yield replace(bond, parental_responsibility=responsibility)

    def _is_another(self, place: int, key: str, path: str) -> bool:
        if key not in self.places:
            self.tell(path, f"nobody on this line has the key {shown(key)}")
        elif self.places[key] == place:
            self.tell(path, "nobody is related to themselves; name the other person's key")
        return self.places.get(key, place) != place

    def _alone(self, place: int, word: str, path: str) -> Iterator[Bond]:
        """A word alone: to the first person; where the first has a word too, to the children."""
        first = self.people[0]["relationship"]
        first_word = _word(first) if isinstance(first, str) and " of " not in first else ""
        if first_word in {"", *NOBODYS}:
            if place:
                yield self._bond(place, 0, word, path)
            return
        children = [number for number, person in enumerate(self.people) if _is_a_child(person)]
        if WORDS.get(word) in OLDER and children:
            for child in children:
                yield self._bond(place, child, word, path)
        elif place and not (word in YOUNGER and _told_by(first_word, word)):
            yield self._bond(place, 0, word, path)

    def _bond(self, place: int, other: int, word: str, path: str) -> Bond:
        if word in YOUNGER:
            return Bond(other, place, YOUNGER[word])
        if word not in WORDS:
            self.note(path, f'{shown(word)} is kept as "other relationship"')
        return Bond(place, other, WORDS.get(word, Kind.OTHER))


def _is_a_child(person: Content) -> bool:
    said = person["relationship"]
    return isinstance(said, str) and YOUNGER.get(_word(said)) == Kind.PARENT


def _told_by(first_word: str, word: str) -> bool:
    """Whether the first person's word has told of this child, or is a child's itself."""
    told = WORDS.get(first_word) in OLDER and YOUNGER[word] == Kind.PARENT
    return told or first_word in YOUNGER


def _word(said: str) -> str:
    return " ".join(said.lower().replace("_", " ").replace("-", " ").split())
