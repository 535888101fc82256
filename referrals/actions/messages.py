"""Telling colleagues in the application, and writing to whoever has no account by email.

Both only write rows, in the transaction of what they tell of: where that is taken back, nobody is
told; once it is committed, they are, however long the broker or the mail server is down. The worker
sends the emails (referrals/actions/outgoing/).
"""

from collections.abc import Iterable

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from households.actions.locks import lock
from households.models import Household
from referrals.models import Email, EmailChoice, Message, MessageKind, MessagePreference


@action
def tell(
    *,
    kind: MessageKind,
    recipients: Iterable[User],
    household: Household | None,
    path: str,
    by: User | None,
    limited: bool = False,
) -> list[Message]:
    """A message to each of these colleagues who may still sign in, and to those who want one at
    once an email that says no more than that there is one.

    Args: `household`, whose record it goes with, and who may see it now sees the message; `path`,
    the page of the site it leads to; `limited`, shown to who may not see the household yet, too:
    who is asked to answer a referral. Returns the messages. Raises MergedMeanwhile, DisposedOf.
    """
    if household is not None:
        lock(household)
    people = [user for user in dict.fromkeys(recipients) if user.is_active]
    chosen = dict(MessagePreference.objects.filter(user__in=people).values_list("user_id", "email"))
    told = []
    for user in people:
        message = Message(
            recipient=user, household=household, kind=kind, path=path, limited=limited
        )
        message.keep(by=by, why="Told")
        told.append(message)
        if chosen.get(user.pk, EmailChoice.AT_ONCE) == EmailChoice.AT_ONCE:
            email = Email(recipient=user, household=household, message=message, kind=kind)
            email.keep(by=by, why="To be sent")
    about = ("household", household.pk) if household else ("message", "")
    log.wrote(by, *about, action="messages.tell")
    return told


@action
def write_to(
    *,
    kind: MessageKind,
    address: str,
    reference: str = "",
    link: str = "",
    household: Household | None = None,
    by: User | None = None,
) -> Email:
    """An email to somebody without an account. It names nobody and says nothing of anybody.

    Args: `address`, checked by the form it was typed in; `reference` and `link`, put into the words
    of this kind and kept until it is sent; `household`, whose record it goes with. Returns its row
    of the outbox. Raises MergedMeanwhile, DisposedOf.
    """
    if household is not None:
        lock(household)
    email = Email(household=household, address=address, reference=reference, link=link, kind=kind)
    email.keep(by=by, why="To be sent")
    about = ("household", household.pk) if household else ("email", email.pk)
    log.wrote(by, *about, action="messages.write_to")
    return email


@action
def read(*, messages: Iterable[Message], by: User) -> int:
    """Mark one's own messages as read; one that is read already stays as it was. Returns how many
    were marked."""
    wanted = [message.pk for message in messages]
    rows = Message.objects.filter(pk__in=wanted, recipient=by).unread().order_by("pk")
    marked = 0
    for message in rows.select_for_update(of=("self",)):
        message.read_at = timezone.now()
        message.keep(by=by, why="Read")
        log.wrote(by, "message", message.pk, action="messages.read")
        marked += 1
    return marked


@action
def choose_email(*, email: EmailChoice, by: User) -> MessagePreference:
    """How one wants to hear of messages from now on."""
    User.objects.select_for_update().get(pk=by.pk)
    chosen = MessagePreference.objects.filter(user=by).first() or MessagePreference(user=by)
    if chosen.pk is None or chosen.email != email:
        chosen.email = email
        chosen._history_user = by
        chosen.save()
        log.wrote(by, "user", by.pk, action="messages.choose_email")
    return chosen
