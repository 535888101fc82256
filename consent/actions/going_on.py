"""An agreement without an end is looked at again with the family."""

from datetime import date

from consent.models import Agreement, AgreementReview
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions.locks import lock


class HoldsNoMore(Refused):
    """There is nothing to go on with."""

    words = "This agreement does not hold any more. Nothing has been changed."


class TooSoon(Refused):
    """The next review is later than this one."""

    words = "The date must be after today"
    field = "next_on"


@action
def confirm(*, agreement: Agreement, next_on: date, by: User, note: str = "") -> AgreementReview:
    """The family says that it goes on, and is asked again on `next_on`.

    Raises HoldsNoMore, TooSoon.
    """
    lock(agreement.household)
    agreement = Agreement.objects.get(pk=agreement.pk)  # as it is, not as the page had it
    if not agreement.is_in_force:
        raise HoldsNoMore
    if next_on <= today():
        raise TooSoon
    review = AgreementReview(
        agreement=agreement, held_on=today(), next_on=next_on, note=note, held_by=by
    )
    review.keep(by=by, why="The family was asked again, and the agreement goes on")
    log.wrote(by, "household", agreement.household_id, action="going_on.confirm")
    return review
