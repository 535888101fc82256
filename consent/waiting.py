"""What of sharing waits for the data protection officer and the hub's manager."""

from django.urls import reverse

from consent import emergencies
from consent.models import Disclosure, EmergencyAccess
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.organisations.waiting import Waiting, counted
from households.reading.paged import number_of

SHOWN = 20


def for_user(user: User) -> list[Waiting]:
    """Emergency access to review, at the very top; explanations owed to families."""
    lines = []
    if user.may(Permission.REVIEW_EMERGENCIES):
        lines += [_to_review(access) for access in emergencies.to_review(user)[:SHOWN]]
    if user.may(Permission.SEE_DISCLOSURES):
        lines += _owed(user)
    return lines


def _to_review(access: EmergencyAccess) -> Waiting:
    late = access.is_overdue
    by = f"{access.review_by:%-d %B}"
    return Waiting(
        text=f"Emergency access to {access.household.reference} to review",
        url=reverse("consent:emergency-review", args=[access.pk]),
        hint=f"Opened by {access.opened_by}, {access.organisation}, on "
        f"{access.opened_at:%-d %B}: "
        + (f"it should have been reviewed by {by}" if late else f"review it by {by}"),
        status="Overdue" if late else "To review",
        colour="red",
        urgency=-1 if late else 0,
    )


def _owed(user: User) -> list[Waiting]:
    """S65: families not told yet, and due to be looked at again."""
    owed = Disclosure.objects.visible_to(user).owed()
    if user.hub_id:
        owed = owed.filter(household__hub=user.hub_id)
    of_hub = f"&hub={user.hub_id}" if user.hub_id else ""
    line = counted(
        number_of(owed),
        ("disclosure to explain to a family", "disclosures to explain to a family"),
        f"{reverse('consent:disclosure-register')}?not_explained=on{of_hub}",
        ("To explain", "red", 2),
        hint="Shared without agreement: tell the family, or look again at why not",
    )
    return [line] if line else []
