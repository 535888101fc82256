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
from referrals.models import Referral, UnmetCounted, UnmetNeed, UnmetReason
from referrals.states import NOT_MET, ReferralState

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
    by: User | None,
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
        if need not in left_to_count(referral):
            raise CountedAlready
        _mark(referral, need)
    elif once is not None and _is_counted(lookup("unmet need typed", str(once))):
        return
    UnmetNeed.objects.create(need=need, hub=hub, area=area, reason=reason)
    log.wrote(by, SUBJECT, "", action="unmet.record")


@action
def count_step(*, referral: Referral, because: str, by: User | None) -> None:
    """Count each need of a referral that has just come to nothing for one of the reasons that are
    ranked, or waits for a place; where the reason is another, whoever sent it may still say one.

    Nobody has to think of it, so that the ranking is of needs and not of diligence (S5).
    """
    reason = UnmetReason.FULL if referral.state == ReferralState.WAITING else because
    if referral.state not in NOT_MET or reason not in UnmetReason.values:
        return
    hub, area = referral.household.hub, referral.area
    for need in left_to_count(referral):
        _mark(referral, need)
        record(need=need, hub=hub, area=area, reason=reason, by=by)


def left_to_count(referral: Referral) -> list[str]:
    """The needs of a referral that no referral of the family's year was counted for.

    A number is of so many families: of a year's referrals, one at most counts for a need.
    """
    since = timezone.now() - YEAR
    theirs = Referral.objects.filter(household=referral.household_id, sent_at__gte=since)
    sent = {referral.pk, *theirs.values_list("pk", flat=True)}
    marks = {need: [_mark_of(pk, need) for pk in sent] for need in referral.needs}
    asked = [mark for of_need in marks.values() for mark in of_need]
    counted = set(UnmetCounted.objects.filter(mark__in=asked).values_list("mark", flat=True))
    return [need for need, of_need in marks.items() if counted.isdisjoint(of_need)]


def _mark(referral: Referral, need: str) -> None:
    UnmetCounted.objects.create(mark=_mark_of(referral.pk, need))


def _is_counted(mark: str) -> bool:
    """Whether it was before; it is from now on."""
    _counted, is_new = UnmetCounted.objects.get_or_create(mark=mark)
    return not is_new


def _mark_of(referral_id: int, need: str) -> str:
    return lookup("unmet need of a referral", f"{referral_id}/{need}")
