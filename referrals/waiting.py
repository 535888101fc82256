"""What of referrals waits for somebody who signs in."""

from typing import Any

from django.urls import reverse

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting, counted
from households.reading.paged import number_of
from referrals import referring

RUNNING_OUT = 14  # days before, in which to talk with the family again


def for_user(user: User) -> list[Waiting]:
    """Referrals that their organisation has not answered, and those whose agreement ends soon: sent
    by this user or, for a manager, by somebody who has left."""
    lines = []
    if user.may(Permission.ANSWER_REFERRAL):
        lines.append(_to_answer(user))
    if user.may(Permission.SEND_REFERRAL):
        lines += [_running_out(user, show) for show in (referring.SENT, referring.LEFT)]
    return [line for line in lines if line]


def _to_answer(user: User) -> Waiting | None:
    return counted(
        number_of(referring.listed(user, referring.TO_ANSWER)),
        ("referral to answer", "referrals to answer"),
        reverse("referrals:received"),
        ("To answer", "red", 1),
        hint="A family asks for the help of your organisation",
    )


def _running_out(user: User, show: str) -> Waiting | None:
    rows: Any = referring.listed(user, show)
    by = "" if show == referring.SENT else " of somebody who left"
    return counted(
        number_of(rows.running_out(RUNNING_OUT)),
        (f"referral{by} whose agreement ends soon", f"referrals{by} whose agreement ends soon"),
        f"{reverse('referrals:received')}?show={show}",
        ("To ask", "yellow", 4),
        hint=f"Within {RUNNING_OUT} days; then it is withdrawn. Ask the family whether it goes on",
    )
