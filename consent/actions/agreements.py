"""Recording an agreement to share, and withdrawing it or a part of it (S50, S60, S61)."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from consent.actions import receipts, representing, stops
from consent.actions.authority import refuse_strangers, refuse_without_authority
from consent.actions.notices import notice_shown, show_when_asked
from consent.actions.words import words_of
from consent.grounds import Ground
from consent.models import Agreement, AgreementRecipient, Decision, Withdrawal
from consent.models.remaining import Shared, still_shared
from consent.representatives import LegalRepresentative
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today, years_after
from familyhubs.records.refusals import Refused
from households.actions import involvement, leads, narrowing
from households.actions.locks import lock
from households.models import Household, InvolvementReason, Person

WITHDREW = "The family withdrew its agreement"


class AlreadyWithdrawn(Refused):
    """Nothing of what they withdraw is shared any more."""

    words = "The agreement was withdrawn already. Nothing has been changed."


class NotARecipient(Refused):
    """An agreement is withdrawn for those it named."""

    words = "Choose an organisation that the agreement names"
    field = "organisation"


class NotShared(Refused):
    """Only what an agreement shares is taken back of it."""

    words = "Choose something that the agreement shares"
    field = "what"


class MayNotReceive(Refused):
    """A partner needs a data-sharing agreement in date (S32)."""

    field = "recipients"


class NotAsPreviewed(Refused):
    """What was read to the family is not what would be saved (S61)."""

    words = (
        "Something changed after you opened this page, and the words with it. Read them to the "
        "family again. Nothing has been saved."
    )


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
    review_on: date | None = None,
    ground: str = Ground.PUBLIC_TASK,
    representative: LegalRepresentative | None = None,
    previewed: str = "",
    opens: bool = True,
) -> Agreement:
    """Record what a family agreed to; each recipient sees it from this moment.

    Args: `covers`, the people it is about; `ground`, what in law lets the council share it (S23);
    `until`, its last day (None: until withdrawn, and it is looked at again on `review_on`, in a
    year unless said); `previewed`, the hash of the words that the family was read, "" where
    nobody looked; `opens`, false where it is for one referral alone, which opens it once it is
    accepted and ends it when it is over.
    Raises NoNotice where no privacy notice has been published, MayNotReceive where a recipient's
    data-sharing agreement is not in date, NotOfThisHousehold, MayNotAnswerFor, NoEvidence,
    NotAsPreviewed.
    """
    notice = notice_shown(given_on)
    lock(household)
    refuse_strangers(household, given_by, covers)
    refuse_without_authority(given_by, covers, representative)
    _refuse_partners_out_of_date(recipients)
    if until is None and review_on is None:
        review_on = years_after(given_on, 1)
    words = words_of(
        *(given_by, covers, recipients, categories, purpose, until),
        review_on=review_on,
        representative=representative,
        for_one_referral=not opens,
    )
    words_hash = hashlib.sha256(words.encode()).hexdigest()
    if previewed and previewed != words_hash:
        raise NotAsPreviewed
    agreement = Agreement(
        household=household,
        given_by=given_by,
        given_on=given_on,
        manner=manner,
        categories=sorted(categories),
        purpose=purpose,
        until=until,
        review_on=review_on,
        ground=ground,
        for_one_referral=not opens,
        words=words,
        words_hash=words_hash,
        notice=notice,
        recorded_by=by,
    )
    agreement.keep(by=by, why="The family agreed to share")
    agreement.covers.set(covers)
    for organisation in recipients:
        _name(organisation, agreement, by=by)
        if opens:
            _open_to(organisation, agreement, covers, by=by)
    for path in settings.FOLLOWS_NEW_AGREEMENT if opens else ():
        import_string(path)(agreement=agreement, by=by)
    if representative:
        representing.keep(agreement=agreement, representative=representative, by=by)
    show_when_asked(answer=agreement, by=by)
    receipts.give(agreement=agreement, by=by)
    log.wrote(by, "household", household.pk, action="agreements.record")
    return agreement


@action
def withdraw(
    *,
    agreement: Agreement,
    asked_by: Person,
    by: User,
    organisation: Organisation | None = None,
    category: str = "",
    person: Person | None = None,
    reason: str = "",
) -> Withdrawal:
    """Withdraw for one organisation, or for all; sharing has stopped when this returns (S50).

    Args: `category` or `person`, where only a part is taken back: the rest goes on. A partner that
    led on the strength of it leads no more. The officer and each recipient are told.
    Raises AlreadyWithdrawn, NotARecipient, NotShared.
    """
    lock(agreement.household)
    # A page's own may have been read before somebody else's withdrawal, and without those whom
    # its reader may not know.
    agreement = Agreement.objects.get(pk=agreement.pk)
    if organisation and not agreement.recipients.filter(organisation=organisation).exists():
        raise NotARecipient
    _refuse_what_is_not_in_it(agreement, category, person)
    withdrawal = Withdrawal(
        agreement=agreement,
        organisation=organisation,
        category=category,
        person=person,
        withdrawn_by=by,
        asked_by=asked_by,
        reason=reason,
    )
    twins = _twins(withdrawal)
    before, after = _shared(agreement), _shared(agreement, withdrawal, *twins)
    stopped = [who for who in before if before[who] != after[who]]
    if not stopped:
        raise AlreadyWithdrawn
    for row in (withdrawal, *twins):
        row.keep(by=by, why=reason or WITHDREW)
    for who in stopped:
        _close_to(who, agreement, after[who], by=by)
    stops.tell(
        withdrawal=withdrawal,
        organisations=[who for who in stopped if _ever_saw(who, agreement)],
        by=by,
    )
    receipts.give(agreement=agreement, withdrawal=withdrawal, by=by)
    log.wrote(by, "household", agreement.household_id, action="agreements.withdraw")
    return withdrawal


def _name(organisation: Organisation, agreement: Agreement, *, by: User) -> None:
    AgreementRecipient(agreement=agreement, organisation=organisation).keep(
        by=by, why="The family agreed to share with it"
    )


def _open_to(
    organisation: Organisation, agreement: Agreement, covers: Sequence[Person], *, by: User
) -> None:
    involvement.begin(
        household=agreement.household,
        organisation=organisation,
        reason=InvolvementReason.AGREEMENT,
        source_id=agreement.pk,
        categories=agreement.categories,
        people=covers,
        by=by,
        since=agreement.given_on,
        until=agreement.until + timedelta(days=1) if agreement.until else None,
    )
    leads.follow_agreement(household=agreement.household, organisation=organisation, by=by)


def _close_to(organisation: Organisation, agreement: Agreement, left: Shared, *, by: User) -> None:
    """Leave the organisation what is left, if anything is."""
    for path in settings.FOLLOWS_AGREEMENT:
        import_string(path)(agreement=agreement, organisation=organisation, left=left, by=by)
    stands_on: dict[str, Any] = {"reason": InvolvementReason.AGREEMENT, "source_id": agreement.pk}
    if left:
        narrowing.narrow(
            **stands_on,
            organisation=organisation,
            categories=left.categories,
            people=left.people,
            by=by,
            why=f"{WITHDREW} to a part of it",
        )
    else:
        involvement.end(**stands_on, organisation=organisation, by=by, why=WITHDREW)
    leads.keep_to_agreement(
        household=agreement.household,
        organisation=organisation,
        why="The family withdrew its agreement to share",
        by=by,
    )


def _ever_saw(organisation: Organisation, agreement: Agreement) -> bool:
    """Whether it was ever involved: one whose referral waits to be accepted is told of nobody."""
    involvements = agreement.household.involvements.filter(organisation=organisation)
    return involvements.exists()


def _shared(agreement: Agreement, *more: Withdrawal) -> dict[Organisation, Shared]:
    """What each recipient may be shown, and if `more` were withdrawn."""
    if agreement.decision != Decision.AGREED:
        return {}
    people = list(agreement.covers.values_list("pk", flat=True))
    taken_back = [*agreement.withdrawals.filter(agreement=agreement), *more]
    return {
        row.organisation: still_shared(
            agreement.categories, people, taken_back, row.organisation_id
        )
        for row in agreement.recipients.select_related("organisation").order_by("pk")
    }


def _twins(withdrawal: Withdrawal) -> list[Withdrawal]:
    """The same of each record that became this person's, where the agreement covers both: what is
    taken back of somebody must not go on by the other."""
    if withdrawal.person is None:
        return []
    twice = withdrawal.agreement.covers.filter(merged_into=withdrawal.person)
    return [
        Withdrawal(
            agreement=withdrawal.agreement,
            organisation=withdrawal.organisation,
            person=person,
            withdrawn_by=withdrawal.withdrawn_by,
            asked_by=withdrawal.asked_by,
            reason=withdrawal.reason,
        )
        for person in twice
    ]


def _refuse_what_is_not_in_it(agreement: Agreement, category: str, person: Person | None) -> None:
    if category and (person or category not in agreement.categories):
        raise NotShared
    if person and not agreement.covers.filter(pk=person.pk).exists():
        raise NotShared


def _refuse_partners_out_of_date(recipients: Sequence[Organisation]) -> None:
    may = set(Organisation.objects.may_receive(today()).values_list("pk", flat=True))
    for organisation in recipients:
        if organisation.pk not in may:
            raise MayNotReceive(
                f"{organisation} has no data-sharing agreement in date, so nothing can be shared "
                "with it. Ask the administrator."
            )
