"""Recording what was shared without agreement, and explaining it to the family (S64, S65).

A disclosure lets nobody see anything here by itself. What was sent, to whom and when is never
changed: a trigger of the database holds to that, whoever asks.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from consent.models import Disclosure
from consent.models.disclosure import NAMES_ITS_AUTHORITY, RISK_OCCASIONS
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions import involvement, leads
from households.actions.guards import Contradiction, all_here
from households.actions.locks import lock
from households.categories import Category
from households.models import Household, InvolvementReason, Person

WHY = "Shared without the family's agreement"


class NotForThisRole(Refused):
    """Workers record what was shared because of a risk (S64)."""

    words = (
        "Only a hub manager or the data protection officer records a disclosure on this occasion. "
        "Ask one of them"
    )
    field = "occasion"


class AlreadyExplained(Refused):
    """Somebody recorded it before."""

    words = "It is recorded already that this was explained. Nothing has been changed."


class AnothersDisclosure(Refused):
    """A partner answers for what it sent itself."""

    words = "Another organisation sent this. Ask the hub to change it."


class MayNotSeeItHere(Refused):
    """Seeing it here needs a data-sharing agreement in date (S32), and the council's word."""

    words = (
        "This organisation cannot see anything here today. Leave the box unticked: what was sent "
        "stays recorded"
    )
    field = "show_here"


@action
def record(
    *,
    household: Household,
    occasion: str,
    ground: str,
    people: Sequence[Person],
    categories: Sequence[str],
    sent: str,
    sent_at: datetime,
    reasoning: str,
    authorised_by: str,
    by: User,
    organisation: Organisation | None = None,
    body: str = "",
    risk: str = "",
    person_at_risk: Person | None = None,
    at_risk: str = "",
    authority: str = "",
    authority_reference: str = "",
    explained_on: date | None = None,
    not_explained_why: str = "",
    look_again_on: date | None = None,
    shown_until: date | None = None,
) -> Disclosure:
    """Record what was sent to an organisation, or another body, without the family's agreement.

    Args: `sent`, what exactly; `at_risk`, somebody who is not of the household; `shown_until`, the
    last day on which the organisation may also see it here. Either `explained_on`, or why not and
    when that is looked at again (S65). Raises NotForThisRole, NotTheirs, MayNotSeeItHere,
    Contradiction with the field.
    """
    lock(household)
    all_here(household, people, by, Category.IDENTITY)
    if bool(organisation) == bool(body):
        raise Contradiction("Choose an organisation, or enter another body: one of them", "body")
    if sent_at > timezone.now():
        raise Contradiction("It must have been sent by now", "sent_at")
    disclosure = Disclosure(
        household=household,
        organisation=organisation,
        body=body,
        categories=sorted(categories),
        on=timezone.localdate(sent_at),
        sent_at=sent_at,
        sent=sent,
        shown_until=shown_until,
        sent_by=by.organisation,
        recorded_by=by,
    )
    reasons = (occasion, ground, risk, person_at_risk, at_risk, reasoning, authorised_by)
    _give_reasons(disclosure, by, *reasons, authority, authority_reference)
    _answer_the_family(disclosure, explained_on, not_explained_why, look_again_on)
    if shown_until and (by.is_partner or not organisation or not _may_see(organisation)):
        raise MayNotSeeItHere
    disclosure.keep(by=by, why=WHY)
    disclosure.people.set(people)
    if organisation and shown_until:
        involvement.begin(
            household=household,
            organisation=organisation,
            reason=InvolvementReason.DISCLOSURE,
            source_id=disclosure.pk,
            categories=categories,
            people=people,
            by=by,
            until=shown_until + timedelta(days=1),
        )
    log.wrote(by, "household", household.pk, action="disclosures.record")
    return disclosure


@action
def correct(
    *,
    disclosure: Disclosure,
    occasion: str,
    ground: str,
    reasoning: str,
    authorised_by: str,
    why: str,
    by: User,
    seen_version: int,
    risk: str = "",
    person_at_risk: Person | None = None,
    at_risk: str = "",
    authority: str = "",
    authority_reference: str = "",
) -> None:
    """Correct what is recorded of the reasons; what was sent, to whom and when stays.

    Raises StaleRecord, NotForThisRole, AnothersDisclosure, Contradiction with the field.
    """
    disclosure = _held(disclosure, by)
    if disclosure.occasion not in RISK_OCCASIONS and not by.may(Permission.RECORD_ANY_DISCLOSURE):
        raise NotForThisRole
    reasons = (occasion, ground, risk, person_at_risk, at_risk, reasoning, authorised_by)
    _give_reasons(disclosure, by, *reasons, authority, authority_reference)
    disclosure.keep(by=by, why=why, seen_version=seen_version)
    log.wrote(by, "household", disclosure.household_id, action="disclosures.correct")


