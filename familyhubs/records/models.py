"""The base of every record a hub keeps."""

from functools import cache
from typing import Any, ClassVar, Protocol

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from familyhubs.records.privacy import FieldPrivacy
from familyhubs.records.refusals import Refused


class Person(Protocol):
    """Whoever writes: a signed-in user, as far as this floor needs to know one."""

    pk: Any


class StaleRecord(Refused):
    """Somebody else changed the record after the page that is being saved was opened."""

    def __init__(self, record: "Record", current_version: int) -> None:
        self.record = record
        self.current_version = current_version
        last = record.history.select_related("history_user").order_by("-history_id").first()
        who = str(last.history_user) if last and last.history_user_id else "The system"
        when = f" at {timezone.localtime(last.history_date):%H:%M on %-d %B}" if last else ""
        super().__init__(
            f"{who} changed this{when}, after you opened the page. Nothing you typed has been "
            "saved, and nothing of theirs is lost. Look at what it says now, then save again."
        )


class HistoryOfOne(HistoryManager):
    """simple-history's own manager, whose class it puts together anew each time a history is
    reached, at every save too; here once."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: Any, class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


class HistoryOfRecords(HistoricalRecords):
    """simple-history's own, but for the fields that a record keeps out of its history."""

    def fields_included(self, model: Any) -> list[Any]:
        return [f for f in super().fields_included(model) if f.name not in model.not_in_history]


class Record(models.Model):
    """A row with history (S9), who and why on each change, and a version against stale tabs.

    Subclasses name what each field is in an inner `Privacy` (house rule 11) and write through
    `keep`, never through `save`, so that no change is without its author and its reason.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoryOfRecords(
        inherit=True,
        history_manager=HistoryOfOne,
        history_id_field=models.BigAutoField(primary_key=True),
        history_change_reason_field=models.TextField(default="", blank=True),
        user_model=settings.AUTH_USER_MODEL,
    )

    privacy: ClassVar[FieldPrivacy]
    # Fields whose former values are not kept: what a family had removed is gone (S16).
    not_in_history: ClassVar[frozenset[str]] = frozenset()
    # The reason of the change a history is shown from: what was written before it was written of
    # another family, and may name that family.
    history_shown_from: ClassVar[str] = ""

    class Meta:
        abstract = True

    def hidden_fields(self) -> frozenset[str]:
        """Fields whose values no page shows unasked, nor the history: where somebody hides."""
        return frozenset()

    def keep(self, *, by: Person | None, why: str, seen_version: int | None = None) -> None:
        """Save with history.

        Args: `by`, who does it (None only for the system itself); `why`, the reason shown in the
        change list; `seen_version`, the version of the page being saved, where there was one.
        Raises StaleRecord when the row has moved on since that page was opened.
        """
        if not self._state.adding:
            current = (
                type(self)
                ._base_manager.select_for_update()
                .values_list("version", flat=True)
                .get(pk=self.pk)
            )
            if seen_version is not None and seen_version != current:
                raise StaleRecord(self, current)
            self.version = current + 1
        self._history_user = by
        self._change_reason = why
        self.save()

    _history_user: Person | None
    _change_reason: str


def history_of(model: type[models.Model]) -> type[models.Model] | None:
    """The model of a record's history, where it has one."""
    manager: Any = getattr(model, "history", None)
    return manager.model if manager is not None else None
