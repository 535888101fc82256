"""A receipt for the family, of an answer or of a withdrawal (S50)."""

from consent.codes import code_of, lookup_of
from consent.models import Agreement, Receipt, Withdrawal
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from households.actions.locks import lock


@action
def give(*, agreement: Agreement, by: User, withdrawal: Withdrawal | None = None) -> Receipt:
    """Called by the action that records what the receipt is of, in its transaction."""
    lock(agreement.household_id)
    code = code_of(agreement.pk, agreement.words_hash, withdrawal.pk if withdrawal else None)
    receipt = Receipt(agreement=agreement, withdrawal=withdrawal, lookup=lookup_of(code))
    receipt.keep(by=by, why="A receipt for the family")
    log.wrote(by, "household", agreement.household_id, action="receipts.give")
    return receipt
