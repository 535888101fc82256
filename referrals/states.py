"""What can become of a referral, and what can come after what: said here and nowhere else (S63).

    sent -> received -> waiting -> accepted -> started -> finished
    declined, by the receiver, before it accepts; withdrawn, by the sender, before it is finished,
    or by nobody, where the family stops sharing or its agreement runs out

Steps may be left out, and none is taken back.
"""

from django.db import models


class ReferralState(models.TextChoices):
    SENT = "sent", "Sent"
    RECEIVED = "received", "Received"
    WAITING = "waiting", "On the waiting list"
    ACCEPTED = "accepted", "Accepted"
    STARTED = "started", "Started"
    FINISHED = "finished", "Finished"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


S = ReferralState
TO_ANSWER = (S.SENT, S.RECEIVED, S.WAITING)
GOING_ON = (S.ACCEPTED, S.STARTED)
OPEN = (*TO_ANSWER, *GOING_ON)
NOT_MET = (S.WAITING, S.DECLINED, S.WITHDRAWN)  # what may be counted as unmet need

AFTER: dict[str, frozenset[ReferralState]] = {
    S.SENT: frozenset({S.RECEIVED, S.WAITING, S.ACCEPTED, S.DECLINED, S.WITHDRAWN}),
    S.RECEIVED: frozenset({S.WAITING, S.ACCEPTED, S.DECLINED, S.WITHDRAWN}),
    S.WAITING: frozenset({S.ACCEPTED, S.DECLINED, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.STARTED, S.FINISHED, S.WITHDRAWN}),
    S.STARTED: frozenset({S.FINISHED, S.WITHDRAWN}),
}
# What somebody did, in a sentence about it.
DID: dict[str, str] = {
    S.SENT: "sent it",
    S.RECEIVED: "said that it has arrived",
    S.WAITING: "put it on the waiting list",
    S.ACCEPTED: "accepted it",
    S.STARTED: "said that it has started",
    S.FINISHED: "finished it",
    S.DECLINED: "declined it",
    S.WITHDRAWN: "withdrew it",
}


def may_follow(state: str, after: str) -> bool:
    """Whether one state can come straight after another."""
    return state in AFTER.get(after, frozenset())


class Because(models.TextChoices):
    """Why a referral was declined or withdrawn, as unmet need is counted (S5)."""

    FULL = "full", "There is no place"
    NOT_OFFERED = "not_offered", "There is no such service"
    NOT_ELIGIBLE = "not_eligible", "The family is not eligible"
    TOO_FAR = "too_far", "It is too far for the family"
    BY_THE_FAMILY = "by_the_family", "The family does not want it"
    BY_MISTAKE = "by_mistake", "It was sent by mistake"
    NOT_NEEDED = "not_needed", "It is no longer needed"
    STOPPED_SHARING = "stopped_sharing", "The family stopped sharing"
    RAN_OUT = "ran_out", "What the family agreed to has run out"
    OTHER = "other", "Something else"


B = Because
TO_DECLINE = (B.FULL, B.NOT_OFFERED, B.NOT_ELIGIBLE, B.TOO_FAR, B.BY_THE_FAMILY, B.OTHER)
TO_WITHDRAW = (B.BY_THE_FAMILY, B.FULL, B.TOO_FAR, B.NOT_NEEDED, B.BY_MISTAKE, B.OTHER)
