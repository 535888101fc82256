"""Recording an agreement to share, and withdrawing it (S50, S60, S61)."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from consent.models import Agreement, AgreementRecipient, Notice, NoticeKind, Withdrawal
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions import involvement, leads
from households.actions.locks import lock
from households.categories import Category
from households.models import Household, InvolvementReason, Person


class NoNotice(Refused):
    """No privacy notice has been published, so nobody can have been shown one."""

    words = "No privacy notice has been published. Ask the data protection officer to publish one."


class AlreadyWithdrawn(Refused):
    """The agreement does not hold any more for that organisation."""

    words = "The agreement was withdrawn already. Nothing has been changed."


class NotOfThisHousehold(Refused):
    """Nobody agrees for a household, and nobody is covered, who does not live there."""

    words = "Choose people who live in this household"

    def __init__(self, *, field: str) -> None:
        super().__init__()
        self.field = field


class NotARecipient(Refused):
    """An agreement is withdrawn for those it named."""

    words = "Choose an organisation that the agreement names"
    field = "organisation"


class MayNotReceive(Refused):
    """A partner needs a data-sharing agreement in date (S32)."""

    field = "recipients"


@action
def record(
    *,
    household: Household,
    given_by: Person,
    given_on: date,
    manner: str,
    covers: Sequence[Person],
    recipients: Sequence[Organisation],
    categories: Sequence[str],
    purpose: str,
    by: User,
    until: date | None = None,
) -> Agreement:
    """Record what a family agreed to; each recipient sees it from this moment.

    Args: `covers`, the people it is about; `until`, its last day (None: until withdrawn).
    Raises NoNotice where no privacy notice has been published, MayNotReceive where a recipient's
    data-sharing agreement is not in date, NotOfThisHousehold.
    """
    notice = Notice.objects.current(NoticeKind.PRIVACY)
    if notice is None:
        raise NoNotice
    lock(household)
    _refuse_strangers(household, given_by, covers)
    _refuse_partners_out_of_date(recipients)
    words = words_of(given_by, covers, recipients, categories, purpose, until)
    agreement = Agreement(
        household=household,
        given_by=given_by,
        given_on=given_on,
        manner=manner,
        categories=sorted(categories),
        purpose=purpose,
        until=until,
        words=words,
        words_hash=hashlib.sha256(words.encode()).hexdigest(),
        notice=notice,
        recorded_by=by,
    )
    agreement.keep(by=by, why="The family agreed to share")
    agreement.covers.set(covers)
    for organisation in recipients:
        AgreementRecipient(agreement=agreement, organisation=organisation).keep(
            by=by, why="The family agreed to share with it"
        )
        involvement.begin(
            household=household,
            organisation=organisation,
            reason=InvolvementReason.AGREEMENT,
            source_id=agreement.pk,
            categories=categories,
            people=covers,
            by=by,
            since=given_on,
            until=until + timedelta(days=1) if until else None,
        )
        leads.follow_agreement(household=household, organisation=organisation, by=by)
    log.wrote(by, "household", household.pk, action="agreements.record")
    return agreement


@action
def withdraw(
    *,
    agreement: Agreement,
    asked_by: Person,
    by: User,
    organisation: Organisation | None = None,
    reason: str = "",
) -> Withdrawal:
    """Withdraw for one organisation, or for all; sharing has stopped when this returns (S50).

    A partner that led on the strength of it leads no more. Raises AlreadyWithdrawn, NotARecipient.
    """
    lock(agreement.household)
    if organisation and not agreement.recipients.filter(organisation=organisation).exists():
        raise NotARecipient
    done = agreement.withdrawals.filter(organisation__in=[organisation] if organisation else [])
    if done.exists() or agreement.withdrawals.filter(organisation=None).exists():
        raise AlreadyWithdrawn
    withdrawal = Withdrawal(
        agreement=agreement,
        organisation=organisation,
        withdrawn_by=by,
        asked_by=asked_by,
        reason=reason,
    )
    withdrawal.keep(by=by, why=reason or "The family withdrew its agreement")
    ended = involvement.end(
        reason=InvolvementReason.AGREEMENT,
        source_id=agreement.pk,
        organisation=organisation,
        by=by,
        why="The family withdrew its agreement",
    )
    for row in ended:
        _lead_follows(agreement.household, row.organisation, by=by)
    log.wrote(by, "household", agreement.household_id, action="agreements.withdraw")
    return withdrawal


def _refuse_strangers(household: Household, given_by: Person, covers: Sequence[Person]) -> None:
    living = set(Person.objects.living_in(household).values_list("pk", flat=True))
    if given_by.pk not in living:
        raise NotOfThisHousehold(field="given_by")
    if not covers or any(person.pk not in living for person in covers):
        raise NotOfThisHousehold(field="covers")


def _refuse_partners_out_of_date(recipients: Sequence[Organisation]) -> None:
    may = set(Organisation.objects.may_receive(today()).values_list("pk", flat=True))
    for organisation in recipients:
        if organisation.pk not in may:
            raise MayNotReceive(
                f"{organisation} has no data-sharing agreement in date, so nothing can be shared "
                "with it. Ask the administrator."
            )


def _lead_follows(household: Household, organisation: Organisation, *, by: User) -> None:
    if leads.may_lead(household, organisation):
        leads.follow_agreement(household=household, organisation=organisation, by=by)
    else:
        leads.end_for(
            household=household,
            organisation=organisation,
            why="The family withdrew its agreement to share",
            by=by,
        )


def words_of(
    given_by: Person,
    covers: Sequence[Person],
    recipients: Sequence[Organisation],
    categories: Sequence[str],
    purpose: str,
    until: date | None,
) -> str:
    """The exact words read out and agreed to; kept with their hash."""
    what = "; ".join(Category(category).label for category in sorted(categories))
    return (
        f"I, {given_by.full_name}, agree that the council may share with "
        f"{_listed([str(organisation) for organisation in recipients])} these details about "
        f"{_listed([person.full_name for person in covers])}: {what}. "
        f"This is so that they can help with: {purpose}. "
        + (f"It holds until {until:%-d %B %Y}. " if until else "It holds until I withdraw it. ")
        + "I do not have to agree, I can change my mind at any time, and no service is refused "
        "to us if I do."
    )


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
