"""The one way to open a household: scoped, 404 for somebody else's, one access event."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from familyhubs.audit import log
from familyhubs.organisations.asking import page_name, user_of
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from households.models import Household, Person
from households.sight import Sight, sight_of

HOUSEHOLD, PERSON = "reference", "person_id"  # the parts of an address that name them
FROM_SEARCH = "search"  # what the links of a search say they come from


@dataclass(frozen=True)
class OpenHousehold:
    """A household somebody has opened, and what of it they may see.

    A page that only shows it remembers in `read` what it has read (households/reading/once.py).
    """

    household: Household
    user: User
    sight: Sight
    read: dict[Any, Any] | None = field(default=None, compare=False)

    @property
    def title(self) -> str:
        """The family name where this user may know it, else the reference."""
        return str(self.household.title)  # type: ignore[attr-defined]


READING = frozenset({Permission.SEE_HOUSEHOLDS, Permission.SEE_SENSITIVE})


class OnlyLooking(PermissionDenied):
    """Emergency access is for looking: nothing is changed until it is over."""

    def __init__(self) -> None:
        super().__init__(
            "You are looking at this household in an emergency, so you can read it and change "
            "nothing until that ends."
        )


class MergedInto(Exception):
    """What the address names was merged into a record that this user may see.

    Args: `part`, the part of the address (as households/urls.py calls it) that named it; `kept`,
    what stands there in the address of the record that is kept.
    """

    def __init__(self, part: str, kept: str | int) -> None:
        self.part, self.kept = part, kept
        super().__init__("Merged into another record.")

    @property
    def is_person(self) -> bool:
        return self.part == PERSON


def open_household(request: HttpRequest, reference: str, permission: str) -> OpenHousehold:
    """Load a household for a page.

    Raises MergedInto where it is part of another now (households/middleware.py leads there),
    Http404 where there is none or this user may not see it (the two cannot be told
    apart), PermissionDenied where the role does not allow what the page does, or the user only
    looks, in an emergency.
    """
    user = user_of(request)
    household = (
        Household.objects.visible_to(user)
        .titled_for(user)
        .select_related("hub")
        .filter(reference=reference)
        .first()
    )
    if household is None:
        raise _merged_into(user, reference) or Http404
    if not user.may(permission):
        raise PermissionDenied
    sight = sight_of(household, user)
    if sight.emergency and (request.method == "POST" or permission not in READING):
        raise OnlyLooking
    found = request.GET.get("from") == FROM_SEARCH
    log.opened(
        user,
        "household",
        household.pk,
        action=page_name(request),
        basis=sight.basis,
        found=found,
    )
    # What is posted may change the rows that were read: only a page that shows them remembers.
    return OpenHousehold(household, user, sight, read=None if request.method == "POST" else {})


def records_of(household: Household) -> list[int]:
    """Its id, and those of the records that were merged into it."""
    merged = Household.objects.filter(merged_into=household)
    return [household.pk, *merged.values_list("pk", flat=True)]


def open_typed(request: HttpRequest, typed: str, permission: str) -> OpenHousehold:
    """`open_household` by a reference as somebody typed it: ours, or another system's.

    Raises what `open_household` raises.
    """
    visible = Household.objects.visible_to(user_of(request))
    if reference := visible.referenced(typed).values_list("reference", flat=True).first():
        return open_household(request, reference, permission)
    raise Http404


def _merged_into(user: User, reference: str) -> MergedInto | None:
    """Where an old reference leads, asked whether there is such a household or not."""
    merged = Household.objects.filter(reference=reference, merged_into__isnull=False)
    kept = Household.objects.visible_to(user).filter(pk__in=merged.values("merged_into")).first()
    return MergedInto(HOUSEHOLD, kept.reference) if kept else None


def person_of_old(case: OpenHousehold, person_id: int) -> Person | None:
    """Whom somebody was merged into, where this user may know them by name in this household."""
    merged = Person.objects.filter(pk=person_id, merged_into__isnull=False)
    named = Person.objects.visible_to(case.user).named_in(case.household, case.user)
    return named.filter(pk__in=merged.values("merged_into")).first()
