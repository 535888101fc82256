"""How long a household's record is kept, on its printed summary and in the copy a family gets."""

from familyhubs.design.dates import spoken
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.loader import OpenHousehold
from households.models import Person
from households.paper import Part, Section
from retention.explanations import Explanation, explain

HEADING = "How long we keep this"
NOTHING_GOES = "When its time is over it is disposed of, unless something stops that."
STOPPED = "Something stops disposal for now."
OF_A_PARTNER = (
    "The council keeps this household's record by its published schedule, and each organisation "
    "what it holds itself by its own. Ask the person who supports you."
)


def how_long(case: OpenHousehold) -> Section:
    """Each class: what started the clock, the date, the working; and that something stops disposal.

    Never what, nor because of whom: this paper is the family's too, and whoever is investigated
    would learn of it.
    """
    if not case.user.may(Permission.SEE_RECORD):
        return Section(HEADING, notes=[OF_A_PARTNER])
    found = explain(case.household, today())
    people = Person.objects.visible_to(case.user).in_bulk(found.people)
    return Section(
        HEADING,
        notes=[NOTHING_GOES, *([STOPPED] if found.stopped else [])],
        parts=[_part(each, people.get(each.person or 0)) for each in found.classes],
    )


def _part(each: Explanation, child: Person | None) -> Part:
    started = f", {spoken(each.trigger_on)}" if each.trigger_on else ""
    rows = [
        ("The clock started", f"{each.trigger}{started}"),
        ("Due for disposal on", each.due_words),
        ("The working", each.working),
        ("What was promised", each.promise),
        ("Where", each.source),
    ]
    return Part(f"{each.words}: {child.full_name}" if child else each.words, "", rows)
