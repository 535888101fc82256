"""Two records made one by mistake are parted: a referral that is of both is over (S50)."""

from datetime import datetime

from consent.models import Agreement
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from households.actions.locks import lock
from households.actions.merging.going_back import people_of
from households.models import Household, Involvement, InvolvementReason
from referrals.actions import following
from referrals.models import Referral
from referrals.states import Because

PARTED = (
    "The records of two families were one by mistake, and were parted. Ask the family, and send it "
    "again."
)


@action
def follow_parting(*, household: Household, since: datetime, by: User) -> None:
    """Withdraw each open referral of this household that was sent since, or stands on what was
    agreed since, where that is of the other family, too, or that its receiver can see no more. None
    stands on an agreement of the other afterwards: each goes with its own.

    Called by the undo of a merge (settings.FOLLOWS_PARTING), after the agreements have followed.
    """
    lock(household, of_shell=True)
    here = people_of(household)
    rows = Referral.objects.filter(household=household).select_related("agreement", "organisation")
    for referral in rows.order_by("pk"):
        if referral.is_open and _is_of_both(referral, here, since):
            following.withdraw(referral=referral, because=Because.OTHER, by=by, why=PARTED)
            referral.refresh_from_db()
        if referral.agreement and referral.agreement.household_id != household.pk:
            _stand_on_its_own(referral, by)
    log.wrote(by, "household", household.pk, action="parting.follow_parting")


def _is_of_both(referral: Referral, here: set[int], since: datetime) -> bool:
    people = set(referral.people.values_list("pk", flat=True))
    is_theirs = referral.discussed_with_id in here and not people.isdisjoint(here)
    if referral.sent_at >= since and not is_theirs:
        return True
    agreement = referral.agreement
    if agreement is None:  # of a service of the council's own: nothing is shared with anybody
        return False
    if agreement.household_id != referral.household_id:
        return True
    shown = agreement.shared_with(referral.organisation_id).people
    if agreement.recorded_at >= since and not people <= shown:
        return True
    opened = Involvement.objects.live().filter(
        reason=InvolvementReason.REFERRAL, source_id=referral.pk
    )
    return referral.is_going_on and not opened.exists()


def _stand_on_its_own(referral: Referral, by: User) -> None:
    """On the agreement of its own family that it stood on last, if on any."""
    stood = referral.history.order_by("-history_id").values_list("agreement_id", flat=True)
    own = Agreement.objects.filter(household=referral.household_id).in_bulk(
        [pk for pk in stood if pk]
    )
    referral.agreement = next((own[pk] for pk in stood if pk in own), None)
    referral.until = referral.agreement.until if referral.agreement else None
    referral.keep(by=by, why="Parted from the other family's record")
