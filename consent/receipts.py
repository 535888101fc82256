"""A receipt: what stands on it for the family, on the page and on paper, and checking its code."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from consent import reading
from consent.actions.stops import what_stopped
from consent.codes import as_typed, code_of, lookup_of
from consent.models import Decision, Receipt
from familyhubs.database.identity import whole_record
from familyhubs.design.dates import spoken
from familyhubs.design.parts import Row
from familyhubs.design.templatetags.design import moment
from households.loader import OpenHousehold

TITLES = {
    Decision.AGREED: "Receipt: you agreed to share",
    Decision.REFUSED: "Receipt: you did not agree to share",
    Decision.UNDECIDED: "Receipt: you have not decided whether to share",
}
WITHDRAWN = "Receipt: you stopped sharing"
BLOCKS_NOTHING = (
    "No service is refused to you if you do not agree, or stop sharing. You can change your mind "
    "at any time: tell any worker."
)


@dataclass(frozen=True)
class OnPaper:
    """What a receipt says."""

    title: str
    code: str
    facts: list[Row]
    words: str
    note: str = BLOCKS_NOTHING


@dataclass(frozen=True)
class Checked:
    """What anybody who has a code is told, and no more."""

    day: date
    holds: bool


def of(case: OpenHousehold, receipt_id: int) -> OnPaper:
    """Raises Http404 where there is none that this user may see."""
    of_it = {"agreement__household": case.household}
    receipt = Receipt.objects.visible_to(case.user).filter(pk=receipt_id, **of_it).first()
    agreements = {row.pk: row for row in reading.agreements(case)}
    agreement = agreements.get(receipt.agreement_id) if receipt else None
    if receipt is None or agreement is None:
        raise Http404
    code = code_of(agreement.pk, agreement.words_hash, receipt.withdrawal_id)
    facts = [Row("Reference", case.household.reference), Row("Hub", str(case.household.hub))]
    if receipt.withdrawal_id is None:
        facts += _answered(agreement)
        return OnPaper(TITLES[Decision(agreement.decision)], code, facts, agreement.words)
    taken_back = next(row for row in agreement.withdrawals.all() if row.pk == receipt.withdrawal_id)
    return OnPaper(WITHDRAWN, code, [*facts, *_stopped(agreement, taken_back)], agreement.words)


def checked(typed: str) -> Checked | None:
    """Whether a code is of a receipt, the day, and whether it still holds; None for no such code.

    Asked by anybody at all, so it tells of nobody, whoever they are (S50).
    """
    code = as_typed(typed)
    if not code:
        return None
    with whole_record():
        receipt = Receipt.with_code(lookup_of(code))
        return Checked(receipt.day, receipt.holds) if receipt else None


def _answered(agreement: Any) -> list[Row]:
    who = agreement.giver
    if agreement.represented_by:
        who = f"{agreement.represented_by.name}, for {who}"
    rows = [
        Row("Answered by", who or "Not recorded"),
        Row("On", spoken(agreement.given_on)),
        Row("How", agreement.get_manner_display() if agreement.manner else "Not recorded"),
        Row("Notice shown", str(agreement.notice or "Not recorded")),
    ]
    if agreement.until:
        rows.append(Row("Holds until", spoken(agreement.until)))
    elif agreement.review_on:
        rows.append(Row("You are asked again by", spoken(agreement.review_on)))
    return rows


def _stopped(agreement: Any, withdrawal: Any) -> list[Row]:
    what = what_stopped(withdrawal)
    if withdrawal.person_id:
        what = f"Everything about {withdrawal.about}"
    return [
        Row("Agreement of", spoken(agreement.given_on)),
        Row("Asked for by", withdrawal.asker or "Not recorded"),
        Row("Stopped on", _moment(withdrawal)),
        Row("What stopped", what),
        Row("For", str(withdrawal.organisation or "every organisation that it named")),
    ]


def _moment(withdrawal: Any) -> str:
    return str(moment(withdrawal.withdrawn_at))
