"""What of retention waits for the data protection officer, and for a hub's manager."""

from django.urls import reverse
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting, counted
from households.reading.paged import number_of
from retention import reading
from retention.models import Hold
from retention.reading import Next
from retention.tasks import last_finished, overdue


def for_user(user: User) -> list[Waiting]:
    """For the officer: the nightly sweep, holds to look at again, what is to be put forward. For
    managers, too: an alarm where no sweep has finished, what they may approve, what goes soon."""
    if not user.may(Permission.APPROVE_DISPOSAL):
        return []
    is_officer = user.may(Permission.KEEP_EVIDENCE)
    lines = [
        _sweep(is_officer),
        _overdue_holds(user) if is_officer else None,
        _to_put_forward(user) if is_officer else None,
        _to_approve(user),
        _this_week(user),
    ]
    return [line for line in lines if line]


def _sweep(is_officer: bool) -> Waiting | None:
    now = timezone.now()
    ran_at = last_finished(now)
    when = f"last finished {timezone.localtime(ran_at):%-d %B, %H:%M}" if ran_at else "not run yet"
    url, hint = reverse("retention:due-list"), f"The nightly sweep: {when}"
    if hours := overdue(now):
        text = f"No sweep has finished for {hours} hours: tell whoever runs the system"
        return Waiting(text, url, hint, "Sweep missing", "red", urgency=1)
    if not is_officer:
        return None
    text = "The records that are due, and those that are held"
    if ran_at is None:
        return Waiting(text, url, hint, "Not run yet", "yellow", urgency=5)
    return Waiting(text, url, hint, "In order", "green", urgency=8)


def _overdue_holds(user: User) -> Waiting | None:
    return counted(
        number_of(Hold.objects.visible_to(user).overdue()),
        ("hold to look at again", "holds to look at again"),
        reverse("retention:holds") + "?show=overdue",
        ("Overdue", "red", 3),
        hint="The day on which each was to be looked at again has passed",
    )


def _to_put_forward(user: User) -> Waiting | None:
    return counted(
        number_of(reading.to_put_forward(user)),
        ("disposal to put forward for approval", "disposals to put forward for approval"),
        _list_of(Next.APPROVAL),
        ("Waits", "yellow", 4),
        hint="A protected child's own record goes only when two people have approved it",
    )


def _to_approve(user: User) -> Waiting | None:
    return counted(
        number_of(reading.for_my_approval(user)),
        ("disposal to approve or refuse", "disposals to approve or refuse"),
        _list_of(Next.APPROVAL),
        ("Waits for you", "yellow", 4),
        hint="Somebody else put it forward; a protected child's own record needs two people",
    )


def _this_week(user: User) -> Waiting | None:
    return counted(
        number_of(reading.ending_this_week(user)),
        ("record goes within a week", "records go within a week"),
        _list_of(Next.GOING),
        ("Notice ends", "blue", 6),
        hint="Place a hold on what must be kept",
    )


def _list_of(group: Next) -> str:
    return f"{reverse('retention:due-list')}?next={group.value}"
