"""Whoever sent a referral is always told what became of it, and whom it was sent to that it came
(S63)."""

from django.urls import reverse

from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from referrals import recipients
from referrals.actions import messages
from referrals.models import MessageKind, Referral
from referrals.states import Because, ReferralState

KINDS: dict[str, MessageKind] = {
    ReferralState.RECEIVED: MessageKind.REFERRAL_ARRIVED,
    ReferralState.WAITING: MessageKind.REFERRAL_LISTED,
    ReferralState.ACCEPTED: MessageKind.REFERRAL_ACCEPTED,
    ReferralState.DECLINED: MessageKind.REFERRAL_DECLINED,
    ReferralState.STARTED: MessageKind.REFERRAL_STARTED,
    ReferralState.FINISHED: MessageKind.REFERRAL_FINISHED,
    ReferralState.WITHDRAWN: MessageKind.REFERRAL_WITHDRAWN,
}


@action
def tell_of_sending(*, referral: Referral, by: User) -> None:
    """Its receiver's people; where nobody there signs in, an email to the organisation that says
    no more than the referral's number. What is the council's own waits on its start pages."""
    if not referral.organisation.is_council:
        there = reverse("referrals:received-one", args=[referral.pk])
        kinds = MessageKind.REFERRAL_RECEIVED, MessageKind.REFERRAL_WAITS
        _tell_receiver(referral, *kinds, path=there, by=by)


@action
def tell_of_step(*, referral: Referral, by: User | None) -> None:
    """The sender, of each step that somebody else took, or, where they have left, the managers of
    the household's hub; of a withdrawal the receiver, too, unless that would tell it whose it was.
    """
    if by is None or referral.sent_by_id != by.pk:
        _tell_sender(referral, KINDS[referral.state], by=by)
    if referral.state == ReferralState.WITHDRAWN and not referral.organisation.is_council:
        _tell_of_withdrawal(referral, by=by)


def _tell_of_withdrawal(referral: Referral, *, by: User | None) -> None:
    """Its people; else an email with its number; else it is the sender who has to tell them."""
    if _would_say_whose(referral):
        return
    kinds = MessageKind.REFERRAL_WITHDRAWN, MessageKind.REFERRAL_WITHDRAWN
    if not _tell_receiver(referral, *kinds, path=reverse("referrals:received"), by=by):
        _tell_sender(referral, MessageKind.TELL_OF_WITHDRAWAL, by=by)


def _would_say_whose(referral: Referral) -> bool:
    """Whether it read of nobody yet, and is told at this same moment, by its reference, that a
    family stopped sharing with it: a message of this beside that would say whose it was."""
    steps = referral.steps.order_by("-pk")
    stopped = steps[0].because == Because.STOPPED_SHARING
    if not stopped or steps.filter(state=ReferralState.ACCEPTED).exists():
        return False
    organisation = referral.organisation
    was_involved = referral.household.involvements.filter(organisation=organisation).exists()
    return was_involved and recipients.answers_here(organisation)


def _tell_receiver(
    referral: Referral, here: MessageKind, by_email: MessageKind, *, path: str, by: User | None
) -> bool:
    """Whoever can sign in there and answer; where nobody can, its own address. False where neither
    is known."""
    organisation = referral.organisation
    if people := recipients.answering(organisation):
        messages.tell(
            kind=here,
            recipients=people,
            household=referral.household,
            path=path,
            limited=True,
            by=by,
        )
    elif organisation.email:
        messages.write_to(
            kind=by_email,
            address=organisation.email,
            reference=referral.number,
            household=referral.household,
            by=by,
        )
    return recipients.is_reached(organisation)


def _tell_sender(referral: Referral, kind: MessageKind, *, by: User | None) -> None:
    messages.tell(
        kind=kind,
        recipients=recipients.of_sender(referral),
        household=referral.household,
        path=reverse("referrals:referral", args=[referral.household.reference, referral.pk]),
        by=by,
    )
