"""Two records that were made one by mistake are parted: what a family agreed to meanwhile about
people of the other, or by the word of one of them, is over (S50)."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from consent.actions import closing
from consent.models import Agreement, Decision
from consent.models.remaining import Shared
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from households.actions import involvement
from households.actions.locks import lock
from households.actions.merging.going_back import people_of
from households.models import Household, InvolvementReason

PARTED = "Agreed while the records of two families were one"


@action
def follow_parting(*, household: Household, since: datetime, by: User) -> None:
    """Close what was recorded for this household since by the word of somebody who never lived in
    it, or about nobody who did; what stands on it follows. Of those it is about besides, the
    household shows nobody who is not in it. Called by the undo of a merge
    (settings.FOLLOWS_PARTING)."""
    lock(household, of_shell=True)
    here = people_of(household)
    recorded = Agreement.objects.filter(
        household=household, decision=Decision.AGREED, recorded_at__gte=since
    )
    for agreement in recorded.order_by("pk"):
        about = set(agreement.covers.values_list("pk", flat=True))
        if agreement.given_by_id not in here or (about and about.isdisjoint(here)):
            _close(agreement, by)
    log.wrote(by, "household", household.pk, action="parting.follow_parting")


def _close(agreement: Agreement, by: User) -> None:
    closing.close(agreement=agreement, by=by, why=PARTED)
    for recipient in agreement.recipients.select_related("organisation"):
        for path in settings.FOLLOWS_AGREEMENT:
            import_string(path)(
                agreement=agreement, organisation=recipient.organisation, left=Shared(), by=by
            )
    involvement.end(reason=InvolvementReason.AGREEMENT, source_id=agreement.pk, by=by, why=PARTED)
