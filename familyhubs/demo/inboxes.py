"""What stands in the demo's inboxes: told by what happens in the demo, partly read, and one manager
who wants one email a day."""

from familyhubs.demo.partnership import Partnership
from referrals.actions import messages
from referrals.models import EmailChoice, Message

LEFT_UNREAD = 2


def choose_how(partnership: Partnership) -> None:
    """Before anything is told: the manager hears of it by the digest of the next morning."""
    messages.choose_email(email=EmailChoice.DAILY, by=partnership.manager)


def read_some(partnership: Partnership) -> None:
    """The worker has read what came first."""
    worker = partnership.workers[0]
    told = Message.objects.visible_to(worker).order_by("-pk")
    messages.read(messages=told[LEFT_UNREAD:], by=worker)
