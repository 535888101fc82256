"""Review meetings: planned, moved, held with who came and what was decided, corrected (S55)."""

from collections.abc import Iterable
from datetime import date

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions import team
from households.actions.locks import lock
from households.models import Episode, Household, LeadAssignment, Person, Review, TeamMember


class ReviewIsPlanned(Refused):
    """One review at a time stands ahead."""

    words = "A review is planned already. Change its date instead."


class NoSupport(Refused):
    """Reviews are of support, and support is closed."""

    words = "Support is closed. Open it again before you plan a review."


class AlreadyHeld(Refused):
    """Somebody recorded the meeting meanwhile."""

    words = "This review is recorded as held already. Nothing has been changed."


class NotHeld(Refused):
    """Only what was written of a meeting is corrected."""

    words = "This review is not held yet. Record it instead."


class NextMovedMeanwhile(Refused):
    """Another day stands for the next meeting than the page showed: it is not overwritten."""

    field = "next_on"

    def __init__(self, planned_for: date | None) -> None:
        now = f"for {planned_for:%-d %B %Y}" if planned_for else "no longer"
        super().__init__(
            "After you opened this page somebody else changed the next review: it is planned "
            f"{now}. Nothing has been saved. Leave this date empty to keep it so"
        )


class NextBeforeThis(Refused):
    """The next meeting comes after this one."""

    words = "The next review must be after the day this one was held"
    field = "next_on"


@action
def plan(*, household: Household, on: date, by: User) -> Review:
    """Plan the next review meeting. Raises ReviewIsPlanned, NoSupport."""
    lock(household)
    if Review.objects.filter(household=household, held_on__isnull=True).exists():
        raise ReviewIsPlanned
    if not Episode.objects.filter(household=household, closed_on__isnull=True).exists():
        raise NoSupport
    review = Review(household=household, planned_for=on)
    review.keep(by=by, why="Review planned")
    log.wrote(by, "household", household.pk, action="reviews.plan")
    return review


@action
def move(*, review: Review, on: date, seen_version: int, by: User) -> Review:
    """Plan a review for another day. Raises StaleRecord, AlreadyHeld."""
    lock(review.household_id)
    _not_held(review)
    review.planned_for = on
    review.keep(by=by, why="Review moved to another day", seen_version=seen_version)
    log.wrote(by, "household", review.household_id, action="reviews.move")
    return review


@action
def hold(
    *,
    household: Household,
    held_on: date,
    decisions: str,
    by: User,
    review: Review | None = None,
    seen_version: int | None = None,
    members: Iterable[TeamMember] = (),
    lead: LeadAssignment | None = None,
    family: Iterable[Person] = (),
    apologies: str = "",
    next_on: date | None = None,
) -> Review:
    """Record a meeting as held, and plan the next one in the same breath.

    Args: `review`, the planned one it was, None where none was planned; `members`, who of the
    team came; `lead`, given where the lead practitioner came, who is then in the team;
    `family`, who of the family came.
    Raises StaleRecord, AlreadyHeld, NextBeforeThis, and what `plan` raises.
    """
    lock(household)
    if review is not None:
        _not_held(review)
    if next_on and next_on <= held_on:
        raise NextBeforeThis
    row = review or Review(household=household, planned_for=held_on)
    row.held_on, row.apologies, row.decisions = held_on, apologies, decisions
    row.recorded_by = by
    row.keep(by=by, why="Review held", seen_version=seen_version)
    leader = team.with_lead(lead=lead, by=by) if lead else None
    row.members.set([*members, *([leader] if leader else [])])
    row.family.set(family)
    log.wrote(by, "household", household.pk, action="reviews.hold")
    if next_on:
        plan(household=household, on=next_on, by=by)
    return row


@action
def correct(
    *,
    review: Review,
    held_on: date,
    decisions: str,
    why: str,
    seen_version: int,
    by: User,
    members: Iterable[TeamMember] = (),
    lead: LeadAssignment | None = None,
    family: Iterable[Person] = (),
    apologies: str = "",
    next_on: date | None = None,
    next_seen: date | None = None,
) -> Review:
    """What was written of a held meeting was wrong: it is mended, and the history keeps the old.

    Who came before is kept in the reason: of the team by name, of the family how many, because
    not everybody who reads the history may know each name. Somebody whose page was open meanwhile
    is shown what was written otherwise, but not who else was ticked: the history says it.
    Args: as of `hold`; of the family, those whom `by` may not know by name in this household stay
    as having come. `next_on`, another day for the next meeting, or its first; the one that is
    planned stands where None, and where the page showed the same day (`next_seen`).
    Raises StaleRecord, NotHeld, NextBeforeThis, NextMovedMeanwhile, and what `plan` raises.
    """
    lock(review.household_id)
    row = Review.objects.get(pk=review.pk)  # a page's own has only whom its reader may see
    if row.held_on is None:
        raise NotHeld
    if next_on and next_on <= held_on:
        raise NextBeforeThis
    named = Person.objects.visible_to(by).named_in(row.household, by)
    unseen = row.family.exclude(pk__in=named)
    came = {"members": {*members}, "family": {*family, *unseen}}
    if lead and (leader := team.with_lead(lead=lead, by=by)):
        came["members"].add(leader)
    others = [name for name, people in came.items() if people != {*getattr(row, name).all()}]
    row.held_on, row.apologies, row.decisions = held_on, apologies, decisions
    told = f"; who came was changed, before: {_who_came(row)}" if others else ""
    row.keep(by=by, why=f"Review corrected: {why}{told}", seen_version=seen_version)
    for name in others:
        getattr(row, name).set(came[name])
    log.wrote(by, "household", row.household_id, action="reviews.correct")
    if next_on and next_on != next_seen:
        _plan_or_move(row.household, next_on, next_seen, by)
    return row


def _who_came(review: Review) -> str:
    team = [member.who for member in review.members.select_related("worker").order_by("pk")]
    return ", ".join([*team, f"{review.family.count()} of the family"])


def _plan_or_move(household: Household, on: date, seen: date | None, by: User) -> None:
    planned = Review.objects.filter(household=household, held_on__isnull=True).first()
    stands = planned.planned_for if planned else None
    if stands != seen:
        raise NextMovedMeanwhile(stands)
    if planned is None:
        plan(household=household, on=on, by=by)
    else:
        move(review=planned, on=on, seen_version=planned.version, by=by)


def _not_held(review: Review) -> None:
    """Hold the review's row, and see that nobody recorded the meeting meanwhile."""
    current = Review.objects.select_for_update().get(pk=review.pk)
    if current.held_on is not None:
        raise AlreadyHeld
