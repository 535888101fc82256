"""What is done without anybody watching (every task is safe to run twice)."""

import logging

from celery import shared_task

from familyhubs.mail import is_set_up
from familyhubs.records.refusals import Refused
from referrals.actions import following, requests
from referrals.actions.outgoing import digests, forgetting, sending
from referrals.actions.surveying import tickets

logger = logging.getLogger("familyhubs.referrals")


@shared_task
def send_emails() -> int:
    """Send what waits in the outbox. Returns how many; none where no mail server is set up."""
    sending.give_up_old()
    if not is_set_up():
        return 0
    sent = sending.send_waiting()
    if sent:
        logger.info("%d emails sent.", sent)
    return sent


@shared_task
def write_digests() -> int:
    """Ask for today's digests. Returns how many people have one coming."""
    return digests.write_digests()


@shared_task
def forget_messages() -> int:
    """Remove old emails and messages about no household. Returns how many."""
    return forgetting.forget_old()


@shared_task
def remove_survey_links() -> int:
    """Remove the links to surveys whose time is over. Returns how many."""
    return tickets.remove_old()


@shared_task
def remove_unmet_marks() -> int:
    """Remove the marks of unmet needs that no count is held against. Returns how many."""
    return forgetting.forget_marks()


@shared_task
def escalate_requests() -> int:
    """Tell, once each, of requests that nobody has claimed in time. Returns how many."""
    late = requests.escalate(by=None)
    if late:
        logger.info("%d requests for support were not claimed in time.", late)
    return late


@shared_task
def withdraw_run_out() -> int:
    """Withdraw the referrals whose agreement has run out, each on its own. Returns how many. One
    that cannot be withdrawn is tried again in the next hour, and stops no other."""
    withdrawn = 0
    for referral in following.that_have_run_out():
        try:
            following.run_out(referral=referral, by=None)
        except Refused:  # another step was quicker, or its household is being merged: asked again
            continue
        except Exception:  # whatever is wrong with one, the others do not outlast their agreement
            logger.exception("A referral whose agreement has run out could not be withdrawn.")
            continue
        withdrawn += 1
    if withdrawn:
        logger.info("%d referrals were withdrawn: their agreement had run out.", withdrawn)
    return withdrawn
