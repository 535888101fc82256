"""Letting an organisation see less through an involvement than it was begun with."""

from collections.abc import Collection

from django.db.models import Q

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from households.categories import codename
from households.models import HouseholdGrant, Involvement, PersonGrant


@action
def narrow(
    *,
    reason: str,
    source_id: int,
    organisation: Organisation,
    categories: Collection[str],
    people: Collection[int],
    by: User,
    why: str,
) -> None:
    """Leave only these categories about these people (their ids), from this moment.

    In the caller's transaction: whoever asks after the commit sees nothing more (S50). The
    permissions of the rest end, and stay on the record.
    """
    rows = Involvement.objects.select_for_update().filter(reason=reason, source_id=source_id)
    for involvement in rows.filter(organisation=organisation):
        left = set(involvement.categories) & set(categories)
        involvement.categories = sorted(left)
        involvement.keep(by=by, why=why)
        involvement.people.set(involvement.people.filter(pk__in=people))
        _end_the_rest(involvement, left, people)
        log.wrote(by, "household", involvement.household_id, action="narrowing.narrow")


def _end_the_rest(involvement: Involvement, left: set[str], people: Collection[int]) -> None:
    day = max(today(), involvement.since)
    kept = ["view_household", *map(codename, left)]
    running = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    for grants, theirs in (
        (HouseholdGrant, Q(permission__codename__in=kept)),
        (PersonGrant, Q(permission__codename__in=kept, content_object__in=people)),
    ):
        mine = grants.objects.filter(running, involvement=involvement)
        mine.exclude(theirs).update(valid_until=day)
