"""What a field of a record is, said once, beside the field.

The copy pack, disposal and pseudonymisation read it; a sweep test fails on a field without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class FieldKind(StrEnum):
    IDENTITY = "identity"  # names somebody: name, date of birth, reference
    CONTACT = "contact"  # reaches somebody: address, telephone, email
    DETAIL = "detail"  # says something about somebody, in a fixed set of answers
    FREE_TEXT = "free text"  # may say anything about anybody
    SEALED = "sealed"  # says something about somebody, encrypted under a data key
    LINK = "link"  # joins records
    EVENT = "event"  # when, and by whom, something was done
    TECHNICAL = "technical"  # keys, versions


class RecordClass(StrEnum):
    """The retention class of a record (readings 1 and 2)."""

    HUB = "hub"  # S40: five years: leads, goals, scores, reviews, involvement
    SERVICE = "service"  # S38: six years: people, details, contacts, agreements
    PROTECTED_CHILD = "protected_child"  # S39: 75 years, that child's own service record


@dataclass(frozen=True)
class FieldPrivacy:
    """The class of a model's rows and the kind of each of its fields."""

    record_class: RecordClass
    kinds: dict[str, FieldKind] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, FieldKind]]:
        return iter(self.kinds.items())


def classified(
    record_class: RecordClass, /, **fields_by_kind: str | tuple[str, ...]
) -> FieldPrivacy:
    """`classified(RecordClass.SERVICE, identity="given_name family_name", link="household")`."""
    kinds: dict[str, FieldKind] = {}
    for kind_name, names in fields_by_kind.items():
        for name in names.split() if isinstance(names, str) else names:
            kinds[name] = FieldKind[kind_name.upper()]
    return FieldPrivacy(record_class, kinds)
