"""From the items of a feed to listings of the directory, with what is wrong in each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from familyhubs.imports.problems import Problem, Problems
from familyhubs.imports.services import words
from familyhubs.imports.services.pages import id_of
from familyhubs.imports.services.shape import SERVICE, TERM
from familyhubs.imports.services.vocabulary import GoesRound, Vocabulary
from familyhubs.imports.shapes import shown
from households.needs import Need
from referrals.listing import Listing
from referrals.models.service import LONGEST, OLDEST

DETAILS = frozenset({"attributes", "schedules", "service_at_locations"})
LEAN = (
    "this is the entry of a list, without places, times and terms; fetch the service in full, and "
    "name its file after those of the pages"
)
LISTED = 5  # terms of one service that a note repeats


@dataclass(frozen=True)
class ItemProblem(Problem):
    """Of one item of a feed, counted from 1 through all of its pages; `name` says which it is."""

    name: str = ""

    @property
    def where(self) -> str:
        return f"item {self.line}{f' ({self.name})' if self.name else ''}"

    def as_json(self) -> dict[str, Any]:
        return {
            "item": self.line,
            "service": self.name,
            "path": self.path,
            "message": self.message,
        }


@dataclass
class Reader:
    """Reads items one after another; `listings` are those with nothing wrong in them."""

    vocabulary: Vocabulary
    errors: Problems = field(default_factory=Problems)
    notes: Problems = field(default_factory=Problems)
    listings: list[Listing] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    nameless: int = 0  # items of which not even the id can be read

    def read(self, items: list[Any]) -> None:
        """All of a feed: its terms first, so that a parent may stand anywhere in it."""
        for term in _terms(items):
            self.vocabulary.learn(term)
        for number, item in enumerate(items, start=1):
            self._item(number, item)

    def _item(self, number: int, item: Any) -> None:
        before = self.errors.count
        name = _name(item)

        def tell(path: str, message: str) -> None:
            self.errors.add(ItemProblem(number, path, message, name))

        service = SERVICE.read(item, "", tell)
        key = id_of(item)
        if not key:
            self.nameless += 1
        elif (first := self.seen.setdefault(key, number)) != number:
            tell("id", f"item {first} has this id too; the first of them is taken")
        if self.errors.count > before:
            return
        listing = self._listing(service, tell)
        if self.errors.count > before:
            return
        if not DETAILS.intersection(item):
            self.notes.add(ItemProblem(number, "", LEAN, name))
        elif not listing.needs:
            self.notes.add(ItemProblem(number, "attributes", _no_need(service), name))
        self.listings.append(listing)

    def _listing(self, service: Mapping[str, Any], tell: Any) -> Listing:
        youngest, oldest = service["minimum_age"], service["maximum_age"]
        if None not in {youngest, oldest} and oldest < youngest:
            tell("maximum_age", f"{oldest} is below minimum_age, {youngest}")
        if youngest is not None and youngest > OLDEST:
            tell("minimum_age", f"{youngest} is above {OLDEST}")
        capacity, left, on = _places(service["capacities"])
        made = {
            "place": words.places_of(service),
            "times": words.times_of(service),
            "cost": words.cost_of(service),
            "eligibility": words.who_may_use_it(service),
            "how_to_get_it": words.how_to_get_it(service),
        }
        for name, text in made.items():
            if len(text) > LONGEST[name]:
                said = f"together they have {len(text):,} characters; {LONGEST[name]:,} are kept"
                tell(MADE_OF[name], said)
        return Listing(
            feed_id=service["id"],
            organisation=service["organization"]["name"],
            name=service["name"],
            what_it_does=service["description"] or service["name"],
            needs=tuple(self._needs(service, tell)),
            youngest=youngest,
            oldest=None if oldest is None or oldest > OLDEST else oldest,
            capacity=capacity,
            places_left=left,
            places_left_on=on,
            on_offer=service["status"] == "active",
            **made,
        )

    def _needs(self, service: Mapping[str, Any], tell: Any) -> list[Need]:
        """In the order of our own list, each once."""
        found: set[Need] = set()
        for place, attribute in enumerate(service["attributes"]):
            term = attribute["taxonomy_term"]
            try:
                found.update(self.vocabulary.needs_of(term) if term else [])
            except GoesRound:
                path = f"attributes[{place}].taxonomy_term.parent_id"
                tell(path, f"the parents of {shown(term['name'])} lead back to itself")
        return [need for need in Need if need in found]


# Of which fields of a feed each of ours is put together.
MADE_OF = {
    "place": "service_at_locations",
    "times": "schedules",
    "cost": "cost_options",
    "eligibility": "service_areas",
    "how_to_get_it": "application_process",
}


def _places(capacities: list[dict[str, Any]]) -> tuple[int | None, int | None, date | None]:
    """How many places there are, how many are free, and when that was so."""
    most = [each["maximum"] for each in capacities if each["maximum"] is not None]
    free = [each for each in capacities if each["available"] is not None]
    days = [each["updated"] for each in free if each["updated"]]
    left = sum(each["available"] for each in free)
    return sum(most) if most else None, left if free else None, min(days, default=None)


def _terms(items: list[Any]) -> Iterator[dict[str, Any]]:
    """Every term of the feed that can be read."""
    for item in items:
        attributes = item.get("attributes") if isinstance(item, dict) else None
        for attribute in attributes if isinstance(attributes, list) else []:
            if isinstance(attribute, dict):
                yield from _term(attribute.get("taxonomy_term"))


def _term(raw: Any) -> Iterator[dict[str, Any]]:
    wrong: list[str] = []
    term = TERM.read(raw, "", lambda _, message: wrong.append(message))
    if not wrong:
        yield term


def _name(item: Any) -> str:
    """What an item is called where something is wrong with it: its name, else its id."""
    found = item.get("name") if isinstance(item, dict) else None
    return (words.plain(found) if isinstance(found, str) else id_of(item))[:80]


def _no_need(service: Mapping[str, Any]) -> str:
    terms = [each["taxonomy_term"] for each in service["attributes"]]
    names = list(dict.fromkeys(shown(term["name"]) for term in terms if term and term["name"]))
    found = "it is found by age and place alone"
    if not names:
        return f"this says nothing of what it helps with: {found}"
    return f"no need stands behind {', '.join(names[:LISTED])} in the vocabulary: {found}"
