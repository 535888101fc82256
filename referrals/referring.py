"""What the pages of referrals read, scoped by `visible_to` (S63)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest

from familyhubs.audit import log
from familyhubs.organisations.asking import page_name, user_of
from familyhubs.organisations.models import Hub, Organisation, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households import denials
from households.loader import OpenHousehold
from households.models import Household, Person
from households.reading.goals import goals
from referrals.models import (
    Referral,
    ReferralOutcome,
    ReferralStep,
    Service,
    ServiceUse,
    YesToReferral,
)
from referrals.reading import answering, found_in_directory
from referrals.recipients import answers_here, is_reached, left_to
from referrals.refusals import why_it_sees_nothing
from referrals.states import GOING_ON, TO_ANSWER as WAITING_STATES, ReferralState

TO_ANSWER, RUNNING, SENT, LEFT = "to-answer", "running", "sent", "left"
MOST_ORGANISATIONS = 10
MOST_SUGGESTED = 10


@dataclass(frozen=True)
class OpenReferral:
    """A referral somebody has opened, and what of it they may read."""

    referral: Referral
    user: User
    steps: list[ReferralStep]
    outcomes: list[ReferralOutcome]
    household: Household | None  # where they may see it
    hub: Hub | None  # of whoever sent it

    @property
    def ways(self) -> str:
        """Where to ask about it, a line each."""
        hub = self.hub
        return "\n".join(filter(None, [hub.name, hub.telephone, hub.email])) if hub else ""

    @property
    def details(self) -> str:
        """What the sender says besides, once it is accepted."""
        return next((step.note for step in self.steps if step.state == ReferralState.SENT), "")


def open_referral(request: HttpRequest, referral_id: int) -> OpenReferral:
    """Load a referral for a page that is its receiver's, or the council's.

    Writes one access event. Raises Http404 where there is none that this user may see, which is
    logged.
    """
    user = user_of(request)
    rows = Referral.objects.visible_to(user).filter(pk=referral_id)
    referral: Any = rows.select_related(*BESIDE).first()
    if referral is None:
        denials.of_row(request, Referral, referral_id)
        raise Http404
    basis = f"referral:{referral.pk}"
    log.opened(user, "household", referral.household_id, action=page_name(request), basis=basis)
    homes = Household.objects.visible_to(user).titled_for(user)
    return OpenReferral(
        referral,
        user,
        steps_of(user, referral),
        outcomes_of(user, referral),
        homes.filter(pk=referral.household_id).first(),
        referral.sent_by.hub,
    )


# Not joined: a receiver reads a referral of a household it may not see.
BESIDE = ("organisation", "service", "sent_by__organisation", "sent_by__hub")


def steps_of(user: User, referral: Referral) -> list[ReferralStep]:
    """In their order."""
    rows = ReferralStep.objects.visible_to(user).filter(referral=referral)
    return list(rows.select_related("by__organisation").order_by("pk"))


def yes_of(user: User, referral: Referral) -> YesToReferral | None:
    """How the family said yes to it, where no agreement was made for it; the council's to read."""
    return YesToReferral.objects.visible_to(user).filter(referral=referral).first()


def outcomes_of(user: User, referral: Referral) -> list[ReferralOutcome]:
    return list(ReferralOutcome.objects.visible_to(user).filter(referral=referral).order_by("pk"))


def of_household(case: OpenHousehold) -> QuerySet[Referral]:
    """The newest first; for a partner those it accepted. Until then it reads one on the page that
    names nobody, though it may see this household for another reason."""
    rows = Referral.objects.visible_to(case.user).filter(household=case.household)
    if case.user.is_partner:
        rows = rows.filter(state__in=GOING_ON)
    return rows.select_related(*BESIDE).order_by("-sent_at", "-pk")


def one_of_household(case: OpenHousehold, referral_id: int) -> Referral:
    """For the sender's page. Raises Http404."""
    named: Any = Person.objects.visible_to(case.user).named_in(case.household, case.user)
    used: Any = ServiceUse.objects.visible_to(case.user).select_related("service", "person")
    rows = of_household(case).prefetch_related(
        Prefetch("people", queryset=named), Prefetch("provided", queryset=used)
    )
    found = rows.filter(pk=referral_id).first()
    if found is None:
        raise Http404
    return found


def listed(user: User, show: str) -> QuerySet[Referral]:
    """For a list across households: those to answer, the longest waiting first; those going on; or,
    for the council, those this user sent that are open, or whose news a manager has instead."""
    rows = Referral.objects.visible_to(user).select_related(*BESIDE)
    if show == SENT and not user.is_partner:
        return rows.open().filter(sent_by=user).order_by("sent_at", "pk")
    if show == LEFT:
        return rows.open().filter(left_to(user)).order_by("sent_at", "pk")
    states = GOING_ON if show == RUNNING else WAITING_STATES
    own = rows.filter(organisation=user.organisation_id, state__in=states)
    return own.order_by("sent_at", "pk")


def with_homes(user: User, rows: Iterable[Any]) -> None:
    """Put beside each referral of a page its household, titled, where this user may see it; for a
    partner beside none that it has not accepted."""
    told = {row: row.household_id for row in rows if row.is_going_on or not user.is_partner}
    homes = Household.objects.visible_to(user).titled_for(user).in_bulk(set(told.values()))
    for row in rows:
        row.home = homes.get(told.get(row))


def receivers(words: str) -> tuple[list[Service], list[Organisation]]:
    """What can be asked: services that have these words, and organisations by their name."""
    services, _ = found_in_directory(words)
    if not words:
        return services, []
    named = Q(name__icontains=words)
    found = Organisation.objects.partners().filter(named, is_active=True)
    return services, list(found.order_by("name")[:MOST_ORGANISATIONS])


def for_their_goals(case: OpenHousehold) -> list[Service]:
    """Services on offer for what the household is working on: what is shown before a search."""
    needs = {goal.need for goal in goals(case) if goal.need and goal.is_open}
    return list(answering(needs)[:MOST_SUGGESTED]) if needs else []


def may_receive(organisation: Organisation) -> bool:
    """Whether its data-sharing agreement is in date today (S32)."""
    return organisation.takes_part(today())


def needs_paper(referral: Referral) -> bool:
    """Whether nobody there can sign in and answer today, so that it goes on paper and the sender
    writes down what it was told."""
    return not answers_here(referral.organisation)


def cut_off(referral: Referral) -> str:
    """Why whom it was sent to may see nothing of it today, as a sentence begins; "" where it may.
    Only the council's people ever read it: whoever is cut off sees no page of a referral."""
    return why_it_sees_nothing(referral.organisation) if referral.is_cut_off else ""


def is_to_be_told(referral: Referral) -> bool:
    """Whether it is withdrawn, and its receiver hears so from a worker or not at all."""
    return referral.state == ReferralState.WITHDRAWN and not is_reached(referral.organisation)


def may_send(case: OpenHousehold) -> bool:
    return case.user.may(Permission.SEND_REFERRAL) and not case.sight.emergency
