"""Referrals at every step, to partners that sign in and to one that nobody signs in for."""

from collections.abc import Sequence
from typing import Any

from consent.actions.authority import ANSWERS_FROM
from consent.models.agreement import Manner
from familyhubs.demo.partnership import Partnership
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.dates import today
from households.categories import Category
from households.models import Household, Person
from households.needs import Need
from referrals.actions import answers, referrals
from referrals.models import Referral
from referrals.states import Because

CARRIED = [Category.IDENTITY, Category.CONTACT_DETAILS, Category.SERVICES]
ASKED = [
    (Need.HEALTH, "Help with nights and bedtimes", ["Sleeps through five nights a week"]),
    (Need.EDUCATION, "Help with getting to school", ["Is at school four days of five"]),
    (Need.FINANCES, "Help with bills and benefits", ["Every bill of the month is paid"]),
    (Need.RELATIONSHIPS, "Help with talking at home", ["They eat together twice a week"]),
]


def make_referrals(partnership: Partnership, households: Sequence[Household]) -> None:
    """One family after another, each a step further than the one before."""
    worker = partnership.workers[0]
    silent = next(one for one in partnership.partners if one not in partnership.signed_in)
    receivers = [partnership.signed_in[0], partnership.signed_in[-1], partnership.signed_in[0]]
    open_ones = [one for one in households if one.episodes.filter(closed_on__isnull=True).exists()]
    for number, household in enumerate(open_ones[:8]):
        to = silent if number == 7 else receivers[number % 3]
        referral = _send(household, to, number, worker)
        _go_on(referral, number, partnership.colleagues[to.pk][0])


def _send(household: Household, to: Organisation, number: int, worker: User) -> Referral:
    living = list(Person.objects.living_in(household).order_by("pk"))
    young = [one for one in living if (one.age(today()) or 0) < ANSWERS_FROM]
    need, reason, outcomes = ASKED[number % len(ASKED)]
    return referrals.send(
        household=household,
        organisation=to,
        people=[living[0], *young[:1]],
        categories=CARRIED,
        needs=[need],
        reason=reason,
        outcomes=outcomes,
        details="They are best reached in the morning, and glad of a visit at home.",
        discussed_on=today(),
        discussed_with=living[0],
        manner=Manner.FACE_TO_FACE,
        by=worker,
    )


def _go_on(referral: Referral, number: int, receiver: User) -> None:
    facts: dict[str, Any] = {"referral": referral, "by": receiver}
    if number == 1:
        answers.receive(**facts)
    if number == 2:
        answers.put_on_the_list(**facts, note="There may be a place next month.")
    if number == 3:
        answers.decline(**facts, because=Because.FULL, note="We have no place until spring.")
    if number in (4, 5, 6):
        answers.accept(**facts, note="We visit them on Monday.")
    if number in (5, 6):
        answers.start(**facts, started_on=today(), service_name="Visits at home")
    if number == 6:
        answers.finish(**facts, scores=dict.fromkeys(referral.outcomes.all(), "achieved"))