@action
def explain(
    *,
    disclosure: Disclosure,
    by: User,
    seen_version: int,
    explained_on: date | None = None,
    not_explained_why: str = "",
    look_again_on: date | None = None,
) -> None:
    """Record that it was explained to the family; or that it is not yet, why, and when that is
    looked at again (S65). Raises StaleRecord, AlreadyExplained, AnothersDisclosure, Contradiction.
    """
    disclosure = _held(disclosure, by)
    if disclosure.explained_on is not None:
        raise AlreadyExplained
    _answer_the_family(disclosure, explained_on, not_explained_why, look_again_on)
    why = "Explained to the family" if explained_on else "Not explained yet: looked at again"
    disclosure.keep(by=by, why=why, seen_version=seen_version)
    log.wrote(by, "household", disclosure.household_id, action="disclosures.explain")


@action
def stop_showing(*, disclosure: Disclosure, by: User) -> None:
    """The organisation sees it here no longer, from this moment; what was sent stays recorded."""
    disclosure = _held(disclosure, by)
    involvement.end(
        reason=InvolvementReason.DISCLOSURE,
        source_id=disclosure.pk,
        by=by,
        why="What was disclosed is shown here no longer",
    )
    if disclosure.organisation is not None:
        leads.keep_to_agreement(
            household=disclosure.household,
            organisation=disclosure.organisation,
            why="What was disclosed is shown here no longer",
            by=by,
        )
    disclosure.shown_until = today() - timedelta(days=1)
    disclosure.keep(by=by, why="Shown here no longer")
    log.wrote(by, "household", disclosure.household_id, action="disclosures.stop_showing")


def _held(disclosure: Disclosure, by: User) -> Disclosure:
    """The row as it is now, the household's held."""
    lock(disclosure.household_id)
    found = Disclosure.objects.get(pk=disclosure.pk)
    if by.is_partner and found.sent_by_id != by.organisation_id:
        raise AnothersDisclosure
    return found


def _give_reasons(
    disclosure: Disclosure,
    by: User,
    occasion: str,
    ground: str,
    risk: str,
    person_at_risk: Person | None,
    at_risk: str,
    reasoning: str,
    authorised_by: str,
    authority: str,
    reference: str,
) -> None:
    """Why, for whom, on whose word: set on the row, where they go together (S34, S64)."""
    if occasion in RISK_OCCASIONS:
        if not risk:
            raise Contradiction("Enter what the risk is", "risk")
        if person_at_risk is None and not at_risk:
            raise Contradiction("Choose who is at risk, or say who", "at_risk")
    elif not by.may(Permission.RECORD_ANY_DISCLOSURE):
        raise NotForThisRole
    if occasion in NAMES_ITS_AUTHORITY:
        for said, name in ((authority, "authority"), (reference, "authority_reference")):
            if not said:
                raise Contradiction("Enter the authority and its reference", name)
    if person_at_risk is not None:
        all_here(disclosure.household, [person_at_risk], by, Category.IDENTITY)
    disclosure.occasion, disclosure.ground, disclosure.risk = occasion, ground, risk
    disclosure.person_at_risk, disclosure.at_risk = person_at_risk, at_risk
    disclosure.reasoning, disclosure.authorised_by = reasoning, authorised_by
    disclosure.authority, disclosure.authority_reference = authority, reference


def _answer_the_family(
    disclosure: Disclosure, explained_on: date | None, why_not: str, look_again_on: date | None
) -> None:
    if explained_on is None and not why_not:
        raise Contradiction("Enter when it was explained, or why it was not", "not_explained_why")
    if explained_on is None and (look_again_on is None or look_again_on <= today()):
        raise Contradiction("Enter a day after today to look at it again", "look_again_on")
    disclosure.explained_on = explained_on
    if explained_on is None:
        disclosure.not_explained_why, disclosure.look_again_on = why_not, look_again_on
    else:
        disclosure.look_again_on = None


def _may_see(organisation: Organisation) -> bool:
    return Organisation.objects.may_receive(today()).filter(pk=organisation.pk).exists()
