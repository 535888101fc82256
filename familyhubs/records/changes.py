"""History as a list a worker can read: who, when, why, and each field before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils import timezone

from familyhubs.design.parts import Change, ChangeEntry
from familyhubs.records.models import Record

HIDDEN = {"id", "version"}
KEPT_HIDDEN = "kept hidden"


def changes_of(records: Iterable[Record]) -> list[ChangeEntry]:
    """Every change of these records, newest first. One query a model, whatever the number."""
    by_model: dict[type[Record], dict[Any, frozenset[str]]] = {}
    for record in records:
        by_model.setdefault(type(record), {})[record.pk] = record.hidden_fields()
    changes: list[ChangeEntry] = []
    for model, hidden in by_model.items():
        rows = (
            model.history.filter(id__in=list(hidden))
            .select_related("history_user", *_relations(model))
            .defer(*sealed_fields(model.history.model))
            .order_by("id", "history_id")
        )
        changes += _changes_of_model(model, _shown_from(model, list(rows)), hidden)
    return sorted(changes, key=lambda change: change.when, reverse=True)


def sealed_fields(model: type[models.Model]) -> list[str]:
    """What no list of changes shows, and a page need not fetch."""
    fields = model._meta.concrete_fields
    return [field.name for field in fields if isinstance(field, models.BinaryField)]


def theirs_beside(record: Record, typed: Mapping[str, Any], names: Iterable[str]) -> list[Change]:
    """Where a record as it is now differs from what somebody typed into a form of it.

    Args: `names`, the form's fields; those that the record has by another name are left out.
    Each change says what was typed, then what stands there now.
    """
    model = type(record)
    now = model._base_manager.get(pk=record.pk)
    told = {field.name: field for field in model._meta.concrete_fields if _is_told(field)}
    hidden = record.hidden_fields()
    fields = [told[name] for name in names if name in told and name in typed and name not in hidden]
    mine = model(**{field.name: typed[field.name] for field in fields})
    return [
        Change(_label(field), shown(field, mine), shown(field, now))
        for field in fields
        if shown(field, mine) != shown(field, now)
    ]


def _shown_from(model: type[Record], rows: list[Any]) -> list[Any]:
    """Each record's rows from the last of those it is shown from, where it has any."""
    if not model.history_shown_from:
        return rows
    marks = [row for row in rows if row.history_change_reason == model.history_shown_from]
    first = {row.id: row.history_id for row in marks}
    return [row for row in rows if row.history_id >= first.get(row.id, 0)]


def _relations(model: type[Record]) -> list[str]:
    """The links a change list names, fetched with the rows and not one by one."""
    told = [field for field in model._meta.concrete_fields if _is_told(field)]
    return [field.name for field in told if field.is_relation]


def _changes_of_model(
    model: type[Record], rows: list[Any], hidden: Mapping[Any, frozenset[str]]
) -> list[ChangeEntry]:
    first_of: set[Any] = set()
    found: list[ChangeEntry] = []
    for before, after in pairwise([None, *rows]):
        new = after.id not in first_of
        first_of.add(after.id)
        found.append(_change(model, None if new else before, after, hidden[after.id]))
    return found


def _change(
    model: type[Record],
    before: Any,
    after: Any,
    hidden: Collection[str] = (),
) -> ChangeEntry:
    fields = [
        _unsaid(field, before, after) if field.name in hidden else _said(field, before, after)
        for field in model._meta.concrete_fields
        if _is_told(field) and shown(field, before) != shown(field, after)
    ]
    noun = str(model._meta.verbose_name)
    verb = "recorded" if before is None else "changed"
    return ChangeEntry(
        who=str(after.history_user) if after.history_user_id else "The system",
        when=after.history_date,
        what=f"{noun[:1].upper()}{noun[1:]} {verb}",
        why=after.history_change_reason,
        changes=fields,
    )


def _said(field: models.Field[Any, Any], before: Any, after: Any) -> Change:
    return Change(_label(field), shown(field, before), shown(field, after))


def _unsaid(field: models.Field[Any, Any], before: Any, after: Any) -> Change:
    """That something changed, and not what."""
    words = [KEPT_HIDDEN if shown(field, row) else "" for row in (before, after)]
    return Change(_label(field), *words)


def _is_told(field: models.Field[Any, Any]) -> bool:
    """Whether a field says something to a reader: not a key, nor a link to a nameless record."""
    related = field.related_model if field.is_relation else None
    nameless = (
        isinstance(related, type)
        and issubclass(related, Record)
        and not hasattr(related, "in_words")
    )
    return field.editable and field.name not in HIDDEN and not nameless


def _label(field: models.Field[Any, Any]) -> str:
    return str(field.verbose_name).capitalize()


def shown(field: models.Field[Any, Any], row: Any) -> str:
    """A historical row's field in words; "" where there is none."""
    value = None if row is None else getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.is_relation:
        related = getattr(row, field.name)
        return getattr(related, "in_words", None) or str(related)
    return _in_words(value)


def _in_words(value: Any) -> str:
    match value:
        case bool():
            return "Yes" if value else "No"
        case list():
            return ", ".join(str(item).replace("_", " ") for item in value)
        case datetime():
            return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
        case date():
            return f"{value:%-d %B %Y}"
        case _:
            return str(value)
