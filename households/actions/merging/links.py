"""Every field that points to a person or a household, whatever floor its table stands on.

Read from the models, so that a table that is added tomorrow is moved without a word here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import ForeignKey, Model

from familyhubs.records.sealed import SealedRecord
from households.models import Merge, Suggestion

# Which record was merged away stays said; pairs of possible duplicates are moved by pairs.py.
STAYS = {(Merge, "merged_person"), (Merge, "merged_household")}
STAYS_WHOLE = {Suggestion}


@dataclass(frozen=True)
class Link:
    """One foreign key: the rows of `model` whose `field` points to a record."""

    model: type[Model]
    field: str

    def rows(self, record: Model) -> Any:
        return self.model._base_manager.filter(**{self.field: record.pk})


@cache
def links_to(model: type[Model]) -> tuple[Link, ...]:
    """Each link to a model, joining tables too; histories tell of the past and stay."""
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    found = [
        Link(relation.related_model, relation.field.name)
        for relation in relations
        if relation.auto_created and not relation.concrete
        if isinstance(getattr(relation, "field", None), ForeignKey)
        if not hasattr(relation.related_model, "instance_type")
    ]
    return tuple(
        link
        for link in dict.fromkeys(found)
        if (link.model, link.field) not in STAYS and link.model not in STAYS_WHOLE
    )


def sealed_models() -> list[type[SealedRecord]]:
    """Every table with sealed fields."""
    return list(_below(SealedRecord))  # type: ignore[type-abstract]


def _below(base: type[SealedRecord]) -> Iterator[type[SealedRecord]]:
    for model in base.__subclasses__():
        if model._meta.abstract:
            yield from _below(model)
        else:
            yield model
