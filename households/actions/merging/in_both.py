"""What a merge of two households shows of whoever stands in both of them.

Contact history and services are shared home by home: what an organisation knows of a child in the
one home tells it nothing of the other. Once the two homes are one, it does.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from households.categories import PERSON_CATEGORIES, Category
from households.models import Household, Involvement, Membership

BY_HOME = frozenset({Category.CONTACT_HISTORY, Category.SERVICES})
NOTHING: frozenset[str] = frozenset()
Shared = dict[int, frozenset[str]]


@dataclass(frozen=True)
class More:
    """What each organisation would see more of them, by its id and by the record it is in."""

    of_kept: Shared = field(default_factory=dict)
    of_merged: Shared = field(default_factory=dict)


def more(kept: Household, merged: Household, seen: QuerySet[Involvement]) -> More:
    """Compare the categories of each of those people, home by home. Args: `seen`, the involvements
    to go by."""
    found = More()
    here, there = _lives_there(kept), _lives_there(merged)
    ours, theirs = _by_person(kept, seen), _by_person(merged, seen)
    for person in here.keys() & there.keys():
        if not (here[person] or there[person]):
            continue  # what was shared of somebody holds while they live there
        for who in {*ours[person], *theirs[person]}:
            granted = (ours[person].get(who, NOTHING), theirs[person].get(who, NOTHING))
            after = granted[0] | granted[1]
            in_kept = granted[0] if here[person] else NOTHING
            in_merged = granted[1] if there[person] else NOTHING
            # Somebody who left the one home lives there again, as far as its agreements go.
            again = after - BY_HOME - in_kept - in_merged
            _add(found.of_kept, who, (after & BY_HOME) - in_kept | again)
            _add(found.of_merged, who, (after & BY_HOME) - in_merged | again)
    return found


def _lives_there(household: Household) -> dict[int, bool]:
    """Everybody who ever lived there, and whether they do today."""
    stays = Membership.objects.filter(household=household).order_by()
    today = set(stays.present().values_list("person_id", flat=True))
    return {person: person in today for person in stays.values_list("person_id", flat=True)}


def _by_person(household: Household, seen: QuerySet[Involvement]) -> dict[int, Shared]:
    """What each organisation was let see of each person through this household."""
    found: dict[int, Shared] = defaultdict(dict)
    rows = seen.live().filter(household=household)  # type: ignore[attr-defined]
    for who, person, categories in rows.values_list("organisation_id", "people", "categories"):
        if person is not None:
            before = found[person].get(who, NOTHING)
            found[person][who] = before | (PERSON_CATEGORIES & set(categories))
    return found


def _add(shared: Shared, who: int, categories: frozenset[str]) -> None:
    if categories:
        shared[who] = shared.get(who, NOTHING) | categories
