"""What of paper files waits for somebody who signs in: theirs, their hub's, what may go (S47)."""

from typing import Any

from django.urls import reverse

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting, counted
from households import reading
from households.reading.paged import number_of
from retention import paper_reading
from retention.paper_reading import DESTROY, LOST, MINE, OVERDUE


def for_user(user: User) -> list[Waiting]:
    """Files this user has too long; for a manager, those of the hub; for the officer, the lost ones
    and those whose time is over."""
    if user.is_partner or not user.may(Permission.SEE_RECORD):
        return []
    lines = [_mine(user)] if user.may(Permission.KEEP_PAPER) else []
    if reading.oversees(user) and user.may(Permission.KEEP_PAPER):
        lines.append(_overdue(user))
    if user.may(Permission.KEEP_EVIDENCE):
        lines += [_lost(user), _to_destroy(user)]
    return [line for line in lines if line is not None]


def _page(show: str, hub: str = "") -> str:
    query = f"&hub={hub}" if hub else ""
    return f"{reverse('retention:paper-files')}?show={show}{query}"


def _mine(user: User) -> Waiting | None:
    late: Any = paper_reading.register(user, MINE)
    return counted(
        number_of(late.overdue()),
        ("paper file that you have is overdue", "paper files that you have are overdue"),
        _page(MINE),
        ("Overdue", "red", 2),
    )


def _overdue(user: User) -> Waiting | None:
    hub = str(user.hub_id or "")
    where = f" at {user.hub}" if user.hub_id else ""
    return counted(
        number_of(paper_reading.register(user, OVERDUE, hub)),
        (f"paper file is overdue{where}", f"paper files are overdue{where}"),
        _page(OVERDUE, hub),
        ("Overdue", "red", 3),
        hint="Checked out, and not back on the day that was said",
    )


def _lost(user: User) -> Waiting | None:
    return counted(
        number_of(paper_reading.register(user, LOST)),
        ("paper file is lost", "paper files are lost"),
        _page(LOST),
        ("Lost", "red", 2),
        hint="It may be a breach of somebody's personal data",
    )


def _to_destroy(user: User) -> Waiting | None:
    return counted(
        number_of(paper_reading.register(user, DESTROY)),
        ("paper file to look at: its time is over", "paper files to look at: their time is over"),
        _page(DESTROY),
        ("To destroy", "yellow", 4),
        hint="The service record waits until it is destroyed",
    )
