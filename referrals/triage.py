"""What a page of those who triage reads: the list, one request, and whom it looks like."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest

from familyhubs.audit import log
from familyhubs.design.dates import spoken
from familyhubs.keys.sealing import KeyDestroyed, Tampered
from familyhubs.organisations.asking import page_name, require
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from households.models import Household
from households.reading.duplicates import Lookalike, lookalikes
from households.reading.paged import numbers_of
from referrals.answers import Answers
from referrals.forms.requests import RequestFilter
from referrals.models import Service, SupportRequest
from referrals.reading import answering, found_in_directory

BASIS = "triage"
OFFERED = 30  # services to signpost to


@dataclass(frozen=True)
class OpenRequest:
    """A request somebody has opened. `answers` is None where they cannot be read any more."""

    request: SupportRequest
    user: User
    answers: Answers | None
    note: str

    @property
    def is_theirs(self) -> bool:
        """Whether this worker may answer it now."""
        return self.request.claimant in (None, self.user)


def open_request(request: HttpRequest, reference: str) -> OpenRequest:
    """Load one for a page, with its access event. Raises PermissionDenied, Http404."""
    user = require(request, Permission.TRIAGE_REQUESTS)
    found = (
        SupportRequest.objects.visible_to(user)
        .select_related("hub", "claimed_by", "answered_by", "household", "notice")
        .prefetch_related(Prefetch("services", queryset=Service.objects.order_by("name")))
        .filter(reference=reference)
        .first()
    )
    if found is None:
        raise Http404
    log.opened(user, "supportrequest", found.pk, action=page_name(request), basis=BASIS)
    try:
        return OpenRequest(found, user, Answers.read(found.read("answers")), found.read("note"))
    except (KeyDestroyed, Tampered):
        return OpenRequest(found, user, None, "")


def alike(user: User, answers: Answers | None) -> list[Lookalike]:
    """Whom it may be of those recorded, as far as this worker may see them. Leaves an event."""
    if answers is None:
        return []
    log.searched(user, action="referrals:request")
    return lookalikes(user, answers.of_a_person())


def homes_of(found: Sequence[Lookalike]) -> dict[str, str]:
    """The households of those who look alike, by reference, as the choices of a form."""
    homes: dict[str, str] = {}
    for one in found:
        for home in one.homes:
            born = one.person.date_of_birth
            who = f"{one.person.full_name}, born {spoken(born)}" if born else one.person.full_name
            words = f"{home.title} {home.reference}: {who}"  # type: ignore[attr-defined]
            homes.setdefault(home.reference, words)
    return homes


def listed(user: User, said: dict[str, Any]) -> QuerySet[SupportRequest]:
    """The requests of the list, those that have waited longest first, answered ones newest first.

    Args: `said`, the cleaned filter.
    """
    rows = SupportRequest.objects.visible_to(user).select_related("hub", "claimed_by")
    show = said.get("show", "")
    if show == RequestFilter.ANSWERED:
        rows = rows.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    else:
        rows = rows.open().order_by("made_at", "pk")
    if show == RequestFilter.MINE:
        rows = rows.filter(claimed_by=user)
    if show == RequestFilter.LATE:
        rows = rows.unclaimed().filter(escalated_at__isnull=False)
    return rows.filter(hub=said["hub"]) if said.get("hub") else rows


def counts(user: User) -> dict[str, int]:
    """How many nobody is answering yet, how many not in time, and how many this user claimed; of
    the user's own hub, and those that named none. None is counted beyond what is shown."""
    rows = SupportRequest.objects.visible_to(user).open()
    if user.hub_id:
        here = Q(hub=user.hub_id) | Q(hub__isnull=True) | Q(claimed_by=user)
        rows = rows.filter(here)
    new = rows.unclaimed().order_by("made_at", "pk")
    return numbers_of(
        {
            "new": new.filter(escalated_at__isnull=True),
            "late": new.filter(escalated_at__isnull=False),
            "mine": rows.order_by("made_at", "pk").filter(claimed_by=user),
        },
        indexed=True,
    )


def services_for(case: OpenRequest, words: str = "") -> list[Service]:
    """Services to signpost to: those with the words searched for, else those that answer a need,
    the ones of their postcode first."""
    if words:
        return found_in_directory(words)[0]
    place = case.answers.postcode if case.answers else ""
    return list(answering(case.request.needs, place)[:OFFERED])


def households_of(user: User) -> Any:
    """Households this worker sees, as a page names them."""
    return Household.objects.visible_to(user).titled_for(user)
