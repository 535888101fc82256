"""Two records of one person or household made one, and parted again within 30 days."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django.utils.module_loading import import_string

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions import leads
from households.actions.addresses import follow_hiding
from households.actions.merging import (
    going_back,
    pairs,
    places,
    restriction,
    sealed,
    telling,
    widening,
)
from households.actions.merging.links import links_to
from households.actions.merging.moving import ChangedSince, Journal, move_all, move_back
from households.models import (
    Address,
    Household,
    Identifier,
    LeadState,
    Membership,
    Merge,
    Person,
    SensitiveDetail,
    SuggestionState,
)

OF_PERSON = (
    *("given_name", "family_name", "preferred_name", "date_of_birth", "died_on"),
    *("telephone", "email", "contact_warning", "interpreter", "communication_needs"),
)
OF_HOUSEHOLD = ("name", "hub_id")


class NotTwo(Refused):
    """The two are one record already, or one of them was merged meanwhile."""

    words = "These two are not both there any more: one was merged already. Look for them again."


class SeenBefore(Refused):
    """One of the two was changed after the page that compared them was opened."""

    words = (
        "One of the two records was changed after you opened this page. Nothing has been merged. "
        "Compare them again."
    )


class TooLate(Refused):
    """It was undone already, or more than 30 days ago."""

    words = "This merge cannot be undone any more. Correct the record by hand."


@action
def merge_people(
    *,
    kept: Person,
    merged: Person,
    household: Household,
    by: User,
    take: Mapping[str, bool],
    agreed: bool = False,
    seen: tuple[int, int] | None = None,
) -> Merge:
    """One person of two. `take` names the fields that come from the one merged away.

    Args: `agreed`, the family agreed to what partners will see more; `seen`, the versions of the
    two that were compared. Raises NotTwo, SeenBefore, OpensToOthers, FamilySaidNo, NotAgreed,
    CannotBeOpened.
    """
    _hold_homes(kept, merged)
    kept, merged = _both(Person, kept, merged, seen)
    _may_open(kept, merged, by)
    gains = widening.look_at(kept, merged, agreed=agreed)
    row = Merge(household=household, kept_person=kept, merged_person=merged, merged_by=by)
    taken = {name for name, yes in take.items() if yes}
    fields = {name: getattr(merged, name) for name in OF_PERSON if name in taken}
    confirmed = [day for day in (kept.confirmed_on, merged.confirmed_on) if day]
    fields["confirmed_on"] = max(confirmed, default=None)
    telling.of_merge(kept, merged, fields, take, by)
    _merge(row, kept, merged, fields, by, gains, taken=taken)
    pairs.decide(kept, merged, SuggestionState.MERGED, by)
    log.wrote(by, "household", household.pk, action="merges.merge_people")
    return row


@action
def merge_households(
    *,
    kept: Household,
    merged: Household,
    by: User,
    take: Mapping[str, bool],
    agreed: bool = False,
    seen: tuple[int, int] | None = None,
) -> Merge:
    """One household of two, its people, support, goals and all else together.

    Restricted if either was. Where either keeps an address hidden, all of both are hidden: the
    same home may stand in the other, perhaps spelt otherwise. Args and Raises as `merge_people`.
    """
    kept, merged = _both(Household, kept, merged, seen)
    _may_open(kept, merged, by)
    gains = widening.look_at(kept, merged, agreed=agreed)
    row = Merge(household=kept, merged_household=merged, merged_by=by)
    fields = {name: getattr(merged, name) for name in OF_HOUSEHOLD if take.get(name)}
    # A name that is empty says that all else was disposed of: never of a family that has a record.
    if not fields.get("name", kept.name):
        fields["name"] = kept.name or merged.name
    fields["restricted"] = kept.restricted or merged.restricted
    hidden = Address.objects.filter(household__in=[kept, merged], hidden=True).exists()
    _merge(row, kept, merged, fields, by, gains, hide_addresses=hidden)
    for pk in (kept.pk, merged.pk):
        log.wrote(by, "household", pk, action="merges.merge_households")
    return row


@action
def undo(*, merge: Merge, by: User) -> Merge:
    """Part the two again: every row that was moved goes back, every field taken over, too.

    What was added since stays with the record that was kept, unless it belongs with what goes back
    (merging/going_back.py), or ends where it is of both (settings.FOLLOWS_PARTING), and so does
    what was since corrected of it. The row stays and says that there was a merge; which it was of
    says its history alone, so that it has neither outlive its time. Raises TooLate, UndoLaterFirst,
    CannotBeOpened, ChangedSince where what was moved has been changed since.
    """
    kept, merged = _of(_undoable(merge))
    _lock(type(kept), kept.pk, merged.pk)
    current = _undoable(merge)  # another undo was quicker, or something was noted meanwhile
    kept.refresh_from_db()
    merged.refresh_from_db()
    if merged.merged_into_id != kept.pk or kept.merged_into_id is not None:
        raise ChangedSince(str(kept._meta.verbose_name))
    opened = sealed.open_all(_moved_rows(current.moves))
    shown = telling.said(kept) if isinstance(kept, Person) else {}
    move_back(current.moves, kept)
    sealed.seal_all(opened)
    going_back.follow(kept, merged, since=current.merged_at, by=by)
    for record, why in ((kept, "Merge undone"), (merged, "Merge undone")):
        record.refresh_from_db()
        record.merged_into = None
        record.keep(by=by, why=why)
    places.refuse_stranded(kept, merged)
    if isinstance(kept, Person):
        pairs.decide(kept, merged, SuggestionState.DISMISSED, by)
        for person in (kept, merged):
            telling.tell(person, shown, telling.said(person), by)
    for household in _homes_of(kept, merged):
        for path in settings.FOLLOWS_PARTING:
            import_string(path)(household=household, since=current.merged_at, by=by)
    if isinstance(kept, Household):
        _leads_follow(kept, by)
        _leads_follow(merged, by)
    current.undone_at, current.undone_by, current.moves = timezone.now(), by, []
    current.merged_household = current.kept_person = current.merged_person = None
    current.keep(by=by, why="Undone")
    log.wrote(by, "household", current.household_id, action="merges.undo")
    return current


def _undoable(merge: Merge) -> Merge:
    found = Merge.objects.undoable().filter(pk=merge.pk).first()
    if found is None:
        raise TooLate
    return found


def _homes_of(kept: Any, merged: Any) -> list[Household]:
    """The two households, or those of the two people."""
    if isinstance(kept, Household):
        return [kept, merged]
    theirs = Membership.objects.filter(person__in=[kept, merged]).values("household")
    return list(Household.objects.filter(pk__in=theirs, merged_into=None).order_by("pk"))


def _leads_follow(household: Household, by: User) -> None:
    """A lead that came back stands only as far as the family's agreement does today."""
    leading = household.lead_assignments.filter(state=LeadState.ACCEPTED)
    for lead in leading.select_related("organisation"):
        who = lead.organisation
        if leads.may_lead(household, who):
            if not who.is_council:
                leads.follow_agreement(household=household, organisation=who, by=by)
        else:
            why = "The family's agreement ended while the records were merged"
            leads.end_for(household=household, organisation=who, why=why, by=by)


