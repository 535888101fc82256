"""From when until when an organisation saw something, by what the family agreed to and withdrew.

The same answers as the actions give day by day (`consent.actions.agreements`,
`households.actions.leads`), worked out at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from consent.models import Decision
from familyhubs.imports.checks.sharing import categories_of
from familyhubs.imports.checks.telling import Content
from households.categories import Category


@dataclass(frozen=True)
class Stretch:
    """Days from `since` up to, not including, `until` (None: no end is set)."""

    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def stretch_of(agreement: Content) -> Stretch | None:
    """From when until when an agreement lets its recipients see; None for one that never did."""
    if agreement["decision"] != Decision.AGREED:
        return None
    last_day = agreement["until"]
    ends = [agreement["withdrawn_on"], last_day + timedelta(days=1) if last_day else None]
    return Stretch(agreement["given_on"], min((end for end in ends if end), default=None))


def hub_record_stretches(line: Content, organisation: str) -> list[Stretch]:
    """When a partner might see the hub record, in order, those that touch joined."""
    found = []
    for agreement in line["agreements"]:
        named = [name.lower() for name in agreement["recipients"]]
        stretch = stretch_of(agreement)
        about_hub = Category.HUB_RECORD in categories_of(agreement)
        if stretch and about_hub and organisation.lower() in named:
            found.append(stretch)
    return _joined(sorted(found, key=lambda stretch: stretch.since))


def within(stretches: Iterable[Stretch], since: date, until: date | None) -> Stretch | None:
    """The last of the stretches that has a day between these two, cut to fit them."""
    for stretch in reversed(list(stretches)):
        began = max(stretch.since, since)
        ends = [end for end in (stretch.until, until) if end]
        cut = Stretch(began, min(ends, default=None))
        if cut.until is None or cut.since < cut.until:
            return cut
    return None


def was_withdrawn(line: Content, organisation: str, on: date) -> bool:
    """Whether the family withdrew on that day what it had agreed to with an organisation."""
    return any(
        agreement["withdrawn_on"] == on
        and organisation.lower() in [name.lower() for name in agreement["recipients"]]
        for agreement in line["agreements"]
    )


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    found: list[Stretch] = []
    for stretch in stretches:
        last = found[-1] if found else None
        if last is None or (last.until is not None and last.until < stretch.since):
            found.append(stretch)
        elif last.until is not None:
            end = max(last.until, stretch.until) if stretch.until else None
            found[-1] = Stretch(last.since, end)
    return found
