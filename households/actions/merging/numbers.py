"""What the worker looks for, asked by nobody: two people who have one and the same number."""

from collections.abc import Iterable, Mapping
from itertools import combinations

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, QuerySet
from django.utils import timezone

from familyhubs.database.identity import action
from households.actions.suggestions import pair_of
from households.models import Identifier, Suggestion, SuggestionState


@action
def look_for_same() -> int:
    """Suggest each two people who have one and the same number; return how many pairs were new.

    Two who were said to be different people before they had it in common are asked about again.
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
    return len(new) + _ask_again(asked, found)


def _ask_again(asked: QuerySet[Suggestion], found: Mapping[tuple[int, int], Iterable[str]]) -> int:
    """Open the pairs that were dismissed before anybody knew of the number; return how many."""
    opened = 0
    dismissed = asked.filter(state=SuggestionState.DISMISSED).order_by("pk")
    for pair in dismissed.select_for_update(of=("self",)):
        kinds = found.get((pair.person_id, pair.other_id), [])
        unknown = [kind for kind in kinds if kind not in pair.likeness]
        if unknown:
            pair.likeness = [*pair.likeness, *unknown]
            pair.state, pair.found_at = SuggestionState.OPEN, timezone.now()
            pair.decided_at = pair.decided_by = None
            pair.keep(by=None, why="Found with the same number after it was dismissed")
            opened += 1
    return opened
