"""The words a family agrees to, and what is written where it does not."""

from collections.abc import Sequence
from datetime import date

from consent.models import Decision, Evidence
from consent.representatives import LegalRepresentative
from familyhubs.design.dates import spoken
from familyhubs.organisations.models import Organisation
from households.categories import Category, words_for
from households.models import Person

ANSWERS = {
    Decision.REFUSED: "{who} did not agree",
    Decision.UNDECIDED: "{who} has not decided",
}


def words_of(
    given_by: Person,
    covers: Sequence[Person],
    recipients: Sequence[Organisation],
    categories: Sequence[str],
    purpose: str,
    until: date | None,
    *,
    review_on: date | None = None,
    representative: LegalRepresentative | None = None,
    for_one_referral: bool = False,
) -> str:
    """The exact words read out and agreed to; kept with their hash."""
    what = "; ".join(Category(category).label for category in sorted(categories))
    return (
        f"I, {_speaker(given_by, representative)} that the council may share with "
        f"{listed([str(organisation) for organisation in recipients])} these details about "
        f"{listed([person.full_name for person in covers])}: {what}. "
        f"This is so that they can help with: {purpose}. "
        f"{_until(until, review_on, for_one_referral)} "
        "I do not have to agree, I can change my mind at any time, and no service is refused "
        "to us if I do."
    )


def answer_of(
    decision: str,
    given_by: Person,
    covers: Sequence[Person],
    recipients: Sequence[Organisation],
    categories: Sequence[str],
    representative: LegalRepresentative | None = None,
) -> str:
    """What was asked, and that the answer is no, or is open."""
    who = given_by.full_name
    if representative:
        who = f"{representative.name}, {representative.relation} of {who},"
    whom = listed([str(organisation) for organisation in recipients] or ["other organisations"])
    what = f": {words_for(categories)}" if categories else ""
    return (
        f"{ANSWERS[Decision(decision)].format(who=who)} that the council may share details about "
        f"{listed([person.full_name for person in covers])} with {whom}{what}. "
        "Nothing is shared, and no service is refused."
    )


def _speaker(given_by: Person, representative: LegalRepresentative | None) -> str:
    if representative is None:
        return f"{given_by.full_name}, agree"
    evidence = Evidence(representative.evidence).label.lower()
    seen = f", seen on {spoken(representative.seen_on)}" if representative.seen_on else ""
    return (
        f"{representative.name}, {representative.relation} of {given_by.full_name} "
        f"({evidence}, reference {representative.reference}{seen}), agree for them"
    )


def _until(until: date | None, review_on: date | None, for_one_referral: bool) -> str:
    if until:
        return f"It holds until {spoken(until)}."
    holds = "It holds until I withdraw it."
    if for_one_referral:
        holds = "It is for this one referral: it holds until that is over, or I withdraw it."
    return f"{holds} I am asked again by {spoken(review_on)}." if review_on else holds


def listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
