"""Rows moved from one record to another, each written down as it was and as it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.dateparse import parse_date, parse_datetime

from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions.merging import resolving
from households.actions.merging.links import links_to


class ChangedSince(Refused):
    """Something that was moved or taken over has been changed since the merge."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"This cannot be undone any more: {what} was changed after the merge. Correct the "
            "record by hand, or ask the data protection officer."
        )


@dataclass
class Journal:
    """What was changed, in order: table, id, values before and after."""

    entries: list[dict[str, Any]] = field(default_factory=list)

    def change(self, row: Model, **after: Any) -> None:
        """Change columns of a row, noting what stood there. Raises IntegrityError."""
        model = type(row)
        before = {name: getattr(row, name) for name in after}
        with transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**after)
        for name, value in after.items():
            setattr(row, name, value)
        self.note(row, before, after)

    def note(self, row: Model, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Note a change that was made elsewhere."""
        self.entries.append(
            {
                "table": row._meta.label_lower,
                "id": row.pk,
                "before": {name: _plain(value) for name, value in before.items()},
                "after": {name: _plain(value) for name, value in after.items()},
            }
        )


def move_all(
    old: Model, new: Model, journal: Journal, by: User, take: Collection[str] = ()
) -> None:
    """Have every row that points to `old` point to `new`.

    A row that cannot stand beside one of `new`'s own (a second place in the same household, say)
    is resolved, or stays with the old record, where nobody sees it and from where an undo brings
    it back. Args: `take`, what of `old` takes the place of what `new` has.
    """
    for link in links_to(type(old)):
        field: Any = link.model._meta.get_field(link.field)
        name = field.attname
        for row in link.rows(old).order_by("pk"):
            try:
                journal.change(row, **{name: new.pk})
            except IntegrityError:
                for changed, columns in resolving.resolved(row, name, new, by, take):
                    journal.change(changed, **columns)


def move_back(entries: Sequence[dict[str, Any]], kept: Model) -> None:
    """Put back what stood there, last change first.

    What somebody has since corrected or confirmed of the kept record itself stays as they left
    it. Raises ChangedSince where a row that was moved was changed in what the merge had set.
    """
    own = (kept._meta.label_lower, kept.pk)
    for entry in reversed(entries):
        model = apps.get_model(entry["table"])
        row = model._base_manager.select_for_update(of=("self",)).filter(pk=entry["id"]).first()
        words = str(model._meta.verbose_name)
        if row is None:
            raise ChangedSince(words)
        after = entry["after"].items()
        changed = {name for name, value in after if _plain(getattr(row, name)) != value}
        if changed and (entry["table"], entry["id"]) != own:
            raise ChangedSince(words)
        before = {
            name: _full(model._meta.get_field(name), value)
            for name, value in entry["before"].items()
            if name not in changed
        }
        if not before:
            continue
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=row.pk).update(**before)
        except IntegrityError:
            raise ChangedSince(words) from None


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def _full(column: Any, value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    kind = column.get_internal_type()
    if kind == "DateField":
        return parse_date(value)
    return parse_datetime(value) if kind == "DateTimeField" else value
