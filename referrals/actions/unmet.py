"""Counting a need that no support met (S5)."""

from uuid import UUID

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.keys.sealing import lookup
from familyhubs.organisations.models import Hub, User
from referrals.models import UnmetCounted, UnmetNeed

SUBJECT = "unmet-need"


@action
def record(*, need: str, hub: Hub, area: str, reason: str, once: UUID, by: User) -> None:
    """Count a need that was not met, of nobody.

    Args: `area`, the first part of a postcode, or ""; `once`, of the form it was typed in: what is
    sent twice is counted once. The event says who counted one, and not which.
    """
    mark = lookup("unmet need typed", str(once))
    _counted, is_new = UnmetCounted.objects.get_or_create(mark=mark)
    if not is_new:
        return
    UnmetNeed.objects.create(need=need, hub=hub, area=area, reason=reason)
    log.wrote(by, SUBJECT, "", action="unmet.record")
