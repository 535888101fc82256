"""An email of the outbox as it is sent, and whether it is still wanted."""

from django.conf import settings
from django.urls import reverse

from familyhubs.mail.letter import Letter
from familyhubs.organisations.models import Organisation
from referrals.models import Email, Message, MessageKind
from referrals.wording_messages import DIGEST, OUTSIDE, SIGN_OFF, TO_COLLEAGUES


def letter(email: Email) -> Letter | None:
    """The email to send; None where nobody needs it any more: its recipient signs in no longer,
    may not see the household now, or has read the message."""
    if email.recipient is None:
        words, put_in = OUTSIDE[MessageKind(email.kind)], _of(email)
        address = email.address
    else:
        unread = Message.objects.visible_to(email.recipient).unread()
        if email.message_id is not None:
            unread = unread.filter(pk=email.message_id)
        if not (number := unread.count()):
            return None
        words = DIGEST if email.digest_of else TO_COLLEAGUES
        put_in = {"what": email.words, "number": _counted(number)}
        address = email.recipient.email
    page = f"{settings.SITE_ADDRESS}{reverse('referrals:messages')}"
    return Letter(
        subject=words.subject,
        body=f"{words.body}\n\n{SIGN_OFF}\n".format(**put_in, **_council(), messages=page),
        address=address,
        token=email.token,
        may_have_gone=email.attempts > 1,
    )


def _of(email: Email) -> dict[str, str]:
    return {"reference": email.reference, "link": email.link}


def _counted(number: int) -> str:
    return f"{number} message{'' if number == 1 else 's'}"


def _council() -> dict[str, str]:
    council = Organisation.objects.council()
    telephone = f", telephone {council.telephone}" if council and council.telephone else ""
    return {"council": council.name if council else "", "telephone": telephone}