def _merge(
    row: Merge,
    kept: Any,
    merged: Any,
    fields: dict[str, Any],
    by: User,
    gains: list[widening.Gain],
    *,
    taken: Collection[str] = (),
    hide_addresses: bool = False,
) -> None:
    journal = Journal()
    opened = sealed.open_all(_rows_of(merged, may_yield=kept))
    before = {name: getattr(kept, name) for name in fields}
    for name, value in fields.items():
        setattr(kept, name, value)
    # Newer than any page of either, so that one sent to the old reference overwrites nothing.
    newest = max(kept.version, merged.version)
    type(kept)._base_manager.filter(pk=kept.pk).update(version=newest)
    kept.keep(by=by, why="Merged with a record of the same")
    journal.note(kept, before, fields)
    merged.merged_into = kept
    merged.keep(by=by, why="Merged into another record of the same")
    move_all(merged, kept, journal, by, taken)
    if isinstance(kept, Person):
        pairs.follow(merged, kept, journal)
    if hide_addresses:
        # Those that were hidden before, too: what came from the other may tell of the same home.
        for address in Address.objects.filter(household=kept).order_by("pk"):
            if not address.hidden:
                journal.change(address, hidden=True)
            follow_hiding(address=address, by=by)
    sealed.seal_all(opened)
    row.moves = journal.entries
    who = "; ".join(str(gain.organisation) for gain in gains)
    agreed = f". The family agreed that these see both: {who}" if who else ""
    row.keep(by=by, why=f"Two records of the same made one{agreed}")


def _both(
    model: type[Any], kept: Any, merged: Any, seen: tuple[int, int] | None
) -> tuple[Any, Any]:
    """Both, locked in the order of their ids, as they stand now."""
    rows = _lock(model, kept.pk, merged.pk)
    if len(rows) != 2 or any(row.merged_into_id for row in rows.values()):
        raise NotTwo
    if seen is not None and seen != (rows[kept.pk].version, rows[merged.pk].version):
        raise SeenBefore
    return rows[kept.pk], rows[merged.pk]


def _may_open(kept: Any, merged: Any, by: User) -> None:
    if no := restriction.refusal(kept, merged, by):
        raise no


def _hold_homes(*people: Person) -> None:
    """Nobody agrees to share, or withdraws, while the two are looked at."""
    homes = Membership.objects.filter(person__in=people).values("household")
    list(Household.objects.filter(pk__in=homes).order_by("pk").select_for_update())


def _lock(model: type[Any], *pks: int) -> dict[int, Any]:
    rows = model._base_manager.filter(pk__in=pks).order_by("pk").select_for_update()
    return {row.pk: row for row in rows}


def _of(merge: Merge) -> tuple[Any, Any]:
    if merge.merged_household is not None:
        return merge.household, merge.merged_household
    return merge.kept_person, merge.merged_person


def _rows_of(record: Model, *, may_yield: Model) -> dict[type[Model], list[int]]:
    """The ids of every row that points to a record, and of the other's that may change places."""
    found: dict[type[Model], list[int]] = defaultdict(list)
    for link in links_to(type(record)):
        found[link.model] += list(link.rows(record).values_list("pk", flat=True))
        if link.model in (Identifier, SensitiveDetail):
            found[link.model] += list(link.rows(may_yield).values_list("pk", flat=True))
    return found


def _moved_rows(entries: list[dict[str, Any]]) -> dict[type[Model], list[int]]:
    found: dict[type[Model], list[int]] = defaultdict(list)
    for entry in entries:
        found[apps.get_model(entry["table"])].append(entry["id"])
    return found
