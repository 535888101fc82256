"""A family that was referred, for everything.py."""

from consent.representatives import LegalRepresentative
from familyhubs.records.dates import today
from households.models import Person
from referrals.actions import answers, referrals
from tests.retention.families import TokenFamily


def a_referral_that_was_finished(family: TokenFamily, child: Person | None = None) -> None:
    """Referral, ReferralStep, ReferralOutcome; and the use of what was provided."""
    by, receiver = family.cast.alice, family.cast.pat
    referral = referrals.send(
        household=family.household,
        organisation=family.cast.school,
        people=[child or family.child],
        categories=["identity", "services", "contact_details"],
        needs=["education"],
        reason=family.word("hoped"),
        outcomes=[family.word("outcome-wanted")],
        details=family.word("besides"),
        discussed_on=today(),
        discussed_with=family.mother,
        manner="face_to_face",
        by=by,
    )
    answers.accept(referral=referral, note=family.word("glad"), by=receiver)
    answers.start(
        referral=referral, started_on=today(), service_name=family.word("club"), by=receiver
    )
    scores = dict.fromkeys(referral.outcomes.all(), "achieved")
    answers.finish(referral=referral, scores=scores, note=family.word("went-well"), by=receiver)


def a_referral_to_the_council(family: TokenFamily) -> None:
    """YesToReferral: no agreement is made for it."""
    referrals.send(
        household=family.household,
        organisation=family.cast.council,
        people=[family.child],
        categories=[],
        needs=["housing"],
        reason=family.word("a-home"),
        outcomes=[family.word("moved")],
        discussed_on=today(),
        discussed_with=family.child,
        manner="paper",
        representative=LegalRepresentative(
            name=family.word("guardian"),
            relation=family.word("grandmother"),
            evidence="court_order",
            reference=family.word("order-number"),
            seen_on=today(),
        ),
        by=family.cast.alice,
    )
