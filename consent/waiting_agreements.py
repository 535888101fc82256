"""What of agreements waits for somebody who signs in."""

from django.urls import reverse

from consent import due
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting, counted
from households.reading.paged import number_of


def for_user(user: User) -> list[Waiting]:
    """Sharing that stopped, for those it concerns; agreements to look at again with the family."""
    lines = []
    if user.is_partner or user.may(Permission.KEEP_EVIDENCE):
        lines.append(_stopped(user))
    if user.may(Permission.RECORD_AGREEMENT):
        lines.append(_to_look_at_again(user))
    return [line for line in lines if line]


def _stopped(user: User) -> Waiting | None:
    return counted(
        number_of(due.stops_to_note(user)),
        ("withdrawal of agreement to note", "withdrawals of agreement to note"),
        reverse("consent:stopped"),
        ("To note", "red", 1),
        hint="A family stopped sharing",
    )


def _to_look_at_again(user: User) -> Waiting | None:
    return counted(
        number_of(due.to_look_at_again(user)),
        ("agreement to share to look at again", "agreements to share to look at again"),
        reverse("consent:reviews"),
        ("To ask", "yellow", 4),
        hint="Ask the family whether it goes on",
    )
