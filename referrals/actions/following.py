"""A family takes back what it agreed to, or that runs out, or it agrees anew: referrals that stand
on it follow (S50)."""

from datetime import timedelta
from typing import Any

from consent.models import Agreement
from consent.models.remaining import Shared
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from households.actions import involvement, narrowing
from households.actions.locks import lock
from households.models import InvolvementReason
from referrals.actions import carrying, standing, steps
from referrals.models import Referral
from referrals.states import Because, ReferralState

STOPPED = "The family stopped sharing"
RAN_OUT = "What the family agreed to has run out"
AGREED_ANEW = "The family agreed anew, so that it goes on"
HOLDS_BY_ANOTHER = "What else the family agreed to covers it, so that it goes on"
BATCH = 1000


@action
def follow_agreement(
    *, agreement: Agreement, organisation: Organisation, left: Shared, by: User
) -> None:
    """Called by the withdrawal, in its transaction (settings.FOLLOWS_AGREEMENT).

    What is carried shrinks to what is left. Where nothing is, the referral goes on by another that
    still shows the organisation all of it, and is withdrawn where there is none, or where what was
    agreed was agreed for it alone.
    """
    lock(agreement.household)
    standing = Referral.objects.open().filter(agreement=agreement, organisation=organisation)
    for referral in standing.order_by("pk"):
        carried = set(referral.people.values_list("pk", flat=True))
        people, categories = carried & left.people, left.categories & set(referral.categories)
        stands_on: dict[str, Any] = {"reason": InvolvementReason.REFERRAL, "source_id": referral.pk}
        if people and categories:
            why = f"{STOPPED} a part of it"
            carrying.shrink(referral=referral, people=people, categories=categories, by=by, why=why)
            narrowing.narrow(
                **stands_on,
                organisation=organisation,
                categories=categories,
                people=people,
                by=by,
                why=why,
            )
        elif other := _still_standing(referral, agreement):
            _move(referral, other, by=by, why=HOLDS_BY_ANOTHER)
        else:
            withdraw(referral=referral, because=Because.STOPPED_SHARING, by=by, why=STOPPED)
    log.wrote(by, "household", agreement.household_id, action="following.follow_agreement")


@action
def go_on_by(*, agreement: Agreement, by: User) -> None:
    """The family agreed anew. Each open referral to one of its recipients whose own agreement ends
    sooner stands on this one from now on, where it covers all that the referral still carries.

    Called by what records it, in its transaction (settings.FOLLOWS_NEW_AGREEMENT).
    """
    lock(agreement.household)
    ending = Referral.objects.open().filter(
        household=agreement.household,
        organisation__in=agreement.recipients.values("organisation"),
        until__isnull=False,
    )
    if agreement.until:
        ending = ending.filter(until__lt=agreement.until)
    for referral in ending.select_related("agreement").order_by("pk"):
        if _covers(agreement, referral):
            _move(referral, agreement, by=by, why=AGREED_ANEW)
    log.wrote(by, "household", agreement.household_id, action="following.go_on_by")


def that_have_run_out() -> list[Referral]:
    """The open ones whose agreement is over, the longest first; no more than a batch."""
    return list(Referral.objects.run_out().order_by("until", "pk")[:BATCH])


@action
def run_out(*, referral: Referral, by: User | None) -> None:
    """The last day of the agreement is over, so the referral is withdrawn: both sides are told.

    Whom it was sent to reads it no more since that day ended, whenever this comes to it. Called at
    night, by nobody. Raises NotNow where another step came first, MergedMeanwhile, DisposedOf.
    """
    lock(referral.household_id)
    withdraw(referral=referral, because=Because.RAN_OUT, by=by, why=RAN_OUT)
    log.wrote(by, "household", referral.household_id, action="following.run_out")


@action
def withdraw(*, referral: Referral, because: Because, by: User | None, why: str) -> None:
    """Withdraw a referral that nobody took back, and close what it opened. Raises NotNow."""
    note = why if because == Because.OTHER else ""
    steps.take(referral=referral, state=ReferralState.WITHDRAWN, because=because, note=note, by=by)
    involvement.end(reason=InvolvementReason.REFERRAL, source_id=referral.pk, by=by, why=why)
    log.wrote(by, "household", referral.household_id, action="following.withdraw")


def _covers(agreement: Agreement, referral: Referral) -> bool:
    """Whether it lets the receiver see all that the referral's own agreement lets it see by it."""
    own = referral.agreement
    assert own  # whatever has a last day has it of its agreement
    before, after = (one.shared_with(referral.organisation_id) for one in (own, agreement))
    people = before.people & set(referral.people.values_list("pk", flat=True))
    return people <= after.people and set(referral.categories) <= after.categories


def _still_standing(referral: Referral, over: Agreement) -> Agreement | None:
    """What else it may stand on. Who takes back what they agreed to for a referral alone takes
    back the referral."""
    if over.for_one_referral:
        return None
    household, to = referral.household, referral.organisation
    return standing.standing_on(household, to, list(referral.people.all()), referral.categories)


def _move(referral: Referral, agreement: Agreement, *, by: User, why: str) -> None:
    referral.agreement, referral.until = agreement, agreement.until
    referral.keep(by=by, why=why)
    involvement.extend(
        reason=InvolvementReason.REFERRAL,
        source_id=referral.pk,
        until=agreement.until + timedelta(days=1) if agreement.until else None,
        by=by,
    )
