"""What another directory says of one service, in the words of ours, and how the two compare."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from referrals.models import Service


@dataclass(frozen=True)
class Listing:
    """One service of a feed (docs/services.md). `on_offer`: anybody may ask for it today."""

    feed_id: str
    organisation: str
    name: str
    what_it_does: str
    how_to_get_it: str
    needs: tuple[str, ...] = ()
    youngest: int | None = None
    oldest: int | None = None
    eligibility: str = ""
    place: str = ""
    times: str = ""
    cost: str = ""
    capacity: int | None = None
    places_left: int | None = None
    places_left_on: date | None = None
    on_offer: bool = True

    @property
    def fields(self) -> dict[str, Any]:
        """The directory's own fields, by their names; a feed knows no postcodes it is for."""
        kept = asdict(self)
        for name in ("feed_id", "organisation", "on_offer"):
            del kept[name]
        return {**kept, "needs": list(self.needs)}

    @property
    def fingerprint(self) -> str:
        """The same for the same words, on any day."""
        said = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """A service as it stands here, and what the feed says of it now."""

    service: Service
    listing: Listing
    by_hand: bool = False  # it was added here first, and becomes the feed's

    @property
    def closes(self) -> bool:
        """On offer here until now, and by the feed no more."""
        return self.service.is_open and not self.listing.on_offer

    @property
    def stays_closed(self) -> bool:
        """Closed here by somebody, and not by the feed: theirs to open again."""
        return not self.service.is_open and not self.service.closed_by_feed


@dataclass
class Changes:
    """What a feed would change here."""

    feed: str
    added: list[Listing] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    gone: list[Service] = field(default_factory=list)
    unchanged: int = 0
    not_on_offer: int = 0  # and never were, here

    @property
    def of_organisations(self) -> dict[str, str]:
        """Every organisation that is needed: its name, by the same in small letters."""
        needed = [*self.added, *(change.listing for change in self.changed)]
        return {each.organisation.casefold(): each.organisation for each in reversed(needed)}


def compare(feed: str, listings: Iterable[Listing], seen: Iterable[str] | None) -> Changes:
    """What a feed's listings change here. Nothing is written.

    `seen` are the ids of everything that is in the feed, readable or not; what came from it once
    and is not among them is gone. None where the feed is not whole: then nothing counts as gone.
    """
    changes = Changes(feed)
    ours = Service.objects.select_related("organisation")
    here = {service.feed_id: service for service in ours.filter(feed=feed)}
    added_here = {
        (service.organisation.name.casefold(), service.name.casefold()): service
        for service in ours.filter(feed="", is_open=True)
    }
    for listing in listings:
        key = (listing.organisation.casefold(), listing.name.casefold())
        if found := here.get(listing.feed_id):
            if found.feed_print == listing.fingerprint:
                changes.unchanged += 1
            else:
                changes.changed.append(Change(found, listing))
        elif not listing.on_offer:
            changes.not_on_offer += 1
        elif twin := added_here.pop(key, None):
            changes.changed.append(Change(twin, listing, by_hand=True))
        else:
            changes.added.append(listing)
    if seen is not None:
        ids = set(seen)
        changes.gone = [one for one in here.values() if one.is_open and one.feed_id not in ids]
    return changes
