"""How many rows of each kind a merge will move, for whoever decides on it."""

from collections import Counter
from typing import Any

from django.db.models import Model, Q, UniqueConstraint

from households.actions.merging.links import Link, links_to
from households.actions.merging.resolving import is_filled, same_home
from households.models import (
    Address,
    Episode,
    Identifier,
    LeadAssignment,
    Membership,
    Relationship,
    SensitiveDetail,
)

PLACES = "places in the household"
# Of which a second one moves too, as a thing of the past.
ENDED = (Episode, LeadAssignment)


def moves(kept: Model, merged: Model) -> list[tuple[str, int]]:
    """In words and numbers; without what stays with the record merged away, for both have it."""
    counted: Counter[type[Model]] = Counter()
    for link in links_to(type(merged)):
        if hasattr(link.model, "privacy") and (number := _moving(link, kept, merged)):
            counted[link.model] += number
    return sorted((_words(model, number), number) for model, number in counted.items())


def _words(model: type[Model], number: int) -> str:
    if number == 1:
        return str(model._meta.verbose_name)
    return PLACES if model is Membership else str(model._meta.verbose_name_plural)


def _moving(link: Link, kept: Model, merged: Model) -> int:
    rows = link.rows(merged)
    if link.model is Address:
        current = [row for row in link.rows(kept) if row.until is None]
        return sum(row.until is not None or not _among(row, current) for row in rows)
    if link.model in (Identifier, SensitiveDetail):
        held = {row.kind for row in link.rows(kept) if is_filled(row)}
        return sum(is_filled(row) and row.kind not in held for row in rows)
    if link.model is Relationship:
        rows = rows.exclude(person=kept.pk).exclude(other=kept.pk)
    stays = set() if link.model in ENDED else _both_have(link, kept, rows)
    return int(rows.exclude(pk__in=stays).count())


def _among(address: Address, others: list[Address]) -> bool:
    return any(same_home(address, other) for other in others)


def _both_have(link: Link, kept: Model, rows: Any) -> set[int]:
    """The rows that a constraint does not let stand beside one of the record that is kept."""
    found: set[int] = set()
    for rule in link.model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and link.field in rule.fields:
            others = [name for name in rule.fields if name != link.field]
            where = rule.condition or Q()
            taken = {
                tuple(row[1:]) for row in link.rows(kept).filter(where).values_list("pk", *others)
            }
            mine = rows.filter(where).values_list("pk", *others)
            found |= {pk for pk, *values in mine if tuple(values) in taken}
    return found
