"""Two records made one by mistake are parted: what was told of a referral meanwhile goes with it,
names the family it is of, and leads to its page (S50)."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from households.actions.locks import lock
from households.models import Household, Merge
from referrals.models import Email, Message, Referral


@action
def follow_parting(*, household: Household, since: datetime, by: User) -> None:
    """Have the messages told since of a referral that went back to this household, and the emails
    of them or with its number, go back, too.

    Called by the undo of a merge (settings.FOLLOWS_PARTING), while that still says of which two.
    """
    lock(household, of_shell=True)
    merge = Merge.objects.filter(merged_household=household, merged_at=since).first()
    if merge is None:  # the record that is kept, or two people
        return
    paths, numbers = {}, []
    for referral in Referral.objects.filter(household=household):
        before, now = (
            reverse("referrals:referral", args=[home.reference, referral.pk])
            for home in (merge.household, household)
        )
        here = reverse("referrals:received-one", args=[referral.pk])
        paths |= {before: now, here: here}
        numbers.append(referral.number)
    told = Message.objects.filter(household=merge.household, told_at__gte=since, path__in=paths)
    emails = Email.objects.filter(household=merge.household)
    for email in emails.filter(Q(message__in=told) | Q(reference__in=numbers)).order_by("pk"):
        email.household = household
        email.keep(by=by, why="Its referral went back")
    for message in told.order_by("pk"):
        message.household, message.path = household, paths[message.path]
        message.keep(by=by, why="Its referral went back")
    log.wrote(by, "household", household.pk, action="told_since.follow_parting")
