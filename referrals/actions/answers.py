"""What becomes of a referral: the receiver's part. It alone decides (S63)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.actions import involvement
from households.categories import Category
from households.models import InvolvementReason, Person
from households.sight import sight_of
from referrals.actions import opening, steps, uses
from referrals.models import Referral, ReferralOutcome, Service, ServiceUse
from referrals.recipients import answers_here
from referrals.refusals import AgreementOver, MayNotBeLetIn, OnlyTheReceiver, ScoreEach
from referrals.states import ReferralState


@action
def receive(*, referral: Referral, by: User) -> Referral:
    """It has arrived, and somebody looks at it. Raises OnlyTheReceiver, NotNow."""
    return _answered(referral, ReferralState.RECEIVED, by=by)


@action
def put_on_the_list(*, referral: Referral, by: User, note: str = "") -> Referral:
    """There is no place yet: it waits, and nothing of the household is seen.

    Raises OnlyTheReceiver, NotNow."""
    return _answered(referral, ReferralState.WAITING, note=note, by=by)


@action
def decline(*, referral: Referral, because: str, by: User, note: str = "") -> Referral:
    """The receiver says no, and why. Raises OnlyTheReceiver, NotNow."""
    return _answered(referral, ReferralState.DECLINED, because=because, note=note, by=by)


@action
def accept(*, referral: Referral, by: User, note: str = "") -> Referral:
    """The receiver takes the family on, and sees from this moment what the referral carries.

    Exactly its people and categories, as far as the family's agreement still holds, and no longer.
    Raises OnlyTheReceiver, NotNow, MayNotBeLetIn, AgreementOver.
    """
    held = _answered(referral, ReferralState.ACCEPTED, note=note, by=by)
    let_in(referral=held, by=by)
    return held


@action
def let_in(*, referral: Referral, by: User) -> None:
    """Open what a referral carries to its receiver. Called by the acceptance, and by the preview of
    one, which takes it back. Raises MayNotBeLetIn, AgreementOver."""
    held = referral
    if held.organisation.is_council:
        return  # it sees the household anyway
    if not held.organisation.takes_part(today()):
        raise MayNotBeLetIn(held.organisation)
    opened = opening.opens(held)
    if not opened or held.agreement is None:
        raise AgreementOver
    until = held.agreement.until
    involvement.begin(
        household=held.household,
        organisation=held.organisation,
        reason=InvolvementReason.REFERRAL,
        source_id=held.pk,
        categories=sorted(opened.categories),
        people=held.people.filter(pk__in=opened.people),
        by=by,
        until=until + timedelta(days=1) if until else None,
    )


@action
def start(
    *,
    referral: Referral,
    started_on: date,
    by: User,
    service: Service | None = None,
    service_name: str = "",
    note: str = "",
) -> Referral:
    """The family is being helped.

    Args: `service` or `service_name`, what is provided, which need not be what was asked for: each
    of the people uses it from that day, where the receiver may see the services they use.
    Raises OnlyTheReceiver, NotNow, Contradiction, NotBornYet.
    """
    held = _answered(referral, ReferralState.STARTED, note=note, by=by)
    if service or service_name:
        held.provided.set(_provided(held, started_on, service, service_name, by))
    return held


@action
def finish(
    *, referral: Referral, scores: Mapping[ReferralOutcome, str], by: User, note: str = ""
) -> Referral:
    """It is over; each outcome that was looked for is scored, and what was seen by it is closed.

    Raises OnlyTheReceiver, NotNow, ScoreEach.
    """
    held = _answered(referral, ReferralState.FINISHED, note=note, by=by)
    outcomes = {outcome.pk: outcome for outcome in held.outcomes.all()}
    said = {outcome.pk: score for outcome, score in scores.items() if score}
    if set(said) != set(outcomes):
        raise ScoreEach
    for pk, score in said.items():
        outcomes[pk].score = score
        outcomes[pk].keep(by=by, why="Scored when it was finished")
    involvement.end(
        reason=InvolvementReason.REFERRAL,
        source_id=held.pk,
        why="The referral is finished",
        by=by,
    )
    log.wrote(by, "household", held.household_id, action="answers.finish")
    return held


def may_answer(referral: Referral, user: User) -> bool:
    """Whoever answers for the receiver; where nobody there can sign in and answer today, the
    sender, who writes down what it was told."""
    if user.organisation_id == referral.organisation_id:
        return user.may(Permission.ANSWER_REFERRAL)
    told = not user.is_partner and user.may(Permission.SEND_REFERRAL)
    return told and not answers_here(referral.organisation)


def _answered(
    referral: Referral, state: ReferralState, *, by: User, because: str = "", note: str = ""
) -> Referral:
    if not may_answer(referral, by):
        raise OnlyTheReceiver
    return steps.take(
        referral=referral, state=state, by_receiver=True, because=because, note=note, by=by
    )


def records_uses(referral: Referral, user: User) -> bool:
    """Whether what is provided is recorded as services used: where the names and services of all
    its people are seen."""
    return not user.is_partner or {Category.SERVICES, Category.IDENTITY} <= set(referral.categories)


def _provided(
    held: Referral, started_on: date, service: Service | None, name: str, by: User
) -> Sequence[ServiceUse]:
    """A use for each of the people: the one that is open already, or one that begins now."""
    people = _people_seen(held, by)
    same = ServiceUse.objects.standing().filter(household=held.household, ended_on__isnull=True)
    same = same.filter(service=service) if service else same.filter(service_name__iexact=name)
    known = list(same.filter(person__in=people))
    using = {use.person_id for use in known}
    new = [person for person in people if person.pk not in using]
    begun = (
        uses.begin(
            household=held.household,
            people=new,
            service=service,
            service_name=name,
            started_on=started_on,
            by=by,
        )
        if new
        else []
    )
    return [*known, *begun]


def _people_seen(held: Referral, by: User) -> list[Person]:
    """Those it carries who live there still, and whose services the recorder may see."""
    people = Person.objects.living_in(held.household).filter(pk__in=held.people.values("pk"))
    if not by.is_partner:
        return list(people)
    sight = sight_of(held.household, by)
    wanted = (Category.SERVICES, Category.IDENTITY)
    return [one for one in people if all(sight.of_person(one.pk, each) for each in wanted)]
