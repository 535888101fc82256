"""Keeping a family's yes to a referral, where no agreement is made for it that says it."""

from consent.representatives import LegalRepresentative
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from households.actions.locks import lock
from referrals.models import Referral, YesToReferral


@action
def keep(
    *, referral: Referral, manner: str, representative: LegalRepresentative | None, by: User
) -> YesToReferral:
    """Called by what sends the referral, which has asked for the evidence of authority."""
    lock(referral.household_id)
    said = YesToReferral(referral=referral, manner=manner)
    if representative:
        said.name, said.relation = representative.name, representative.relation
        said.evidence, said.reference = representative.evidence, representative.reference
        said.seen_on = representative.seen_on
    said.keep(by=by, why="The family agreed to be referred")
    log.wrote(by, "household", referral.household_id, action="yes.keep")
    return said
