"""Which needs the terms of a feed stand for: the words of other taxonomies, in ours.

`vocabulary.json` beside this file is what is used where a council names no file of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from familyhubs.imports.lines import Unreadable, read_json
from familyhubs.imports.services.pages import text_of
from households.needs import Need

SHIPPED = Path(__file__).with_name("vocabulary.json")
Term = Mapping[str, Any]


class GoesRound(Exception):
    """The parents of a term lead back to it."""


@dataclass
class Vocabulary:
    """Needs by the name, code or address of a term, in small letters."""

    needs: dict[str, list[Need]]
    terms: dict[str, Term] = field(default_factory=dict)  # those of the feed, by their ids

    def learn(self, term: Term) -> None:
        """A term of the feed, whose id the parent of another may be."""
        if term["id"]:
            self.terms.setdefault(term["id"], term)

    def needs_of(self, term: Term) -> list[Need]:
        """The needs of a term, else of its nearest parent that has any. Raises GoesRound."""
        passed: set[str] = set()
        here: Term | None = term
        while here is not None:
            if found := self._own(here):
                return found
            passed.add(here["id"])
            above = here["parent_id"]
            if above and above in passed:
                raise GoesRound
            # A parent may be known here by its code alone, and not be in the feed.
            if found := self.needs.get(above.casefold(), []):
                return found
            here = self.terms.get(above)
        return []

    def _own(self, term: Term) -> list[Need]:
        for name in ("term_uri", "code", "name"):
            if found := self.needs.get(term[name].casefold()):
                return found
        return []


def read(path: Path = SHIPPED) -> Vocabulary:
    """A vocabulary: one JSON object, a list of terms for each need. Raises Unreadable."""
    found: dict[str, list[Need]] = {}
    try:
        content = read_json(text_of(path))
    except Unreadable as problem:
        raise Unreadable(f"The vocabulary {path}: {problem}") from None
    if not isinstance(content, dict):
        raise Unreadable(f"The vocabulary {path} is not a JSON object of lists")
    for name, terms in content.items():
        if name not in Need.values:
            known = ", ".join(Need.values)
            raise Unreadable(f'The vocabulary {path}: "{name[:40]}" is not one of: {known}')
        if not isinstance(terms, list) or not all(isinstance(term, str) for term in terms):
            raise Unreadable(f"The vocabulary {path}: {name} is not a list of words")
        for term in terms:
            found.setdefault(term.strip().casefold(), []).append(Need(name))
    return Vocabulary(found)
