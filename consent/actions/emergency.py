"""Emergency access: one household opened for an hour by a partner's worker, and its review.

Nobody is asked beforehand, so each one is told at once and reviewed within two working days.
"""

from datetime import timedelta

from django.utils import timezone

from consent.models import EmergencyAccess, Outcome
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from familyhubs.records.working_days import working_days_after
from households.actions import involvement
from households.actions.locks import lock
from households.categories import Category
from households.models import Household, Involvement, InvolvementReason, Person
from households.sight import sight_of

LASTS = timedelta(minutes=60)
REVIEWED_WITHIN = 2  # working days
# Who they are, how to reach them safely, who leads and what is being worked on: what somebody
# needs who acts on a risk. Neither notes nor health, money, numbers or background.
CATEGORIES = (Category.HUB_RECORD, Category.IDENTITY, Category.CONTACT_DETAILS)


class NoSuchHousehold(Refused):
    """Said alike of one there is not, and of one that is never opened in this way."""

    words = (
        "No household can be opened with this reference. Check each letter and number, or ring "
        "the hub"
    )
    field = "reference"


class NotTakingPart(Refused):
    """The organisation may see nothing at all (S32)."""

    words = (
        "Your organisation has no data-sharing agreement in date, so nothing can be opened. If "
        "somebody is in danger now, ring 999."
    )


class NeverTheirOwn(Refused):
    """Whoever opened it does not judge it."""

    words = "You opened this household yourself, so somebody else reviews it."


class AlreadyReviewed(Refused):
    """A review is given once."""

    words = "This was reviewed already. Nothing has been changed."


class NotTheirsToReview(Refused):
    """The hub's own manager and the data protection officer review."""

    words = "The manager of the household's hub, or the data protection officer, reviews this."


@action
def open_for_an_hour(*, reference: str, reason: str, at_risk: str, by: User) -> Household:
    """Let one user see who lives in a household and how to reach them, for 60 minutes.

    Args: `reference`, as it was typed. Returns the household: at once where this user sees all of
    that already, and with the time that is left where they opened it a moment ago. Raises
    NoSuchHousehold (restricted ones too), NotTakingPart.
    """
    if not by.organisation.takes_part(today()):
        raise NotTakingPart
    household = _meant(reference)
    lock(household)
    household.refresh_from_db()
    if household.restricted:
        raise NoSuchHousehold
    people = list(Person.objects.living_in(household).filter(merged_into__isnull=True))
    if _sees_it(household, people, by):
        return household
    now = timezone.now()
    access = EmergencyAccess(
        household=household,
        opened_by=by,
        organisation=by.organisation,
        reason=reason,
        at_risk=at_risk,
        opened_at=now,
        ends_at=now + LASTS,
        review_by=working_days_after(today(), REVIEWED_WITHIN),
    )
    access.keep(by=by, why="Opened in an emergency")
    involvement.begin(
        household=household,
        organisation=by.organisation,
        reason=InvolvementReason.EMERGENCY,
        source_id=access.pk,
        categories=CATEGORIES,
        people=people,
        by=by,
        only_for=by,
        ends_at=access.ends_at,
    )
    log.wrote(by, "household", household.pk, action="emergency.open_for_an_hour")
    return household


@action
def end(*, household: Household, by: User) -> None:
    """Whoever opened it needs it no longer."""
    lock(household)
    for row in Involvement.objects.filter(household=household, only_for=by):
        if row.ends_at and row.ends_at > timezone.now():
            _end(EmergencyAccess.objects.get(pk=row.source_id), by, "Needed no longer")
    log.wrote(by, "household", household.pk, action="emergency.end")


@action
def review(
    *, access: EmergencyAccess, outcome: str, what_was_done: str, by: User, seen_version: int
) -> None:
    """Say whether it was justified, and what was done; one that was not and still runs ends.

    Raises NeverTheirOwn, NotTheirsToReview, AlreadyReviewed, StaleRecord.
    """
    lock(access.household_id)
    found = EmergencyAccess.objects.select_related("household").get(pk=access.pk)
    if found.opened_by_id == by.pk:
        raise NeverTheirOwn
    if not may_review(found, by):
        raise NotTheirsToReview
    if found.reviewed_at is not None:
        raise AlreadyReviewed
    found.outcome, found.what_was_done = outcome, what_was_done
    found.reviewed_by, found.reviewed_at = by, timezone.now()
    found.keep(by=by, why="Reviewed", seen_version=seen_version)
    if outcome == Outcome.NOT_JUSTIFIED and found.is_running:
        _end(found, by, "Reviewed as not justified")
    log.wrote(by, "household", found.household_id, action="emergency.review")


def may_review(access: EmergencyAccess, user: User) -> bool:
    """Whether it is this user's to review: their hub's, or any where they have none."""
    if access.opened_by_id == user.pk or not user.may(Permission.REVIEW_EMERGENCIES):
        return False
    return user.hub_id in (None, access.household.hub_id)


def _meant(typed: str) -> Household:
    """The household of a reference, or that it was merged into."""
    found = Household.objects.select_related("merged_into").referenced(typed).first()
    if found is None:
        raise NoSuchHousehold
    return found.merged_into or found


def _sees_it(household: Household, people: list[Person], by: User) -> bool:
    """Whether they see at least as much already, by agreement or because they opened it."""
    sight = sight_of(household, by)
    return sight.of_household(Category.HUB_RECORD) and all(
        sight.of_person(person.pk, category)
        for person in people
        for category in (Category.IDENTITY, Category.CONTACT_DETAILS)
    )


def _end(access: EmergencyAccess, by: User, why: str) -> None:
    access.ends_at = timezone.now()
    access.keep(by=by, why=why)
    involvement.end(reason=InvolvementReason.EMERGENCY, source_id=access.pk, by=by, why=why)
