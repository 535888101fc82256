"""A family that says no, or is not sure: the conversation is kept and nothing is shared (S60, S62).

It blocks no service: nothing asks for an agreement before a family is supported.
"""

import hashlib
from collections.abc import Sequence
from datetime import date

from consent.actions import receipts, representing
from consent.actions.authority import refuse_strangers, refuse_without_authority
from consent.actions.notices import notice_shown, show_when_asked
from consent.actions.words import answer_of
from consent.models import Agreement, AgreementRecipient, Decision
from consent.representatives import LegalRepresentative
from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from households.models import Household, Person


class SayWhatWasDiscussed(Refused):
    """What was talked about is kept, whatever the answer."""

    words = "Enter what was discussed"
    field = "note"


@action
def record(
    *,
    household: Household,
    decision: str,
    given_by: Person,
    given_on: date,
    manner: str,
    covers: Sequence[Person],
    note: str,
    by: User,
    recipients: Sequence[Organisation] = (),
    categories: Sequence[str] = (),
    representative: LegalRepresentative | None = None,
) -> Agreement:
    """Record that a family did not agree, or has not decided.

    Args: `recipients` and `categories`, what was asked; none of them is all of them. What was
    agreed to before goes on until it is withdrawn. Raises NoNotice, NotOfThisHousehold,
    MayNotAnswerFor, NoEvidence, SayWhatWasDiscussed.
    """
    if not note.strip():
        raise SayWhatWasDiscussed
    lock(household)
    answer = Decision(decision)
    refuse_strangers(household, given_by, covers)
    refuse_without_authority(given_by, covers, representative, answer)
    words = answer_of(answer, given_by, covers, recipients, categories, representative)
    said = Agreement(
        household=household,
        decision=answer,
        given_by=given_by,
        given_on=given_on,
        manner=manner,
        categories=sorted(categories),
        note=note,
        words=words,
        words_hash=hashlib.sha256(words.encode()).hexdigest(),
        notice=notice_shown(given_on),
        recorded_by=by,
    )
    why = "The family did not agree" if answer == Decision.REFUSED else "The family is not sure"
    said.keep(by=by, why=why)
    said.covers.set(covers)
    for organisation in recipients:
        AgreementRecipient(agreement=said, organisation=organisation).keep(by=by, why=why)
    if representative:
        representing.keep(agreement=said, representative=representative, by=by)
    show_when_asked(answer=said, by=by)
    receipts.give(agreement=said, by=by)
    log.wrote(by, "household", household.pk, action="answers.record")
    return said
