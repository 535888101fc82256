"""Telling the data protection officer and the recipients that sharing stopped (S50)."""

from collections.abc import Iterable

from django.utils import timezone

from consent.models import StopNotice, Withdrawal
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from households.categories import Category


@action
def tell(*, withdrawal: Withdrawal, organisations: Iterable[Organisation], by: User) -> None:
    """Called by the withdrawal, in its transaction. Args: `organisations`, for which it stopped."""
    household = withdrawal.agreement.household
    for organisation in (None, *organisations):
        StopNotice(
            withdrawal=withdrawal,
            organisation=organisation,
            reference=household.reference,
            stopped=what_stopped(withdrawal),
        ).keep(by=by, why="Told that sharing stopped")
    log.wrote(by, "household", household.pk, action="stops.tell")


@action
def note(*, notice: StopNotice, by: User) -> StopNotice:
    """Somebody there has taken note; a second time changes nothing."""
    notice = StopNotice.objects.select_for_update().get(pk=notice.pk)
    if notice.noted_at is None:
        notice.noted_at, notice.noted_by = timezone.now(), by
        notice.keep(by=by, why="Noted that sharing stopped")
        household_id = notice.withdrawal.agreement.household_id
        log.wrote(by, "household", household_id, action="stops.note")
    return notice


def what_stopped(withdrawal: Withdrawal) -> str:
    """In words that name nobody."""
    if withdrawal.category:
        return Category(withdrawal.category).label
    if withdrawal.person_id:
        return "Everything about one of the people it was about"
    return "Everything that was shared by this agreement"
