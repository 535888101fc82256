"""What the receiver would read of a referral, at once and when it has accepted (S61, S63).

Sent, accepted and taken back in one savepoint, as the preview of an agreement is
(consent/preview.py).
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from consent import preview
from consent.actions import authority
from familyhubs.organisations.models import Organisation
from households.loader import OpenHousehold
from referrals import referring
from referrals.actions import answers, referrals, standing
from referrals.models import Referral, ReferralOutcome, Service


@dataclass(frozen=True)
class Preview:
    """`words` is "" where it stands on what the family agreed to before, given on `stands_on`."""

    referral: Referral
    outcomes: list[ReferralOutcome]
    seen: preview.Seen | None
    details: str
    words: str
    words_hash: str
    stands_on: Any
    warnings: list[str]


def of(
    case: OpenHousehold, organisation: Organisation, service: Service | None, said: dict[str, Any]
) -> Preview:
    """Raises what sending it would raise. Args: `said`, what the form says, as `send` takes it."""
    to: dict[str, Any] = {"organisation": organisation, "service": service}
    with transaction.atomic():
        before = standing.standing_on(
            case.household, organisation, said["people"], said["categories"]
        )
        referral = referrals.send(household=case.household, by=case.user, **to, **said)
        outcomes = referring.outcomes_of(case.user, referral)
        answers.let_in(referral=referral, by=case.user)
        seen = None
        if not organisation.is_council:
            seen = preview.seen_by(case, organisation, referral.categories)
        transaction.set_rollback(True)
    made = None if before else referral.agreement
    alone = said["representative"] is None
    return Preview(
        referral=referral,
        outcomes=outcomes,
        seen=seen,
        details=said["details"],
        words=made.words if made else "",
        words_hash=made.words_hash if made else "",
        stands_on=before,
        warnings=authority.warnings(said["discussed_with"], said["people"]) if alone else [],
    )
