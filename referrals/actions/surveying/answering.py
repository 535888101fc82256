"""An answer: with the family's record only if the family says so, else without its name."""

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Hub, User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from households.models import Household
from referrals.actions.surveying import tickets
from referrals.models import SurveyAnswer, UnnamedAnswer


class NotThisLink(Refused):
    """It was used, changed, or its time is over; nobody is told which."""

    words = "This link cannot be used."


@action
def by_link(*, secret: str, family_says: str, linked: bool) -> None:
    """What the family answered. Args: `linked`, it may stand in the family's record. Where that is
    gone, it is kept without a name all the same. Raises NotThisLink."""
    asked = tickets.use(secret)
    if asked is None:
        raise NotThisLink
    household = _standing(asked.household) if linked else None
    if household is None:
        _without_a_name(asked.hub, asked.occasion, family_says)
    else:
        _with_their_record(household, asked.occasion, family_says, by=None)


@action
def from_paper(
    *, hub: Hub, occasion: str, family_says: str, household: Household | None, by: User
) -> None:
    """What stood on paper, typed in. Args: `household`, only where the family ticked that it may
    stand in its record. Raises MergedMeanwhile, DisposedOf."""
    if household is None:
        _without_a_name(hub.pk, occasion, family_says)
    else:
        _with_their_record(household, occasion, family_says, by=by)


def _standing(pk: int) -> Household | None:
    """The household as it is now; None where its record is gone."""
    found = Household.objects.filter(pk=pk).select_related("merged_into").first()
    return (found.merged_into or found) if found else None


def _with_their_record(
    household: Household, occasion: str, family_says: str, *, by: User | None
) -> None:
    lock(household)
    answer = SurveyAnswer(
        household=household,
        occasion=occasion,
        answered_on=today(),
        family_says=family_says,
        typed_by=by,
    )
    answer.keep(by=by, why="Typed in from paper" if by else "Answered by the family")
    log.wrote(by, "household", household.pk, action="surveying.answer")


def _without_a_name(hub: int, occasion: str, family_says: str) -> None:
    month = today().replace(day=1)
    UnnamedAnswer.objects.create(
        hub_id=hub, occasion=occasion, month=month, family_says=family_says
    )
