"""What was added while two records were one, and goes back with the one that was merged away.

What was added since stays with the record that is kept, unless it stands on a row that goes back
(an involvement on its referral, a lead's on its offer, a day of attendance on its use) or names
people of whom none is in the record that is kept: there it would show a partner another family.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model, Q

from familyhubs.organisations.models import User
from familyhubs.records.models import history_of
from households.actions import involvement
from households.actions.merging import sealed
from households.actions.merging.links import Link, links_to
from households.actions.merging.moving import ChangedSince, Journal
from households.models import Household, Involvement, Membership, Merge, Person, PersonGrant

Found = dict[Link, list[int]]
GONE = "The records were parted, and it was of somebody in the other one"


def note(row: Any, came_by: int) -> None:
    """A row was added to the record that is kept, but came by one that was merged into it (a link
    sent before the merge): it goes back with that. Args: `came_by`, the household's id, which the
    caller holds with the row's own."""
    home = came_by
    while home != row.household_id:
        merge = Merge.objects.select_for_update().filter(merged_household=home).first()
        if merge is None:  # disposed of: it cannot be undone any more
            return
        first = merge.history.order_by("history_id").values_list("household_id", flat=True)[0]
        journal = Journal(merge.moves)
        journal.note(row, {"household_id": home}, {"household_id": first})
        Merge.objects.filter(pk=merge.pk).update(moves=journal.entries)
        home = first


def follow(kept: Any, merged: Any, *, since: datetime, by: User) -> None:
    """After the rows that were moved have gone back. Args: `since`, when the two were merged.

    Raises ChangedSince where one cannot stand there, CannotBeOpened.
    """
    if isinstance(kept, Household):
        went = people_of(merged) - people_of(kept)
        _go(_naming(kept, went, since), merged)
    while found := _standing(kept, merged):
        _go(found, merged)
    if isinstance(kept, Household):
        _end_what_is_of(went, kept, since, by)
    else:
        _name_whom_the_source_names(kept, merged)


def people_of(household: Any) -> set[int]:
    """Whoever lives or lived there."""
    stays = Membership.objects.filter(household=household).order_by()
    return set(stays.values_list("person_id", flat=True))


def _naming(kept: Household, went: set[int], since: datetime) -> Found:
    """Rows of the household added since that name somebody who went, and nobody who is in it."""
    stayed, found, came = people_of(kept), {}, _came_by_other_merges(kept)
    for link in links_to(Household):
        # What an involvement stands on says where it belongs.
        if history_of(link.model) is None or link.model is Involvement:
            continue
        named = defaultdict(set)
        for name in _names(link.model):
            for pk, person in link.rows(kept).order_by().values_list("pk", name):
                named[pk].add(person)
        theirs = [pk for pk, who in named.items() if who & went and not who & stayed]
        table = link.model._meta.label_lower
        added = _added(link.model, theirs, since)
        if rows := [pk for pk in added if (table, pk) not in came]:
            found[link] = rows
    return found


def _came_by_other_merges(kept: Household) -> set[tuple[str, int]]:
    """Rows that another merge brought, by table and id: they go back with that one."""
    merges = Merge.objects.undoable().filter(household=kept)
    moves = [entry for one in merges.values_list("moves", flat=True) for entry in one]
    return {(entry["table"], entry["id"]) for entry in moves}


def _added(model: type[Model], rows: list[int], since: datetime) -> list[int]:
    """Those of these rows that were added since."""
    history: Any = history_of(model)
    first = history.objects.filter(id__in=rows, history_type="+", history_date__gte=since)
    return list(first.values_list("id", flat=True))


@cache
def _names(model: type[Model]) -> list[str]:
    """The fields of a model that name people."""
    columns = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [column.name for column in columns if column.related_model is Person]


def _standing(kept: Model, merged: Model) -> Found:
    """Rows of the record that is kept that stand on a row of the other."""
    found = {}
    for link in links_to(type(kept)):
        on_it = Q()
        for name in _stands_on(link):
            on_it |= Q(**{name: merged.pk})
        if link.model is Involvement and isinstance(merged, Household):
            on_it |= _by_source(merged)
        if on_it:
            found[link] = list(link.rows(kept).filter(on_it).values_list("pk", flat=True))
    return {link: rows for link, rows in found.items() if rows}


@cache
def _stands_on(link: Link) -> list[str]:
    """How a row's own rows say of which record they are: of a household by their one link to it,
    of a person by the link of the same name."""
    record: Any = link.model._meta.get_field(link.field).related_model
    return [
        f"{column.name}__{other.field}"
        for column in link.model._meta.concrete_fields
        if column.is_relation and column.related_model not in (Household, Person)
        for other in links_to(record)
        if other.model is column.related_model
        if record is Household or other.field == link.field
    ]


def _by_source(merged: Household) -> Q:
    """Involvements that stand on something of this household."""
    found = Q()
    for reason, model in _sources():
        rows = model._base_manager.filter(household=merged)
        found |= Q(reason=reason, source_id__in=rows.values("pk"))
    return found


def _sources() -> Iterator[tuple[str, Any]]:
    """What an involvement stands on, by its reason."""
    for reason, label in settings.INVOLVEMENT_STANDS_ON.items():
        yield reason, apps.get_model(label)


def _go(found: Found, merged: Model) -> None:
    """Have them point to the record that was merged away, sealed under its key."""
    for link, rows in found.items():
        opened = sealed.open_all({link.model: rows})
        try:
            with transaction.atomic():
                link.model._base_manager.filter(pk__in=rows).update(**{link.field: merged.pk})
        except IntegrityError:
            raise ChangedSince(str(link.model._meta.verbose_name)) from None
        sealed.seal_all(opened)


def _name_whom_the_source_names(kept: Person, merged: Person) -> None:
    """What was opened while two people were one is about whom its agreement or referral is."""
    covers = Involvement.people.through
    for reason, model in _sources():
        for names in model._meta.many_to_many:
            if names.related_model is not Person:
                continue
            through, source = names.remote_field.through, names.m2m_field_name()
            of_kept, of_merged = (
                through._base_manager.filter(person=one).values(source) for one in (kept, merged)
            )
            rows = Involvement.objects.filter(reason=reason, source_id__in=of_merged, people=kept)
            rows = rows.exclude(source_id__in=of_kept).exclude(people=merged)
            found = list(rows.values_list("pk", flat=True))
            covers.objects.filter(involvement__in=found, person=kept).update(person=merged)
            grants = PersonGrant.objects.filter(involvement__in=found, content_object=kept)
            grants.update(content_object=merged)


def _end_what_is_of(went: set[int], kept: Household, since: datetime, by: User) -> None:
    """An involvement added since, though what it stands on stays, ends where whoever it is about
    all went, or whoever said yes to it."""
    rows = Involvement.objects.live().filter(household=kept)
    added = _added(Involvement, list(rows.values_list("pk", flat=True)), since)
    for row in rows.filter(pk__in=added):
        about = set(row.people.values_list("pk", flat=True))
        if (about and about <= went) or went & _said_by(row):
            involvement.end(reason=row.reason, source_id=row.source_id, by=by, why=GONE)


def _said_by(row: Involvement) -> set[int]:
    """Whoever what it stands on names but as those it is about."""
    model = dict(_sources())[row.reason]
    links = [one.attname for one in model._meta.concrete_fields if one.related_model is Person]
    source = model._base_manager.filter(pk=row.source_id).first()
    return {getattr(source, link) for link in links} if source else set()
