"""Whoever sent a referral is always told what became of it, and whom it was sent to that it came
(S63)."""

from django.urls import reverse

from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from referrals import recipients
from referrals.actions import messages
from referrals.models import MessageKind, Referral
from referrals.recipients import has_accounts
from referrals.states import ReferralState

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
    organisation = referral.organisation
    if organisation.is_council:
        return
    if has_accounts(organisation):
        messages.tell(
            kind=MessageKind.REFERRAL_RECEIVED,
            recipients=recipients.of(organisation, Permission.ANSWER_REFERRAL),
            household=referral.household,
            path=reverse("referrals:received-one", args=[referral.pk]),
            limited=True,
            by=by,
        )
    elif organisation.email:
        messages.write_to(
            kind=MessageKind.REFERRAL_WAITS,
            address=organisation.email,
            reference=referral.number,
            household=referral.household,
            by=by,
        )


@action
def tell_of_step(*, referral: Referral, by: User | None) -> None:
    """The sender, of each step that somebody else took, or, where they have left, the managers of
    the household's hub; of a withdrawal the receiver, too."""
    if by is None or referral.sent_by_id != by.pk:
        _tell_sender(referral, KINDS[referral.state], by=by)
    if referral.state == ReferralState.WITHDRAWN and not referral.organisation.is_council:
        _tell_of_withdrawal(referral, by=by)


def _tell_of_withdrawal(referral: Referral, *, by: User | None) -> None:
    """Its people; else an email with its number; else it is the sender who has to tell them."""
    organisation = referral.organisation
    if people := recipients.answering(organisation):
        messages.tell(
            kind=MessageKind.REFERRAL_WITHDRAWN,
            recipients=people,
            household=referral.household,
            path=reverse("referrals:received"),
            limited=True,
            by=by,
        )
    elif organisation.email:
        messages.write_to(
            kind=MessageKind.REFERRAL_WITHDRAWN,
            address=organisation.email,
            reference=referral.number,
            household=referral.household,
            by=by,
        )
    else:
        _tell_sender(referral, MessageKind.TELL_OF_WITHDRAWAL, by=by)


def _tell_sender(referral: Referral, kind: MessageKind, *, by: User | None) -> None:
    stayed, hub = referral.sent_by.is_active, referral.household.hub
    messages.tell(
        kind=kind,
        recipients=[referral.sent_by] if stayed else recipients.managers_of(hub),
        household=referral.household,
        path=reverse("referrals:referral", args=[referral.household.reference, referral.pk]),
        by=by,
    )
