"""Which version of the schedule a family was promised (reading 1).

The privacy notice says how long their record is kept, so whoever was given a version of it holds
the schedule that was in force when that version was published.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from consent.models import NoticeGiven
from retention.schedule import Schedule, begun, schedule_on


def given_to(households: Collection[int], as_of: date) -> dict[int, frozenset[Schedule]]:
    """The versions that each household's people were given, by a day; those with none left out."""
    rows = NoticeGiven.objects.of_privacy().filter(
        household__any_of=households, given_on__lte=as_of
    )
    in_force = begun(as_of)
    found: dict[int, set[Schedule]] = defaultdict(set)
    for household, day in rows.order_by().values_list("household_id", "notice__in_force_from"):
        version = schedule_on(day)
        if version in in_force:
            found[household].add(version)
    return {household: frozenset(versions) for household, versions in found.items()}
