"""What was sealed under one record's key is sealed under the other's, once it has moved.

Opened before the move and sealed after it, in the caller's transaction. A file is stored anew and
the old one goes when that transaction is committed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, Model, Q

from familyhubs.files import outbox, storage
from familyhubs.keys import sealing
from familyhubs.records.refusals import Refused
from familyhubs.records.sealed import SealedRecord
from households.actions.merging.links import sealed_models


class CannotBeOpened(Refused):
    """Something that would move cannot be read, so it could not be sealed again."""

    words = (
        "Something in one of these records cannot be opened, so they cannot be merged. Tell "
        "whoever looks after the system. Nothing has been changed."
    )


@dataclass(frozen=True)
class Opened:
    """A row as it was sealed before the move, and what its fields say."""

    row: SealedRecord
    key: UUID
    texts: dict[str, str]


def open_all(moving: dict[type[Model], list[int]]) -> list[Opened]:
    """Read what is sealed of these rows, and of rows that hang on them. Raises CannotBeOpened."""
    rows = [row for model in sealed_models() for row in _of(model, moving)]
    ring = sealing.keyring(row.key_id for row in rows)
    try:
        return [
            Opened(row, row.key_id, {name: row.read(name, ring) for name in _fields(row)})
            for row in rows
        ]
    except (sealing.KeyDestroyed, sealing.Tampered) as error:
        raise CannotBeOpened from error


def seal_all(opened: Iterable[Opened]) -> None:
    """Seal again what has come under another key. Raises CannotBeOpened where a file is gone."""
    moved = []
    for was in opened:
        row = type(was.row)._base_manager.get(pk=was.row.pk)
        if row.key_id != was.key:
            moved.append((was, row))
    ring = sealing.keyring({row.key_id for _, row in moved}, make=True) if moved else None
    for was, row in moved:
        for name, text in was.texts.items():
            row.close(name, text, ring)
        changed = {name: getattr(row, name) for name in was.texts}
        # A file taken away is there no more, and not every row has one.
        if getattr(row, "stored_as", "") and not getattr(row, "in_error", False):
            changed["stored_as"] = _stored_again(row, was.key)
        if changed:
            type(row)._base_manager.filter(pk=row.pk).update(**changed)


def _of(model: type[SealedRecord], moving: dict[type[Model], list[int]]) -> list[Any]:
    reached = Q(pk__in=moving.get(model, []))
    for column in model._meta.concrete_fields:
        if column.is_relation and column.related_model in moving:
            reached |= Q(**{f"{column.name}__in": moving[column.related_model]})
    return list(model._base_manager.filter(reached))


def _fields(row: SealedRecord) -> list[str]:
    return [
        column.name
        for column in row._meta.concrete_fields
        if isinstance(column, BinaryField) and getattr(row, column.name) is not None
    ]


def _stored_again(row: Any, old_key: UUID) -> str:
    try:
        content = storage.read(row.stored_as, old_key, row.label)
    except (storage.FileGone, sealing.KeyDestroyed, sealing.Tampered) as error:
        raise CannotBeOpened from error
    outbox.doom([row.stored_as])
    return storage.store(content, row.key_id, row.label)
