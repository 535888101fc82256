"""Keeping who represented somebody, with the agreement (S24)."""

from consent.models import Agreement, Representation
from consent.representatives import LegalRepresentative
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from households.actions.locks import lock


@action
def keep(*, agreement: Agreement, representative: LegalRepresentative, by: User) -> Representation:
    """Called by what records the agreement, which has asked for the evidence."""
    lock(agreement.household_id)
    assert representative.seen_on
    row = Representation(
        agreement=agreement,
        name=representative.name,
        relation=representative.relation,
        evidence=representative.evidence,
        reference=representative.reference,
        seen_on=representative.seen_on,
    )
    row.keep(by=by, why="A legal representative answered; the evidence was seen")
    log.wrote(by, "household", agreement.household_id, action="representing.keep")
    return row
