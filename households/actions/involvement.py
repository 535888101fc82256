"""Opening and closing an organisation's involvement: the only thing that grants access.

The involvement and django-guardian's rows are written in one transaction; the rows are never
removed but by disposal, they end.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.contrib.auth.models import Permission
from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from households.categories import HOUSEHOLD_CATEGORIES, PERSON_CATEGORIES, codename
from households.models import Household, HouseholdGrant, Involvement, Person, PersonGrant


@action
def begin(
    *,
    household: Household,
    organisation: Organisation,
    reason: str,
    source_id: int,
    categories: Sequence[str],
    people: Iterable[Person],
    by: User,
    since: date | None = None,
    until: date | None = None,
    only_for: User | None = None,
    ends_at: datetime | None = None,
) -> Involvement:
    """Let an organisation see these categories of this household and these people.

    Args: `reason` and `source_id`, what it stands on; `since`, today unless said; `until`, the
    first day on which it no longer holds, None where none is set; `only_for` and `ends_at`, of an
    emergency: whose it is, and its last moment. Called by the action that it stands on, which
    holds the household.
    """
    involvement = Involvement(
        household=household,
        organisation=organisation,
        reason=reason,
        source_id=source_id,
        categories=sorted(categories),
        since=since or today(),
        # An emergency holds on no day: whatever knows of days alone never counts it.
        until=today() if ends_at else until,
        only_for=only_for,
        ends_at=ends_at,
    )
    involvement.keep(by=by, why=involvement.get_reason_display())
    covered = list(people)
    involvement.people.set(covered)
    _grant(involvement, covered)
    log.wrote(by, "household", household.pk, action="involvement.begin")
    return involvement


@action
def end(
    *,
    reason: str,
    source_id: int,
    by: User | None,
    why: str,
    organisation: Organisation | None = None,
) -> list[Involvement]:
    """End what stands on this source, today, for one organisation or for all.

    In the caller's transaction: whoever asks after the commit sees nothing any more (S50).
    """
    rows = Involvement.objects.select_for_update().filter(reason=reason, source_id=source_id)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    ended = list(rows)
    for involvement in ended:
        if involvement.ends_at and involvement.ends_at > timezone.now():
            _end_at(involvement, timezone.now(), by=by, why=why)
            log.wrote(by, "household", involvement.household_id, action="involvement.end")
        elif involvement.until is None or involvement.until > today():
            _hold_until(involvement, max(today(), involvement.since), by=by, why=why)
            log.wrote(by, "household", involvement.household_id, action="involvement.end")
    return ended


@action
def extend(*, reason: str, source_id: int, until: date | None, by: User) -> None:
    """Let what stands on this source hold until another day (None: no end is set). What has ended
    stays ended."""
    rows = Involvement.objects.live().select_for_update()
    for involvement in rows.filter(reason=reason, source_id=source_id):
        if involvement.until != until:
            _hold_until(involvement, until, by=by, why="The agreement it stands on changed")
            log.wrote(by, "household", involvement.household_id, action="involvement.extend")


def _hold_until(involvement: Involvement, until: date | None, *, by: User | None, why: str) -> None:
    """What ended before, because the family took that part back, stays ended when it did."""
    before, involvement.until = involvement.until, until
    involvement.keep(by=by, why=why)
    for model in (HouseholdGrant, PersonGrant):
        standing = model.objects.filter(involvement=involvement, valid_until=before)
        standing.update(valid_until=until)


def _end_at(involvement: Involvement, moment: datetime, *, by: User | None, why: str) -> None:
    involvement.ends_at = moment
    involvement.keep(by=by, why=why)
    for model in (HouseholdGrant, PersonGrant):
        model.objects.filter(involvement=involvement).update(ends_at=moment)


def _grant(involvement: Involvement, people: list[Person]) -> None:
    on_household, on_people = grants_for(involvement, people, permissions())
    HouseholdGrant.objects.bulk_create(on_household)
    PersonGrant.objects.bulk_create(on_people)


def grants_for(
    involvement: Involvement, people: Sequence[Person], permission: Mapping[str, int]
) -> tuple[list[HouseholdGrant], list[PersonGrant]]:
    """The permissions that an involvement stands for, not yet saved.

    Args: `permission`, their ids by codename, as `permissions` gives them.
    """
    seen = set(involvement.categories)
    of_household = ["view_household"] + [codename(c) for c in HOUSEHOLD_CATEGORIES & seen]
    of_people = [codename(c) for c in PERSON_CATEGORIES & seen]
    shared = {
        "group_id": involvement.organisation.group_id,
        "involvement": involvement,
        "valid_from": involvement.since,
        "valid_until": involvement.until,
        "only_for": involvement.only_for,
        "ends_at": involvement.ends_at,
    }
    on_household = [
        HouseholdGrant(
            permission_id=permission[name], content_object=involvement.household, **shared
        )
        for name in of_household
    ]
    on_people = [
        PersonGrant(
            permission_id=permission[name],
            content_object=person,
            household_id=involvement.household_id,
            **shared,
        )
        for person in people
        for name in of_people
    ]
    return on_household, on_people


def permissions() -> dict[str, int]:
    """The ids of the permissions on households and people, by codename."""
    rows = Permission.objects.filter(
        content_type__app_label="households", content_type__model__in=["household", "person"]
    )
    return dict(rows.values_list("codename", "pk"))
