"""What is about no household has no record to go with: it goes after a time of its own."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from referrals.models import Email, Message, UnmetCounted
from referrals.models.unmet import this_month

EMAILS_KEPT = timedelta(days=30)
MESSAGES_KEPT = timedelta(days=365)


@transaction.atomic
def forget_old() -> int:
    """Remove emails a month after they were sent and messages after a year, with their history,
    where they are about no household; return how many. Needs the worker's rights."""
    now = timezone.now()
    old = Message.objects.filter(household__isnull=True, told_at__lt=now - MESSAGES_KEPT)
    messages = list(old.values_list("pk", flat=True))
    done = Email.objects.filter(household__isnull=True, done_at__lt=now - EMAILS_KEPT)
    emails = [
        *done.values_list("pk", flat=True),
        *Email.objects.filter(message__in=messages).values_list("pk", flat=True),
    ]
    for model, ids in ((Email, emails), (Message, messages)):
        for rows in (model.history.filter(id__in=ids), model.objects.filter(pk__in=ids)):
            rows._raw_delete(rows.db)  # a delete would write its own line of history
    return len(set(emails)) + len(messages)


def forget_marks() -> int:
    """Remove the marks of unmet needs that no count is held against any more; return how many.
    Needs the worker's rights.

    What was marked in a month is asked after until a year after that month's last day: the marks of
    thirteen months ago and before go.
    """
    month = this_month()
    old = (month.replace(year=month.year - 1) - timedelta(days=1)).replace(day=1)
    return UnmetCounted.objects.filter(month__lte=old).delete()[0]
