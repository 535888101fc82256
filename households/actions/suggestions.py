"""Possible duplicates: found after the save, or answered before it, and decided."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from familyhubs.audit import log
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households import alike
from households.models import DuplicateSearch, Person, Suggestion, SuggestionState

BATCH = 200  # people a transaction
# Ids are given out before they are committed: somebody slower is not passed over.
LOOK_BACK = 1000
EVERYBODY = 0  # the id of no user


class DecidedAlready(Refused):
    """Somebody else has decided meanwhile."""

    words = "Somebody has decided about these two already. Nothing has been changed."


@transaction.atomic
def somebody_else(
    *, person: Person, others: Iterable[tuple[Person, list[str]]], by: User
) -> list[Suggestion]:
    """Whoever added `person` looked at the others and said that they are different people."""
    kept = []
    for other, likeness in others:
        suggestion = _pair(person.pk, other.pk, likeness)
        suggestion.state = SuggestionState.DISMISSED
        suggestion.decided_at, suggestion.decided_by = timezone.now(), by
        suggestion.keep(by=by, why="Said to be somebody else when the person was added")
        kept.append(suggestion)
    if kept:
        log.wrote(by, "person", person.pk, action="suggestions.somebody_else")
    return kept


@transaction.atomic
def dismiss(*, suggestion: Suggestion, by: User) -> Suggestion:
    """They are two different people. Raises DecidedAlready."""
    current = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if current.state != SuggestionState.OPEN:
        raise DecidedAlready
    current.state = SuggestionState.DISMISSED
    current.decided_at, current.decided_by = timezone.now(), by
    current.keep(by=by, why="Two different people")
    log.wrote(by, "person", current.person_id, action="suggestions.dismiss")
    return current


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
            _pair(person.pk, other.pk, likeness).keep(by=None, why="Found alike")
            found += 1
    return found


def _suggested(person: Person, others: list[int]) -> set[int]:
    """Of these, whom somebody has been asked about already."""
    pairs = Suggestion.objects.filter(person=person, other__in=others) | Suggestion.objects.filter(
        other=person, person__in=others
    )
    return {pk for pair in pairs.values_list("person_id", "other_id") for pk in pair}


def _pair(one: int, other: int, likeness: list[str]) -> Suggestion:
    first, second = sorted((one, other))
    return Suggestion(person_id=first, other_id=second, likeness=list(likeness))
