"""Two records side by side, what would move, who would see it; and merges that can be undone."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from familyhubs.design.dates import spoken
from familyhubs.organisations.models import User
from households.actions.merges import OF_HOUSEHOLD, OF_PERSON
from households.actions.merging import restriction, widening
from households.models import Household, Merge, Person
from households.reading.merge_moves import moves
from households.reading.merge_restricted import Restriction, restriction_of
from households.reading.merge_sealed import Answer, answers_of


@dataclass(frozen=True)
class Difference:
    """One field: what each record says, and which of the two is offered first."""

    name: str
    label: str
    kept: str
    merged: str
    take_merged: bool

    @property
    def differ(self) -> bool:
        return self.kept != self.merged


@dataclass(frozen=True)
class Comparison:
    """Two records that are to become one."""

    kept: Any
    merged: Any
    differences: list[Difference]
    moves: list[tuple[str, int]]
    gains: list[widening.Gain]
    restriction: Restriction | None
    refusal: str

    @property
    def choices(self) -> list[Difference]:
        """Where somebody must choose."""
        return [one for one in self.differences if one.differ]


def compare_people(user: User, kept: Person, merged: Person) -> Comparison:
    """The newer confirmed is offered first; where it says nothing, the other."""
    newer = bool(
        merged.confirmed_on and (not kept.confirmed_on or merged.confirmed_on > kept.confirmed_on)
    )
    names = [(name, name) for name in OF_PERSON]
    differences = [_difference(kept, merged, *name, newer=newer) for name in names]
    ours, theirs = answers_of(user, kept), answers_of(user, merged)
    differences += [
        _answers(name, ours[name], theirs[name])
        for name in sorted(ours.keys() & theirs.keys())
        if not ours[name].says_as(theirs[name])
    ]
    return _comparison(user, kept, merged, differences)


def compare_households(user: User, kept: Household, merged: Household) -> Comparison:
    """As it stands in the record that is kept, unless that says nothing."""
    names = [(name, name.removesuffix("_id")) for name in OF_HOUSEHOLD]
    differences = [_difference(kept, merged, *name, newer=False) for name in names]
    return _comparison(user, kept, merged, differences)


def undoable(user: User, household: Household) -> QuerySet[Merge]:
    """The merges of this household and of its people that can be undone, newest first."""
    rows = Merge.objects.visible_to(user).undoable().filter(household=household)
    return rows.select_related("merged_household", "merged_person", "merged_by")


def merge_of(user: User, merge_id: int) -> Merge | None:
    """One merge that can be undone, of a household this user may see."""
    rows = Merge.objects.visible_to(user).undoable().filter(pk=merge_id)
    seen = Household.objects.visible_to(user).values("pk")
    return rows.filter(household__in=seen).select_related("household").first()


def _comparison(user: User, kept: Any, merged: Any, differences: list[Difference]) -> Comparison:
    gains = widening.gains(kept, merged, user)
    no = widening.refusal(kept, merged) or restriction.refusal(kept, merged, user)
    return Comparison(
        kept,
        merged,
        differences,
        moves(kept, merged),
        gains,
        restriction_of(user, kept, merged),
        no.words if no else "",
    )


def _difference(kept: Any, merged: Any, name: str, shown: str, *, newer: bool) -> Difference:
    ours, theirs = (_said(getattr(record, shown)) for record in (kept, merged))
    label = str(kept._meta.get_field(shown).verbose_name)
    take = bool(theirs) if not ours else newer and bool(theirs)
    return Difference(name, label[:1].upper() + label[1:], ours, theirs, take)


def _answers(name: str, kept: Answer, merged: Answer) -> Difference:
    """A number or a sensitive detail in which both say something, and not the same."""
    ours, theirs = kept.words, merged.words
    if ours == theirs:  # neither is shown
        ours, theirs = f"{ours}: of the record that is kept", f"{theirs}: of the one merged into it"
    return Difference(name, kept.label, ours, theirs, take_merged=False)


def _said(value: Any) -> str:
    if value is None:
        return ""
    return spoken(value) if hasattr(value, "month") else str(value)
