"""One line, whole."""

from familyhubs.imports.checks import contacts, paper, people, sharing, support
from familyhubs.imports.checks.telling import Content, Telling
from familyhubs.imports.relationships import Bond, bonds_of


def check(line: Content, telling: Telling) -> list[Bond]:
    """Tell all that is wrong with a line whose shape is right; return how its people are related.

    The line's values may be brought to their final form (a source that was not said, say).
    """
    household = line["household"]
    if wrong := telling.known.no_hub(household["hub"]):
        telling.tell("household.hub", wrong)
    telling.past("household", household, "recorded_on")
    people.check(line, telling)
    bonds = bonds_of(line["people"], telling.tell, telling.note)
    support.check(line, telling)
    sharing.check(line, telling)
    contacts.check(line, telling)
    paper.check(line, telling)
    return bonds
