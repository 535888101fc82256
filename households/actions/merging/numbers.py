"""What the worker looks for, asked by nobody: two people who have one and the same number."""

from itertools import combinations

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count

from familyhubs.database.identity import action
from households.actions.suggestions import pair_of
from households.models import Identifier, Suggestion


@action
def look_for_same() -> int:
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
