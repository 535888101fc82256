"""Which version of the schedule a family was promised (reading 1).

The privacy notice says how long their record is kept, so whoever was given a version of it holds
the schedule that was in force when that version was published.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import cache

from consent.models import NoticeGiven
from retention.lookups import Named
from retention.schedule import Schedule, begun, schedule_on
from retention.statements import Statement


def given_to(households: Collection[int], as_of: date) -> dict[int, frozenset[Schedule]]:
    """The versions that each household's people were given, by a day; those with none left out."""
    in_force = begun(as_of)
    found: dict[int, set[Schedule]] = defaultdict(set)
    for household, given_on, day in _given().rows({"ids": households}):
        if given_on > as_of:
            continue
        version = schedule_on(day)
        if version in in_force:
            found[household].add(version)
    return {household: frozenset(versions) for household, versions in found.items()}


@cache
def _given() -> Statement:
    rows = NoticeGiven.objects.of_privacy().filter(household__any_of=Named("ids")).order_by()
    return Statement.of(rows.values_list("household_id", "given_on", "notice__in_force_from"))
