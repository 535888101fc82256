"""Why somebody sees a household on a day, and what of it: the answer to "who let them?" (S58, S60).

It reads the involvements themselves, not guardian's copy of them (but for what was taken back since
that day), and the whole record: it is asked by those who answer for access, never by a page of a
partner.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.categories import PERSON_CATEGORIES, Category
from households.models import (
    Household,
    HouseholdGrant,
    HouseholdUserGrant,
    Involvement,
    Person,
    PersonGrant,
)
from households.sight import CATEGORY_OF

COUNCIL = "council"
NOW = (
    "The account, its role, the organisation and whether the household is restricted are taken as "
    "they are today."
)


@dataclass(frozen=True)
class Reason:
    """One thing that lets them see: `reason` is an involvement's own, or the council's work."""

    reason: str
    since: date | None
    until: date | None  # the last day
    categories: tuple[str, ...]
    people: tuple[Person, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "reason": self.reason,
            "from": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "categories": list(self.categories),
            "people": [person.full_name for person in self.people],
        }


@dataclass(frozen=True)
class Explanation:
    """What a user sees of a household on a day. `sees` is false where there is no reason, or where
    one would hold but for what `refused` says."""

    household: Household
    user: User
    on: date
    because: tuple[Reason, ...] = ()
    refused: str = ""
    people: dict[Person, set[str]] = field(default_factory=dict)

    @property
    def sees(self) -> bool:
        return bool(self.because)

    def as_json(self) -> dict[str, Any]:
        return {
            "household": self.household.reference,
            "user": self.user.email,
            "on": self.on.isoformat(),
            "sees": self.sees,
            "because": [reason.as_json() for reason in self.because],
            "people": [
                {"person": person.full_name, "categories": sorted(categories)}
                for person, categories in self.people.items()
            ],
        }


def explain(household: Household, user: User, on: date) -> Explanation:
    """Why this user sees this household on a day, or does not.

    What was shared is told as it was on that day; the account, the role, the organisation and
    whether the household is restricted as they are now (`NOW` says so).
    """
    if refused := _refused(household, user, on):
        return Explanation(household, user, on, refused=refused)
    living = list(Person.objects.living_in(household, on).order_by("pk"))
    if user.is_partner:
        reasons = tuple(_involvements(household, user, on, living))
    else:
        reasons = (Reason(COUNCIL, None, None, tuple(sorted(Category)), tuple(living)),)
    seen: dict[Person, set[str]] = {}
    for reason in reasons:
        shared = PERSON_CATEGORIES.intersection(reason.categories)
        for person in reason.people if shared else ():
            seen.setdefault(person, set()).update(shared)
    refused = "" if reasons else f"{user.organisation} is not involved with this household."
    return Explanation(household, user, on, reasons, refused, seen)


def _refused(household: Household, user: User, on: date) -> str:
    """What keeps this user out, whoever agreed to what."""
    if not user.is_active:
        return "The account is not active."
    if not user.may(Permission.SEE_HOUSEHOLDS):
        return f"The role {user.get_role_display()} sees no households."
    if user.is_partner and not user.organisation.takes_part(on):
        return f"{user.organisation} has no data-sharing agreement in date."
    if household.merged_into_id is not None:
        return "It was merged into another household; ask about that one."
    if household.restricted and not user.may(Permission.SEE_RESTRICTED):
        named = HouseholdUserGrant.objects.live(on).filter(user=user, content_object=household)
        if not named.exists():
            return "It is restricted, and this user is not named for it."
    return ""


def _involvements(household: Household, user: User, on: date, living: list[Person]) -> list[Reason]:
    rows = Involvement.objects.holding_for(user, on).filter(
        household=household, organisation=user.organisation
    )
    reasons = []
    for row in rows.prefetch_related("people").order_by("since", "pk"):
        if _recorded_on(row) > on:
            continue  # given before, and not yet known here
        categories, covered = _as_it_was(row, on)
        # Whoever has moved away is not to be followed by those who knew the old home.
        people = tuple(person for person in living if person.pk in covered)
        reasons.append(Reason(row.reason, row.since, row.last_day, tuple(categories), people))
    return reasons


def _recorded_on(row: Involvement) -> date:
    """When it began to let anybody see: an agreement may be recorded days after it was given."""
    first = row.history.order_by("history_date").values_list("history_date", flat=True).first()
    return timezone.localdate(first) if first else row.since


def _as_it_was(row: Involvement, on: date) -> tuple[list[str], set[int]]:
    """Its categories, and the ids of its people, on a day.

    A part that the family took back is gone from the involvement; the permission that ended with
    it remembers until when it held.
    """
    covered = {person.pk for person in row.people.all()}
    if on >= today() or row.ends_at:
        return row.categories, covered
    on_household = HouseholdGrant.objects.live(on).filter(involvement=row)
    on_people = PersonGrant.objects.live(on).filter(involvement=row)
    known = list(on_people.values_list("content_object_id", "permission__codename"))
    names = {*on_household.values_list("permission__codename", flat=True), *(n for _, n in known)}
    categories = sorted(str(CATEGORY_OF[name]) for name in names if name in CATEGORY_OF)
    return categories, {pk for pk, _ in known} or covered
