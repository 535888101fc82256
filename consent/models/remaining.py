"""What is left of an agreement after what the family took back of it (S50)."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol


class TakenBack(Protocol):
    """A withdrawal, as far as this asks: each part None or "" where it is of all of them."""

    organisation_id: int | None
    category: str
    person_id: int | None


class Shared(NamedTuple):
    """Categories of detail, and the people they are about."""

    categories: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.categories)


def still_shared(
    categories: Iterable[str],
    people: Iterable[int],
    withdrawals: Iterable[TakenBack],
    organisation_id: int,
) -> Shared:
    """What one recipient may still be shown: nothing once its last category, or the last of the
    people, was taken back.

    `AgreementQuerySet.in_force_for` and the database's familyhubs_agreed ask the same.
    """
    theirs = [row for row in withdrawals if row.organisation_id in (None, organisation_id)]
    if any(not row.category and row.person_id is None for row in theirs):
        return Shared()
    covered = frozenset(people)
    left = frozenset(categories) - {row.category for row in theirs}
    who = covered - {row.person_id for row in theirs}
    return Shared(left, who) if left and (who or not covered) else Shared()
