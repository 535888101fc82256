"""What a merge of two households shows of whoever stands in both of them.

Contact history and services are shared home by home: what an organisation knows of a child in the
one home tells it nothing of the other. Once the two homes are one, it does.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from households.actions.merging.partners import Sight, Sights
from households.categories import PERSON_CATEGORIES, Category
from households.models import Household, Membership

BY_HOME = frozenset({Category.CONTACT_HISTORY, Category.SERVICES})
NOTHING: frozenset[str] = frozenset()
Shared = dict[int, frozenset[str]]


@dataclass(frozen=True)
class More:
    """What each organisation would see more of them, by its id and by the record it is in."""

    of_kept: Shared = field(default_factory=dict)
    of_merged: Shared = field(default_factory=dict)


def more(kept: Household, merged: Household, of_kept: Sights, of_merged: Sights) -> More:
    """Compare the categories of each of those people, home by home. What waits to be accepted
    shows more, and hides nothing: it may never be."""
    found = More()
    here, there = _lives_there(kept), _lives_there(merged)
    ours, theirs = _by_person(of_kept.then), _by_person(of_merged.then)
    ours_now, theirs_now = _by_person(of_kept.now), _by_person(of_merged.now)
    for person in here.keys() & there.keys():
        if not (here[person] or there[person]):
            continue  # what was shared of somebody holds while they live there
        for who in {*ours[person], *theirs[person]}:
            granted = (ours[person].get(who, NOTHING), theirs[person].get(who, NOTHING))
            in_kept = ours_now[person].get(who, NOTHING) if here[person] else NOTHING
            in_merged = theirs_now[person].get(who, NOTHING) if there[person] else NOTHING
            # Somebody who left the one home lives there again, as far as its agreements go.
            left = (NOTHING if here[person] else granted[0]) | (
                NOTHING if there[person] else granted[1]
            )
            again = left - BY_HOME - in_kept - in_merged
            _add(found.of_kept, who, ((granted[1] | left) & BY_HOME) - in_kept | again)
            _add(found.of_merged, who, ((granted[0] | left) & BY_HOME) - in_merged | again)
    return found


def _lives_there(household: Household) -> dict[int, bool]:
    """Everybody who ever lived there, and whether they do today."""
    stays = Membership.objects.filter(household=household).order_by()
    today = set(stays.present().values_list("person_id", flat=True))
    return {person: person in today for person in stays.values_list("person_id", flat=True)}


def _by_person(seen: Iterable[Sight]) -> dict[int, Shared]:
    """What each organisation is let see of each person through one household."""
    found: dict[int, Shared] = defaultdict(dict)
    for sight in seen:
        if sight.person is not None:
            _add(found[sight.person], sight.organisation, PERSON_CATEGORIES & sight.categories)
    return found


def _add(shared: Shared, who: int, categories: frozenset[str]) -> None:
    if categories:
        shared[who] = shared.get(who, NOTHING) | categories
