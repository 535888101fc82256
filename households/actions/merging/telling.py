"""Whoever sees another value than before, for two records became one, is told as of any correction
(S18)."""

from collections.abc import Mapping
from typing import Any

from familyhubs.keys import sealing
from familyhubs.organisations.models import User
from households import unreadable
from households.actions import corrections
from households.actions.merging.resolving import is_filled
from households.categories import PERSON_FIELDS
from households.models import DetailKind, Person, SensitiveDetail

FIELDS = [name for names in PERSON_FIELDS.values() for name in names]
DETAIL = SensitiveDetail._meta.model_name


def shown(person: Person) -> dict[str, Any]:
    """What a person's record says that may be shared."""
    return {name: getattr(person, name) for name in FIELDS}


def said(person: Person) -> dict[str, Any]:
    """The same with the sensitive details, which stand in rows of their own."""
    rows = list(SensitiveDetail.objects.filter(person=person).select_related("person"))
    ring = sealing.keyring([person.data_key] if rows else [])
    answers = {
        row.kind: (
            row.state,
            *(unreadable.read(row, name, ring) for name in ("answer", "relevance")),
        )
        for row in rows
        if is_filled(row)
    }
    return shown(person) | dict.fromkeys(DetailKind.values) | answers


def tell(person: Person, before: Mapping[str, Any], after: Mapping[str, Any], by: User) -> None:
    """Tell the partners of a record that one value took another's place."""
    changed = [name for name, value in after.items() if before[name] != value]
    corrections.pass_on(person=person, fields=changed, by=by)


def of_merge(
    kept: Person, merged: Person, fields: Mapping[str, Any], take: Mapping[str, bool], by: User
) -> None:
    """Tell the partners of both, each what changes for them. Before anything is moved.

    Args: `fields`, what the kept record takes over; `take`, the answers to what was asked.
    """
    after = shown(kept) | {name: fields[name] for name in FIELDS if name in fields}
    tell(kept, shown(kept), after, by)
    tell(merged, shown(merged), after, by)
    for name, taken in take.items():
        model, _, kind = name.partition("_")
        if model == DETAIL:
            corrections.pass_on(person=kept if taken else merged, fields=[kind], by=by)
