"""What of referrals waits for somebody who signs in."""

from typing import Any

from django.urls import reverse

from familyhubs.organisations.models import Organisation, User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting, counted
from familyhubs.records.dates import today
from households.reading.paged import number_of, numbers_of
from referrals import referring

RUNNING_OUT = 14  # days before, in which to talk with the family again
OF = {referring.SENT: "", referring.LEFT: " of somebody who left"}


def for_user(user: User) -> list[Waiting]:
    """Referrals that their organisation has not answered; and of those sent by this user or, for a
    manager, by somebody who has left, those whose agreement ends soon or whose organisation may see
    nothing."""
    lines = []
    if user.may(Permission.ANSWER_REFERRAL):
        lines.append(_to_answer(user))
    if user.may(Permission.SEND_REFERRAL):
        lines += _of_those_sent(user)
    return [line for line in lines if line]


def _of_those_sent(user: User) -> list[Waiting | None]:
    """All figures by one statement: the start page asks enough."""
    lists: dict[tuple[str, str], Any] = {}
    gone = list(Organisation.objects.cut_off(today()).order_by().values_list("pk", flat=True))
    for show in (referring.SENT, referring.LEFT):
        rows: Any = referring.listed(user, show)
        lists |= {(show, "cut"): rows.cut_off(gone), (show, "ends"): rows.running_out(RUNNING_OUT)}
    numbers = numbers_of(lists)
    lines = []
    for show in (referring.SENT, referring.LEFT):
        lines += [
            _cut_off(numbers[show, "cut"], show),
            _running_out(numbers[show, "ends"], show),
        ]
    return lines


def _to_answer(user: User) -> Waiting | None:
    return counted(
        number_of(referring.listed(user, referring.TO_ANSWER)),
        ("referral to answer", "referrals to answer"),
        reverse("referrals:received"),
        ("To answer", "red", 1),
        hint="A family asks for the help of your organisation",
    )


def _cut_off(number: int, show: str) -> Waiting | None:
    of = OF[show]
    return counted(
        number,
        (
            f"referral{of} that its organisation cannot see",
            f"referrals{of} that their organisations cannot see",
        ),
        f"{reverse('referrals:received')}?show={show}",
        ("To act on", "red", 2),
        hint="The data-sharing agreement is over. Withdraw the referral, or ask the administrator "
        "to renew the agreement",
    )


def _running_out(number: int, show: str) -> Waiting | None:
    of = OF[show]
    return counted(
        number,
        (f"referral{of} whose agreement ends soon", f"referrals{of} whose agreement ends soon"),
        f"{reverse('referrals:received')}?show={show}",
        ("To ask", "yellow", 4),
        hint=f"Within {RUNNING_OUT} days; then it is withdrawn. Ask the family whether it goes on",
    )
