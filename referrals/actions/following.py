"""A family takes back what it agreed to: referrals that stand on it follow (S50)."""

from typing import Any

from consent.models import Agreement
from consent.models.remaining import Shared
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from households.actions import involvement, narrowing
from households.actions.locks import lock
from households.models import InvolvementReason
from referrals.actions import carrying, steps
from referrals.models import Referral
from referrals.states import Because, ReferralState

STOPPED = "The family stopped sharing"


@action
def follow_agreement(
    *, agreement: Agreement, organisation: Organisation, left: Shared, by: User
) -> None:
    """Called by the withdrawal, in its transaction (settings.FOLLOWS_AGREEMENT).

    What is carried shrinks to what is left; where nothing is, the referral is withdrawn.
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
        else:
            steps.take(
                referral=referral,
                state=ReferralState.WITHDRAWN,
                because=Because.STOPPED_SHARING,
                by=by,
            )
            involvement.end(**stands_on, by=by, why=STOPPED)
    log.wrote(by, "household", agreement.household_id, action="following.follow_agreement")
