"""Possible duplicates: found after the save, or answered before it, and decided."""

from collections.abc import Iterable
from itertools import combinations

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from familyhubs.audit import log
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.models import Identifier, Person, Suggestion, SuggestionState


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
        suggestion = pair_of(person.pk, other.pk, likeness)
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


@transaction.atomic
def same_numbers() -> int:
    """Suggest each two people who have one and the same number; return how many pairs were new.

    Needs no user, like the search for names alike: what is found is shown to whoever may see both.
    """
    held = Identifier.objects.filter(person__merged_into__isnull=True, person__isnull=False)
    shared = (
        held.exclude(lookup="")
        .order_by()
        .values("kind", "lookup")
        .annotate(people=ArrayAgg("person_id"), many=Count("pk"))
        .filter(many__gt=1)
    )
    found: dict[tuple[int, int], list[str]] = {}
    for row in shared:
        for pair in combinations(sorted(row["people"]), 2):
            found.setdefault(pair, []).append(row["kind"])
    asked = Suggestion.objects.filter(person__in={one for one, _ in found})
    new = found.keys() - set(asked.values_list("person_id", "other_id"))
    for pair in sorted(new):
        pair_of(*pair, found[pair]).keep(by=None, why="Found with the same number")
    return len(new)


def pair_of(one: int, other: int, likeness: list[str]) -> Suggestion:
    """The two, in the one order in which a pair is kept; not saved yet."""
    first, second = sorted((one, other))
    return Suggestion(person_id=first, other_id=second, likeness=list(likeness))
