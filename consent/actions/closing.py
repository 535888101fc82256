"""What a family agreed to is over, and nobody took it back: one for one thing ends with it."""

from consent.models import Agreement, Withdrawal
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from households.actions.locks import lock


@action
def close(*, agreement: Agreement, by: User | None, why: str) -> None:
    """Let nothing more be shared by it. Nobody asked for that, so that no officer is told and no
    receipt is given. One that ended before stays as it did.

    Called by what it was for, in its transaction, which closes what it had opened.
    """
    lock(agreement.household_id)
    agreement = Agreement.objects.get(pk=agreement.pk)
    if agreement.is_in_force:
        Withdrawal(agreement=agreement, withdrawn_by=by, reason=why).keep(by=by, why=why)
        log.wrote(by, "household", agreement.household_id, action="closing.close")
