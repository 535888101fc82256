"""Requests for support: sent by a family, triaged by a worker (S3, S20)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from redis.exceptions import RedisError

from consent.actions import notices
from consent.models import Notice, NoticeKind, Way
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.keys.sealing import lookup
from familyhubs.organisations.models import Hub, User
from familyhubs.records.bounds import DAY, is_within
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from familyhubs.records.working_days import working_days_after
from households.actions import households
from households.actions.locks import lock
from households.models import Channel, Household, Person
from referrals import recipients
from referrals.actions import messages
from referrals.answers import Answers
from referrals.models import (
    DeclineReason,
    ForWhom,
    MessageKind,
    RequestState,
    Service,
    SupportRequest,
)

ESCALATED_AFTER = 2  # working days in which somebody claims it
BATCH = 500
# To one address, whoever types it in, so that nobody fills somebody's letter box through the form.
EMAILS_A_DAY = 3


class AnsweredAlready(Refused):
    words = "Somebody has answered this request meanwhile. Nothing has been changed."


class ClaimedByAnother(Refused):
    """Two workers would ring the same family."""

    def __init__(self, request: SupportRequest) -> None:
        super().__init__(
            f"{request.claimed_by} has claimed this request meanwhile. Take it over first, or "
            "leave it to them. Nothing has been changed."
        )


@action
def send(
    *,
    sent_as: str,
    for_whom: str,
    needs: Sequence[str],
    hub: Hub | None,
    best_time: str,
    answers: Answers,
    by: User | None,
    channel: str = Channel.ONLINE_FORM,
    made_at: datetime | None = None,
) -> SupportRequest:
    """A family asks for support, and has its reference by email where it gave an address that had
    not its emails of the day yet. The same form sent again is the same request.

    Args: `sent_as`, the form's own id; `by`, None for a family that asks by itself; `made_at`, now
    unless said.
    """
    if known := SupportRequest.objects.filter(sent_as=sent_as).first():
        return known
    request = SupportRequest(
        sent_as=sent_as,
        channel=channel,
        for_whom=for_whom,
        needs=list(needs),
        hub=hub,
        best_time=best_time,
        notice=Notice.objects.current(NoticeKind.PRIVACY),
        made_at=made_at or timezone.now(),
    )
    request.close("answers", answers.sealed)
    try:
        with transaction.atomic():
            request.keep(by=by, why="Sent by the form for help")
    except IntegrityError:  # the button was pressed twice, and the other was a moment quicker
        return SupportRequest.objects.get(sent_as=sent_as)
    if answers.writes_to and _may_write_to(answers.writes_to):
        kind, reference = MessageKind.REQUEST_REFERENCE, request.reference
        messages.write_to(kind=kind, address=answers.writes_to, reference=reference, by=by)
    log.wrote(by, "supportrequest", request.pk, action="requests.send")
    return request


@action
def claim(*, request: SupportRequest, by: User) -> SupportRequest:
    """This worker answers it; whoever had claimed it does no more. Raises AnsweredAlready."""
    held = _held(request)
    if held.claimed_by_id == by.pk:
        return held
    held.state, held.claimed_at, held.claimed_by = RequestState.CLAIMED, timezone.now(), by
    held.keep(by=by, why="Claimed")
    log.wrote(by, "supportrequest", held.pk, action="requests.claim")
    return held


@action
def take_on(*, request: SupportRequest, by: User, **fields: Any) -> Household:
    """A new household, taken on as `households.take_on` does; the request is part of its record.

    Whoever asked for themselves was shown the privacy notice first, and that is recorded where the
    household begins with them (S53).
    Raises AnsweredAlready, ClaimedByAnother and what `households.take_on` raises.
    """
    held = _to_answer(request, by)
    household = households.take_on(by=by, **fields)
    _answer(held, by, RequestState.HOUSEHOLD, why="A new household", household=household)
    first = Person.objects.get(memberships__household=household)
    if held.notice and held.for_whom == ForWhom.SELF and _is_asker(held, first):
        notices.give(
            household=household,
            people=[first],
            kinds=[NoticeKind.PRIVACY],
            given_on=timezone.localdate(held.made_at),
            how=Way.SCREEN,
            by=by,
        )
    return household


@action
def join(*, request: SupportRequest, household: Household, by: User) -> SupportRequest:
    """A household that is known asked again: the request is part of its record from now on.

    Raises AnsweredAlready, ClaimedByAnother.
    """
    lock(household)
    held = _to_answer(request, by)
    _answer(held, by, RequestState.HOUSEHOLD, why="A known household", household=household)
    log.wrote(by, "household", household.pk, action="requests.join")
    return held


@action
def signpost(
    *, request: SupportRequest, services: Sequence[Service], by: User, note: str = ""
) -> SupportRequest:
    """Services of the directory help them better. Raises AnsweredAlready, ClaimedByAnother."""
    held = _to_answer(request, by)
    _answer(held, by, RequestState.SIGNPOSTED, why="Signposted", note=note)
    held.services.set(services)
    return held


@action
def decline(*, request: SupportRequest, reason: str, by: User, note: str = "") -> SupportRequest:
    """Nothing comes of it, and why. Raises AnsweredAlready, ClaimedByAnother."""
    held = _to_answer(request, by)
    held.decline_reason = DeclineReason(reason)
    _answer(held, by, RequestState.DECLINED, why="Declined", note=note)
    return held


@action
def escalate(*, by: User | None) -> int:
    """Tell the managers, once, of each that nobody has claimed in time, or that was claimed by
    somebody who may not answer it any more. Returns how many."""
    waiting = SupportRequest.objects.unclaimed().filter(escalated_at__isnull=True)
    rows = waiting.select_for_update(of=("self",), skip_locked=True).order_by("made_at", "pk")
    late = [row for row in rows[:BATCH] if _is_late(row)]
    for row in late:
        row.escalated_at = timezone.now()
        row.keep(by=by, why="Nobody had claimed it in time")
        messages.tell(
            kind=MessageKind.REQUEST_UNCLAIMED,
            recipients=recipients.managers_of(row.hub),
            household=None,
            path=row.get_absolute_url(),
            by=by,
        )
        log.wrote(by, "supportrequest", row.pk, action="requests.escalate")
    return len(late)


def _may_write_to(address: str) -> bool:
    """Whether one more email may go to an address today. Counted by a keyed hash, whatever stands
    behind a plus: many providers put all of these into one letter box."""
    name, _, domain = address.casefold().rpartition("@")
    known_by = lookup("emails of the day", f"{name.partition('+')[0]}@{domain}")
    try:
        return is_within("references by email", (("day", DAY, EMAILS_A_DAY),), to=known_by)
    except RedisError:  # it is not counted, and its reference is not lost
        return True


def _is_asker(request: SupportRequest, person: Person) -> bool:
    told = Answers.read(request.read("answers"))
    return told.full_name.casefold() == person.full_name.casefold()


def _is_late(request: SupportRequest) -> bool:
    return working_days_after(timezone.localdate(request.made_at), ESCALATED_AFTER) <= today()


def _held(request: SupportRequest) -> SupportRequest:
    """As it is now, and nobody else's until the end."""
    rows = SupportRequest.objects.select_for_update(of=("self",))
    held = rows.select_related("claimed_by", "notice").get(pk=request.pk)
    if not held.is_open:
        raise AnsweredAlready
    return held


def _to_answer(request: SupportRequest, by: User) -> SupportRequest:
    """The same, claimed by whoever answers where nobody had who may still answer it."""
    held = _held(request)
    if held.claimant not in (None, by):
        raise ClaimedByAnother(held)
    if held.claimant is None:
        held.claimed_at, held.claimed_by = timezone.now(), by
    return held


def _answer(
    held: SupportRequest,
    by: User,
    state: RequestState,
    *,
    why: str,
    note: str = "",
    household: Household | None = None,
) -> None:
    held.state, held.household = state, household
    held.answered_at, held.answered_by = timezone.now(), by
    held.close("note", note)
    held.keep(by=by, why=why)
    log.wrote(by, "supportrequest", held.pk, action=f"requests.{state}")
