"""What of agreements waits for somebody who signs in."""

from django.urls import reverse

from consent import due
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting
from households.reading.paged import number_of

COUNTED = 100  # beyond it, nobody needs the figure


def for_user(user: User) -> list[Waiting]:
    """Sharing that stopped, for those it concerns; agreements to look at again with the family."""
    lines = []
    if user.is_partner or user.may(Permission.KEEP_EVIDENCE):
        lines.append(_stopped(user))
    if user.may(Permission.RECORD_AGREEMENT):
        lines.append(_to_look_at_again(user))
    return [line for line in lines if line]


def _stopped(user: User) -> Waiting | None:
    number = number_of(due.stops_to_note(user), COUNTED)
    if not number:
        return None
    return Waiting(
        text=f"{_said(number)} withdrawal{'' if number == 1 else 's'} of agreement to note",
        url=reverse("consent:stopped"),
        hint="A family stopped sharing",
        status="To note",
        colour="red",
        urgency=1,
    )


def _to_look_at_again(user: User) -> Waiting | None:
    number = number_of(due.to_look_at_again(user), COUNTED)
    if not number:
        return None
    return Waiting(
        text=f"{_said(number)} agreement{'' if number == 1 else 's'} to share to look at again",
        url=reverse("consent:reviews"),
        hint="Ask the family whether it goes on",
        status="To ask",
        colour="yellow",
        urgency=4,
    )


def _said(number: int) -> str:
    return f"{COUNTED}+" if number > COUNTED else str(number)
