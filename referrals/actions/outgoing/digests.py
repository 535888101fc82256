"""One email a day for those who chose it, where something new is unread."""

from datetime import time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from referrals.models import Email, EmailChoice, Message, MessageKind, MessagePreference

NOT_BEFORE = time(7)  # where the council is
# A message is told when its transaction begins, and is there when that ends: what a digest could
# not see yet, the next one tells, and of those minutes what is still unread once more.
UNDER_WAY = timedelta(minutes=5)


def write_digests() -> int:
    """Put today's digests into the outbox; return how many. Needs the worker's rights.

    Asked many times a day: each person has one a day at most, and a morning missed is made up for
    later that day.
    """
    if timezone.localtime().time() < NOT_BEFORE:
        return 0
    daily = MessagePreference.objects.filter(email=EmailChoice.DAILY, user__is_active=True)
    had = Email.objects.filter(digest_of=today()).values("recipient")
    due = daily.exclude(user__in=had).select_related("user__organisation").order_by("pk")
    return sum(_write(preference.user) for preference in due)


def _write(user: User) -> bool:
    last = Email.objects.filter(recipient=user, digest_of__isnull=False).order_by("-digest_of")
    unread = Message.objects.visible_to(user).unread()
    if before := last.first():
        unread = unread.filter(told_at__gt=before.asked_at - UNDER_WAY)
    if not unread.exists():
        return False
    try:
        with transaction.atomic():
            email = Email(recipient=user, kind=MessageKind.DIGEST, digest_of=today())
            email.keep(by=None, why="To be sent")
    except IntegrityError:  # another worker was quicker
        return False
    return True
