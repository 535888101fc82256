"""How the demo's families say the support was: most without their name (S21)."""

from collections.abc import Sequence
from typing import Any

from familyhubs.demo.partnership import Partnership
from households.models import Household
from referrals.actions import surveys
from referrals.actions.surveying import answering
from referrals.models import Helped, SurveyOccasion, SurveyWay

ASKED = 12  # households
NAMED = 2  # of those who answered
# What each says in turn; the worker sees it the brighter way.
SAID = [Helped.A_LOT, Helped.A_LITTLE, Helped.A_LOT, Helped.NOT]


def make_surveys(partnership: Partnership, households: Sequence[Household]) -> None:
    """Asked on paper at a review, and typed in."""
    worker, _ = partnership.workers
    for number, household in enumerate(households[:ASKED]):
        said: dict[str, Any] = {"occasion": SurveyOccasion.REVIEW, "by": worker}
        surveys.ask(household=household, way=SurveyWay.PAPER, worker_says=Helped.A_LOT, **said)
        answering.from_paper(
            hub=household.hub,
            family_says=SAID[number % len(SAID)],
            household=household if number < NAMED else None,
            **said,
        )
