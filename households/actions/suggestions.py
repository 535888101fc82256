"""Possible duplicates: found after the save, or answered before it, and decided."""

from collections.abc import Iterable

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.models import Person, Suggestion, SuggestionState


class DecidedAlready(Refused):
    """Somebody else has decided meanwhile."""

    words = "Somebody has decided about these two already. Nothing has been changed."


@action
def somebody_else(
    *, person: Person, others: Iterable[tuple[Person, list[str]]], by: User
) -> list[Suggestion]:
    """Whoever added `person` looked at the others and said that they are different people."""
    kept = []
    for other, likeness in others:
        suggestion = pair_of(person.pk, other.pk, likeness)
        suggestion.state = SuggestionState.DISMISSED
        suggestion.decided_at, suggestion.decided_by = timezone.now(), by
        suggestion.keep(by=by, why="Said to be somebody else when the person was added")
        kept.append(suggestion)
    if kept:
        log.wrote(by, "person", person.pk, action="suggestions.somebody_else")
    return kept


@action
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


def pair_of(one: int, other: int, likeness: list[str]) -> Suggestion:
    """The two, in the one order in which a pair is kept; not saved yet."""
    first, second = sorted((one, other))
    return Suggestion(person_id=first, other_id=second, likeness=list(likeness))
