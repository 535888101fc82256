"""What was promised about two households, in plain Python that knows none of the code.

An agreement holds from the day it is given through its last day, for its recipients, people and
categories, until it is withdrawn; of a part that is withdrawn the rest goes on. A lead sees the hub
record, no longer than what it stands on. A disclosure shows until its day, an emergency for an
hour, to one user. A restricted household is open to whoever is named, an organisation that takes
part no longer sees nothing. What a referral carries is shown once it is accepted, no longer than
what it stands on; until then its receiver sees that it is there, and nothing of the household.
Whoever leaves is followed by no partner. Two records that become one keep what was promised of
each, and who was named for either; parted again, each has its own.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from households.categories import Category
from tests.walls.shown import HOMES, PEOPLE, Lead, Sent, Shown, Someone, covers


@dataclass
class Promises:
    """All of it, at a moment."""

    now: datetime
    orgs: list[int]  # of each user
    active: list[bool]  # of each organisation
    agreements: list[dict[int, Shown]] = field(default_factory=list)  # each by organisation
    disclosures: list[Shown] = field(default_factory=list)
    emergencies: list[Shown] = field(default_factory=list)
    referrals: list[Sent] = field(default_factory=list)
    leads: dict[int, Lead] = field(default_factory=dict)
    restricted: set[int] = field(default_factory=set)
    named: set[tuple[int, str]] = field(default_factory=set)
    merged: dict[int, int] = field(default_factory=dict)  # a household into another
    same: dict[Someone, Someone] = field(default_factory=dict)  # and somebody into somebody
    left: set[Someone] = field(default_factory=set)

    def at(self, home: int) -> int:
        """The household whose record it is now."""
        return self.merged.get(home, home)

    def who(self, home: int, number: int) -> Someone:
        """The person whose record it is now."""
        return self.same.get((home, number), (home, number))

    def recorded(self, home: int) -> set[Someone]:
        return {self.who(one, number) for one in HOMES for number in PEOPLE if self.at(one) == home}

    def living(self, home: int) -> set[Someone]:
        return self.recorded(home) - self.left

    # --- What each sees ----------------------------------------------------------------------
    def seen_by_partner(self, user: int) -> dict[str, set]:
        org = self.orgs[user]
        homes = self._open_to(f"partner {user}") if self.active[org] else set()
        shown = [one for one in self.everything() if one.org == org and one.holds(user, self.now)]
        shown = [one for one in shown if one.home in homes]
        seen = {one.home for one in shown}
        return {
            "households": seen,
            "goals": {one.home for one in shown if Category.HUB_RECORD in one.categories},
            "people": {
                person
                for one in shown
                if Category.IDENTITY in one.categories
                for person in one.people - self.left
            },
            "addresses": {
                one.home
                for one in shown
                if Category.CONTACT_DETAILS in one.categories and one.people - self.left
            },
            "agreements": {
                number
                for number, given in enumerate(self.agreements)
                if org in given and given[org] in shown
            },
            "referrals": {
                number
                for number, sent in enumerate(self.referrals)
                if sent.shown.org == org and sent.shown.home in (seen if sent.accepted else homes)
                if sent.is_open and sent.shown.holds(None, self.now)
            },
        }

    def seen_by_council(self, name: str) -> dict[str, set]:
        homes = self._open_to(name)
        return {
            "households": homes,
            "goals": homes,
            "people": {person for home in homes for person in self.recorded(home)},
            "addresses": homes,
            "agreements": {
                number
                for number, given in enumerate(self.agreements)
                if next(iter(given.values())).home in homes
            },
            "referrals": {
                number for number, sent in enumerate(self.referrals) if sent.shown.home in homes
            },
        }

    def _open_to(self, name: str) -> set[int]:
        return {
            home
            for home in {self.at(one) for one in HOMES}
            if home not in self.restricted or name == "officer" or (home, name) in self.named
        }

    def everything(self) -> list[Shown]:
        agreed = [one for given in self.agreements for one in given.values()]
        led = [
            Shown(home, lead.org, {Category.HUB_RECORD}, set(), lead.until)
            for home, lead in self.leads.items()
        ]
        accepted = [one.shown for one in self.referrals if one.accepted]
        return [*agreed, *self.disclosures, *self.emergencies, *led, *accepted]

    def promised(self) -> list[Shown]:
        """With what waits to be accepted."""
        return [*self.everything(), *(one.shown for one in self.referrals if not one.accepted)]

    def sees_all_of_an_emergency(self, home: int, user: int) -> bool:
        seen = self.seen_by_partner(user)
        there = {one for one in seen["people"] if self.at(one[0]) == home}
        reached = {
            person
            for one in self.everything()
            if one.org == self.orgs[user] and one.home == home and one.holds(user, self.now)
            if Category.CONTACT_DETAILS in one.categories
            for person in one.people - self.left
        }
        return home in seen["goals"] and there == reached == self.living(home)

    # --- Leading -----------------------------------------------------------------------------
    def may_lead(self, home: int, org: int) -> bool:
        return bool(self._lets_lead(home, org))

    def is_involved(self, home: int, org: int) -> bool:
        """By a day, whatever it lets see: an emergency holds on none."""
        return any(
            one.home == home and one.org == org and not one.ends_at and one.holds(None, self.now)
            for one in self.everything()
        )

    def take_lead(self, home: int, org: int) -> None:
        self.leads[home] = Lead(org, self._until(home, org))

    def follow(self, home: int, org: int) -> None:
        """A lead holds as long as what the family agreed to with it now does."""
        lead = self.leads.get(home)
        if lead and lead.org == org and self.may_lead(home, org):
            lead.until = self._until(home, org)

    def keep_to(self, home: int, org: int) -> None:
        """After something was taken back: the lead holds no longer than what is left."""
        if self.may_lead(home, org):
            self.follow(home, org)
        elif home in self.leads and self.leads[home].org == org:
            del self.leads[home]

    def _lets_lead(self, home: int, org: int) -> list[Shown]:
        agreed = [one for given in self.agreements for one in given.values()]
        return [
            one
            for one in agreed
            if one.home == home and one.org == org and Category.HUB_RECORD in one.categories
            if one.holds(None, self.now)
        ]

    def _until(self, home: int, org: int) -> date | None:
        ends = [one.until for one in self._lets_lead(home, org)]
        return None if None in ends else max(end for end in ends if end)

    # --- What a referral stands on -------------------------------------------------------------
    def stands(self, sent: Sent) -> None:
        """On an agreement of before that covers all of it, else on one for it alone."""
        covering = [number for number, given in enumerate(self.agreements) if covers(given, sent)]
        holding = [
            number
            for number in covering
            if self.agreements[number][sent.shown.org].holds(None, self.now)
        ]
        assert sent.stands_on in holding if holding else sent.stands_on is None

    def lose(self, number: int, org: int, part: Any) -> None:
        """Something of an agreement was taken back: what stands on it goes with it."""
        for sent in self.referrals:
            if sent.is_open and (sent.stands_on, sent.shown.org) == (number, org):
                sent.shown.lose(part)

    def go_on_by(self, number: int) -> None:
        """A new agreement: what it covers, and would have ended sooner, stands on it."""
        given = self.agreements[number]
        for sent in self.referrals:
            old = sent.shown.until
            if not (sent.is_open and old and covers(given, sent)):
                continue
            new = given[sent.shown.org].until
            if new is None or old < new:
                sent.shown.until, sent.stands_on = new, number

    # --- Two records made one --------------------------------------------------------------
    def merge(self, kept: int, merged: int) -> None:
        self.merged[merged] = kept
        for one in self.promised():
            one.home = self.at(one.home)
        if merged in self.leads:
            self.leads.setdefault(kept, self.leads.pop(merged))
        if {kept, merged} & self.restricted:
            self.restricted = {kept}
        self.named = {(self.at(home), name) for home, name in self.named}

    def merge_people(self, kept: Someone, merged: Someone) -> None:
        self.same[merged] = kept
        for one in self.promised():
            one.people = {self.who(*person) for person in one.people}
        if merged not in self.left:
            self.left.discard(kept)

    def merge_undone(self) -> None:
        """A lead that comes back holds as long as what it stands on does now."""
        for home, lead in self.leads.items():
            self.follow(home, lead.org)

    # --- Time ----------------------------------------------------------------------------------
    def day_after(self, days: int) -> date:
        return self.now.date() + timedelta(days=days)

    def part(self, before: "Before") -> None:
        """Two that were one for a while, of which only referrals were sent and answered meanwhile:
        each is of the household it was about, all else as it was."""
        for one, home in before.homes:
            one.home = home
        for sent in self.referrals:
            sent.shown.home = before.merged.get(sent.first, sent.first)
        self.merged, self.leads = before.merged, before.leads
        self.restricted, self.named = before.restricted, before.named
        self.merge_undone()


class Before:
    """What a merge changes of the promises, before it does."""

    def __init__(self, promised: Promises) -> None:
        self.homes = [(one, one.home) for one in promised.promised()]
        self.merged, self.leads = dict(promised.merged), dict(promised.leads)
        self.restricted, self.named = set(promised.restricted), set(promised.named)
