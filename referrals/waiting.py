"""What of referrals waits for somebody who signs in."""

from django.urls import reverse

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting, counted
from households.reading.paged import number_of
from referrals import referring


def for_user(user: User) -> list[Waiting]:
    """Referrals that their organisation has not answered."""
    if not user.may(Permission.ANSWER_REFERRAL):
        return []
    line = counted(
        number_of(referring.listed(user, referring.TO_ANSWER)),
        ("referral to answer", "referrals to answer"),
        reverse("referrals:received"),
        ("To answer", "red", 1),
        hint="A family asks for the help of your organisation",
    )
    return [line] if line else []
