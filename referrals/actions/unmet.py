"""Counting a need that no support met (S5)."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.keys.sealing import lookup
from familyhubs.organisations.models import Hub, User
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from referrals.models import Referral, UnmetCounted, UnmetNeed

SUBJECT = "unmet-need"
YEAR = timedelta(days=365)  # what is ranked at once


class CountedAlready(Refused):
    words = (
        "This need of the family was counted already, for this referral or another of theirs. It "
        "is counted once a year, however many could not meet it."
    )


@action
def record(
    *,
    need: str,
    hub: Hub,
    area: str,
    reason: str,
    by: User,
    once: UUID | None = None,
    referral: Referral | None = None,
) -> None:
    """Count a need that was not met, of nobody.

    Args: `area`, the first part of a postcode, or ""; `once`, of the form it was typed in: what is
    sent twice is counted once; `referral`, where one did not come to help. The event says who
    counted one, and not which. Raises CountedAlready, MergedMeanwhile, DisposedOf.
    """
    if referral is not None:
        lock(referral.household_id)
        _refuse_twice(referral, need)
        UnmetCounted.objects.create(mark=_mark_of(referral.pk, need))
    elif once is not None and _is_counted(lookup("unmet need typed", str(once))):
        return
    UnmetNeed.objects.create(need=need, hub=hub, area=area, reason=reason)
    log.wrote(by, SUBJECT, "", action="unmet.record")


def _is_counted(mark: str) -> bool:
    """Whether it was before; it is from now on."""
    _counted, is_new = UnmetCounted.objects.get_or_create(mark=mark)
    return not is_new


def _refuse_twice(referral: Referral, need: str) -> None:
    """Of the family's referrals of a year, one at most counts for a need: a number is of so many
    families."""
    since = timezone.now() - YEAR
    theirs = Referral.objects.filter(household=referral.household_id, sent_at__gte=since)
    marks = [_mark_of(pk, need) for pk in {referral.pk, *theirs.values_list("pk", flat=True)}]
    if UnmetCounted.objects.filter(mark__in=marks).exists():
        raise CountedAlready


def _mark_of(referral_id: int, need: str) -> str:
    return lookup("unmet need of a referral", f"{referral_id}/{need}")
