"""Accepting the duty of confidentiality (S33)."""

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.duty import WORDS
from familyhubs.organisations.models import DutyAccepted, User
from familyhubs.records.dates import today, years_after


@action
def accept(*, by: User) -> DutyAccepted:
    """Accepted for a year, for the organisation they work for now, in the words of today."""
    accepted = DutyAccepted.objects.create(
        user=by,
        organisation=by.organisation,
        until=years_after(today(), 1),
        words="\n".join(WORDS),
    )
    log.wrote(by, "user", by.pk, action="duty.accept")
    return accepted
