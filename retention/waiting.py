"""What of retention waits for the data protection officer."""

from django.urls import reverse
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting, counted
from households.reading.paged import number_of
from retention.models import Hold
from retention.tasks import ALARM_AFTER, last_finished


def for_user(user: User) -> list[Waiting]:
    """Holds whose review is overdue, and whether the nightly sweep did its work."""
    if not user.may(Permission.KEEP_EVIDENCE):
        return []
    ran_at = last_finished(timezone.now())
    when = f"last finished {timezone.localtime(ran_at):%-d %B, %H:%M}" if ran_at else "not run yet"
    late = ran_at is None or timezone.now() - ran_at > ALARM_AFTER
    overdue = counted(
        number_of(Hold.objects.visible_to(user).overdue()),
        ("hold to look at again", "holds to look at again"),
        reverse("retention:holds") + "?show=overdue",
        ("Overdue", "red", 3),
        hint="The day on which each was to be looked at again has passed",
    )
    return [
        *([overdue] if overdue else []),
        Waiting(
            text="The records that are due, and those that are held",
            url=reverse("retention:due-list"),
            hint=f"The nightly sweep: {when}",
            status="Look at it" if late else "In order",
            colour="yellow" if late else "green",
            urgency=3 if late else 8,
        ),
    ]
