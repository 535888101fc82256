"""The outbox is emptied: a row is claimed, sent and marked, each on its own."""

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.core.mail import mailers
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from familyhubs.mail.letter import AddressRefused, Letter
from referrals.actions.outgoing.letters import letter
from referrals.models import Email, EmailState

logger = logging.getLogger("familyhubs.referrals")

# Longer than a mail server may take: until then nobody else tries what is being sent.
CLAIMED_FOR = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=7)
IN_A_ROW = 3  # so many that could not be sent, and the mail server is left alone for now
PERMANENT = 500  # the answers of a mail server from which on it means no, not later


def send_waiting() -> int:
    """Send every email that is due; return how many were. Needs the worker's rights.

    Safe to run twice, and two at once share the work. One that cannot be written or handed over for
    a reason of its own is left for later, and stops no other.
    """
    sent = failed = 0
    mailer = mailers.default
    try:
        while failed < IN_A_ROW and (email := _claimed()):
            try:
                ready = _ready(email)
                if ready is None:
                    continue
                gone = _handed_over(mailer, ready, email)
            except Exception as error:  # noqa: BLE001  whatever is wrong with one, the others go
                _later(email, error)
                continue
            sent, failed = (sent + 1, 0) if gone else (sent, failed + 1)
    finally:
        mailer.close()
    return sent


def give_up_old() -> int:
    """Try no longer what could not be sent for a week, or had no mail server to be sent by; return
    how many those are."""
    old = Email.objects.waiting().filter(asked_at__lt=timezone.now() - GIVEN_UP_AFTER)
    emails = list(old.order_by("pk"))
    for email in emails:
        _mark(email, EmailState.GIVEN_UP, "It could not be sent for a week")
    if emails:
        logger.error("%d emails could not be sent for a week: given up.", len(emails))
    return len(emails)


@transaction.atomic
def _claimed() -> Email | None:
    """The email that has waited longest, put off for everybody else; None where none is due."""
    now = timezone.now()
    due = Email.objects.waiting().filter(try_at__lte=now).order_by("try_at", "pk")
    email = due.select_for_update(skip_locked=True, of=("self",)).first()
    if email is None:
        return None
    put_off = {"try_at": now + CLAIMED_FOR, "attempts": F("attempts") + 1}
    Email.objects.filter(pk=email.pk).update(**put_off)
    email.attempts += 1
    return email


def _ready(email: Email) -> Letter | None:
    """What is to be sent; None, and the row marked, where nothing is."""
    ready = letter(email)
    if ready is None:
        _mark(email, EmailState.DROPPED, "No longer needed")
    elif not ready.recipients():  # Django hands such a one to nobody, and says nothing
        _mark(email, EmailState.NO_ADDRESS, "There was no address to send it to")
        logger.error("An email had no address to go to: an account lacks one.")
        return None
    return ready


def _handed_over(mailer: Any, ready: Letter, email: Email) -> bool:
    """Whether the mail server has it, or will never have it."""
    try:
        mailer.send_messages([ready])
    except SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        if min(codes) < PERMANENT:
            return _later(email, error)
        _mark(email, EmailState.REFUSED, "The address was refused")
    except (AddressRefused, ValueError):
        _mark(email, EmailState.REFUSED, "The address was refused")
    except (SMTPException, OSError) as error:
        mailer.close()
        return _later(email, error)
    else:
        _mark(email, EmailState.SENT, "Sent")
    return True


def _later(email: Email, error: Exception) -> bool:
    """Tried again in a minute, in two, in four, and at last each hour."""
    wait = min(timedelta(minutes=2 ** min(email.attempts - 1, 10)), LONGEST_WAIT)
    Email.objects.filter(pk=email.pk).waiting().update(try_at=timezone.now() + wait)
    # Never the error's own words: a mail server's answer names the address.
    logger.warning("An email could not be sent (%s): tried again later.", type(error).__name__)
    return False


@transaction.atomic
def _mark(email: Email, state: EmailState, why: str) -> None:
    """What became of it, and nothing more of where it went. One that was disposed of meanwhile is
    gone."""
    row = Email.objects.waiting().select_for_update(of=("self",)).filter(pk=email.pk).first()
    if row is not None:
        row.state, row.done_at = state, timezone.now()
        row.address = row.reference = row.link = ""
        row.keep(by=None, why=why)
