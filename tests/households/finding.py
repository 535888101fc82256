"""Whom the search box finds."""

from households.models import Person
from households.reading.search import search


def found_by(user, typed) -> set[Person]:
    """Everybody a search answers with: found themselves, or as living in a household found."""
    found = search(user, typed).hits
    return {one for hit in found for one in ([hit.person] if hit.person else hit.people)}
