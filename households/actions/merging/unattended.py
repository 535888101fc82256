"""What the worker does for merges, asked by nobody: looks for duplicates, forgets how to undo."""

from django.db import transaction
from django.db.models import QuerySet

from familyhubs.records.dates import today
from households import alike
from households.actions.suggestions import pair_of
from households.models import DuplicateSearch, Merge, Person, Suggestion

BATCH = 200  # people a transaction
# Ids are given out before they are committed: somebody slower is not passed over.
LOOK_BACK = 1000
EVERYBODY = 0  # the id of no user


def look_for_new() -> int:
    """Look at everybody added since the last time; return how many pairs were found.

    Safe to run twice and at once: each pair is suggested once. Needs no user: what is found is
    shown to whoever may see both.
    """
    last = DuplicateSearch.objects.order_by("-up_to").values_list("up_to", flat=True).first() or 0
    start, found = max(last - LOOK_BACK, 0), 0
    while people := list(_added_after(start)[:BATCH]):
        with transaction.atomic():
            found += sum(_look_at(person) for person in people)
            start = people[-1].pk
            if start > last:
                DuplicateSearch.objects.create(up_to=start)
    return found


def _added_after(pk: int) -> QuerySet[Person]:
    return Person.objects.filter(pk__gt=pk, merged_into__isnull=True).order_by("pk")


def _look_at(person: Person) -> int:
    details = alike.Details.of(person)
    scope = alike.Scope(EVERYBODY, None, True, today())
    near = alike.candidates(scope, details)
    near.pop(person.pk, None)
    known = _suggested(person, list(near))
    found = 0
    for other in Person.objects.filter(pk__in=near.keys() - known, merged_into__isnull=True):
        if likeness := alike.likeness(details, other, near[other.pk]):
            pair_of(person.pk, other.pk, likeness).keep(by=None, why="Found alike")
            found += 1
    return found


def _suggested(person: Person, others: list[int]) -> set[int]:
    """Of these, whom somebody has been asked about already."""
    pairs = Suggestion.objects.filter(person=person, other__in=others) | Suggestion.objects.filter(
        other=person, person__in=others
    )
    return {pk for pair in pairs.values_list("person_id", "other_id") for pk in pair}


def forget_undo() -> int:
    """Empty what undoing would have needed, once it cannot be undone. Returns of how many."""
    over = Merge.objects.exclude(pk__in=Merge.objects.undoable()).exclude(moves=[])
    return over.update(moves=[])
