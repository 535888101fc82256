"""Sending a referral, and taking it back: the sender's part (S63)."""

from collections.abc import Sequence
from datetime import date

from consent.actions import agreements
from consent.actions.authority import refuse_strangers, refuse_without_authority
from consent.grounds import Ground
from consent.models import Decision
from consent.representatives import LegalRepresentative
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.actions import involvement
from households.actions.guards import Contradiction
from households.actions.locks import lock
from households.models import Household, InvolvementReason, Person
from households.sight import organisations_named
from referrals.actions import carrying, news, nobody, standing, steps, yes
from referrals.models import Referral, ReferralOutcome, ReferralStep, Service
from referrals.refusals import (
    MayNotBeSentTo,
    NobodyIsNamed,
    NotAgreed,
    NotOnOffer,
    OnlyTheSender,
    SentAlready,
)
from referrals.states import ReferralState

MOST_OUTCOMES = 5


@action
def send(
    *,
    household: Household,
    organisation: Organisation,
    people: Sequence[Person],
    categories: Sequence[str],
    needs: Sequence[str],
    reason: str,
    outcomes: Sequence[str],
    discussed_on: date,
    discussed_with: Person,
    manner: str,
    by: User,
    service: Service | None = None,
    details: str = "",
    decision: str = Decision.AGREED,
    representative: LegalRepresentative | None = None,
    ground: str = Ground.PUBLIC_TASK,
    previewed: str = "",
) -> Referral:
    """Send a household to an organisation, or to one of its services.

    It stands on what the family agreed to share with that organisation before, where that is of
    all these people and categories, else on an agreement that is recorded here for it alone, opens
    nothing until the receiver accepts and ends with it. A service of the council's own needs none.
    Who may say yes is the same for all of these, and where no agreement is made for it, how they
    said it is kept with it.

    Args: `reason` and `outcomes`, which the receiver reads before it accepts and which name nobody;
    `details`, what it reads after; `decision`, what the family said; `previewed`, the hash of the
    words that they were read.
    Raises NotAgreed, MayNotBeSentTo, NobodyIsNamed, NotOnOffer, SentAlready, NamesSomebody,
    Contradiction, and what recording an agreement raises.
    """
    lock(household)
    if decision != Decision.AGREED:
        raise NotAgreed
    if not organisation.takes_part(today()):
        raise MayNotBeSentTo(organisation)
    if service and (service.organisation_id != organisation.pk or not service.is_open):
        raise NotOnOffer
    _open_to_somebody(household, organisation)
    _not_sent_yet(household, organisation, service, people)
    outcomes = _said(outcomes)
    nobody.refuse_names(household, people, {"reason": [reason], "outcomes": outcomes})
    # Who says yes is asked in the same way, whatever it then stands on.
    refuse_strangers(household, discussed_with, people)
    refuse_without_authority(discussed_with, people, representative)
    agreement, made = None, False
    if not organisation.is_council:
        agreement = standing.standing_on(household, organisation, people, categories)
        made = agreement is None
        agreement = agreement or agreements.record(
            household=household,
            given_by=discussed_with,
            given_on=discussed_on,
            manner=manner,
            covers=people,
            recipients=[organisation],
            categories=categories,
            purpose=reason,
            ground=ground,
            representative=representative,
            previewed=previewed,
            opens=False,
            by=by,
        )
    carried = [] if organisation.is_council else sorted(categories)
    referral = Referral(
        household=household,
        organisation=organisation,
        service=service,
        agreement=agreement,
        until=agreement.until if agreement else None,
        categories=carried,
        needs=list(needs),
        ages=carrying.ages_of(people, carried),
        area=carrying.area_of(household, carried),
        reason=reason,
        discussed_on=discussed_on,
        discussed_with=discussed_with,
        sent_by=by,
    )
    referral.keep(by=by, why="Sent")
    referral.people.set(people)
    if not made:
        yes.keep(referral=referral, manner=manner, representative=representative, by=by)
    for words in outcomes:
        ReferralOutcome(referral=referral, words=words).keep(by=by, why="Said when it was sent")
    ReferralStep(referral=referral, state=ReferralState.SENT, by=by, note=details).keep(
        by=by, why="Sent"
    )
    news.tell_of_sending(referral=referral, by=by)
    log.wrote(by, "household", household.pk, action="referrals.send")
    return referral


@action
def withdraw(*, referral: Referral, because: str, by: User, note: str = "") -> Referral:
    """The sender takes it back; what the receiver saw by it, it sees no more when this returns.

    Raises OnlyTheSender, NotNow.
    """
    if by.is_partner or not by.may(Permission.SEND_REFERRAL):
        raise OnlyTheSender
    moved = steps.take(
        referral=referral, state=ReferralState.WITHDRAWN, because=because, note=note, by=by
    )
    involvement.end(
        reason=InvolvementReason.REFERRAL,
        source_id=moved.pk,
        why="The referral was withdrawn",
        by=by,
    )
    return moved


def _open_to_somebody(household: Household, organisation: Organisation) -> None:
    restricted = Household.objects.get(pk=household.pk).restricted
    known = organisation.is_council or organisation.pk in organisations_named(household)
    if restricted and not known:
        raise NobodyIsNamed(organisation)


def _not_sent_yet(
    household: Household,
    organisation: Organisation,
    service: Service | None,
    people: Sequence[Person],
) -> None:
    """Of others in the household it is another one: two adults each answer for themselves, so
    that each is referred alone."""
    same = Referral.objects.open().filter(household=household, organisation=organisation)
    if first := same.filter(service=service, people__in=people).order_by("pk").first():
        raise SentAlready(first)


def _said(outcomes: Sequence[str]) -> list[str]:
    """Each once, in its order."""
    said = list(dict.fromkeys(words.strip() for words in outcomes if words.strip()))
    if not said:
        raise Contradiction("Enter at least one outcome to look for", "outcomes")
    if len(said) > MOST_OUTCOMES:
        raise Contradiction(f"Enter {MOST_OUTCOMES} outcomes or fewer", "outcomes")
    if longest := next((words for words in said if len(words) > 200), ""):
        raise Contradiction(
            f"An outcome must be 200 characters or fewer: \u201c{longest[:40]}\u2026\u201d",
            "outcomes",
        )
    return said
