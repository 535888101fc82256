"""One step of a referral after another: taken once, by whoever takes it first."""

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from households.actions.locks import lock
from referrals.actions import news, standing, unmet
from referrals.models import Referral, ReferralStep
from referrals.refusals import NotNow
from referrals.states import ReferralState, may_follow


@action
def take(
    *,
    referral: Referral,
    state: str,
    by: User | None,
    by_receiver: bool = False,
    because: str = "",
    note: str = "",
) -> Referral:
    """Take a referral to another state, whoever tries to at the same moment.

    Called by the sender's and the receiver's actions, which know who may; `by` is None where the
    agreement ran out. Raises NotNow where another step came first.
    """
    lock(referral.household_id)
    held = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if not may_follow(state, held.state):
        raise NotNow(held.steps.select_related("by").order_by("-pk")[0])
    held.state, held.state_since = ReferralState(state), timezone.now()
    held.keep(by=by, why=held.get_state_display())
    ReferralStep(
        referral=held, state=state, by=by, by_receiver=by_receiver, because=because, note=note
    ).keep(by=by, why=held.get_state_display())
    unmet.count_step(referral=held, because=because, by=by)
    if not held.is_open:
        standing.end_with(referral=held, by=by)
    news.tell_of_step(referral=held, by=by)
    log.wrote(by, "household", held.household_id, action="steps.take")
    return held
