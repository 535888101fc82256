"""Reading a feed, saying what it would change, and changing it: all in one transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from familyhubs.imports.author import author_of
from familyhubs.imports.importing import take_turn
from familyhubs.imports.lines import Unreadable
from familyhubs.imports.problems import Problem, Problems
from familyhubs.imports.services import pages, vocabulary
from familyhubs.imports.services.reading import Reader
from familyhubs.organisations.models import User
from referrals.actions import feeds
from referrals.listing import Changes, compare

EMPTY = (
    "There is no service in this feed. That is more often a feed that failed than a directory that "
    "closed, so nothing is closed by it."
)


@dataclass
class Report:
    """What a feed holds and what became of it."""

    feed: str
    committed: bool = False
    items: int = 0
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    unchanged: int = 0
    not_on_offer: int = 0
    errors: Problems = field(default_factory=Problems)
    notes: Problems = field(default_factory=Problems)

    @property
    def changes(self) -> bool:
        return bool(self.added or self.changed or self.closed)


def run(
    paths: Sequence[Path],
    *,
    feed: str,
    commit: bool = False,
    by: User | None = None,
    words: Path = vocabulary.SHIPPED,
) -> Report:
    """Compare a feed with what is here; with `commit`, make what it says true here.

    An item with something wrong in it stays as it is here, and the others are taken. A feed that
    cannot be read at all changes nothing.
    """
    report = Report(feed)
    try:
        with transaction.atomic():
            if commit:
                take_turn()
            changes = _compare(paths, vocabulary.read(words), report)
            if commit and report.changes:
                feeds.take(changes=changes, by=by or author_of())
            report.committed = commit
    except Unreadable as problem:
        report = Report(feed)
        report.errors.add(Problem(0, "", str(problem)))
    return report


def _compare(paths: Sequence[Path], known: vocabulary.Vocabulary, report: Report) -> Changes:
    found = pages.read(paths)
    if not found.items:
        raise Unreadable(EMPTY)
    reader = Reader(known, report.errors, report.notes)
    reader.read(found.items)
    partial = found.partial
    if reader.nameless and not partial:
        partial = f"{reader.nameless:,} of its items have no id that can be read"
    if partial:
        report.notes.add(Problem(0, "", f"Nothing is closed by this feed: {partial}."))
    changes = compare(report.feed, reader.listings, None if partial else reader.seen)
    _count(changes, report)
    report.items = len(found.items)
    return changes


def _count(changes: Changes, report: Report) -> None:
    report.added = [listing.name for listing in changes.added]
    report.changed = [each.listing.name for each in changes.changed if not each.closes]
    report.closed = [service.name for service in changes.gone]
    report.closed += [each.service.name for each in changes.changed if each.closes]
    report.organisations = feeds.missing_organisations(changes)
    report.unchanged, report.not_on_offer = changes.unchanged, changes.not_on_offer
    for name in feeds.organisations_that_left(changes):
        report.notes.add(Problem(0, name, "it takes no part any more: its services are not shown"))
    for change in changes.changed:
        if change.by_hand:
            said = "it was added here by hand, and is the feed's from now on"
            report.notes.add(Problem(0, change.listing.name, said))
        elif change.stays_closed and change.listing.on_offer:
            said = "it was closed here by hand and stays closed"
            report.notes.add(Problem(0, change.listing.name, said))


def as_json(report: Report) -> str:
    """The report as one JSON object."""
    said: dict[str, Any] = {
        "feed": report.feed,
        "committed": report.committed,
        "items": report.items,
        "added" if report.committed else "would_add": report.added,
        "changed" if report.committed else "would_change": report.changed,
        "closed" if report.committed else "would_close": report.closed,
        "organisations_added" if report.committed else "would_add_organisations": (
            report.organisations
        ),
        "unchanged": report.unchanged,
        "not_on_offer": report.not_on_offer,
        "errors": [problem.as_json() for problem in report.errors.shown],
        "more_errors": report.errors.more,
        "notes": [note.as_json() for note in report.notes.shown],
        "more_notes": report.notes.more,
    }
    return json.dumps(said, indent=2, ensure_ascii=False)
