"""An answer: with the family's record only if the family says so, else without its name."""

from uuid import UUID, uuid4

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.keys.sealing import lookup
from familyhubs.organisations.models import Hub, User
from familyhubs.records.dates import today
from familyhubs.records.refusals import Refused
from households.actions.locks import DisposedOf, MergedMeanwhile, lock
from households.actions.merging import going_back
from households.models import Household
from referrals.actions.surveying import tickets
from referrals.models import SurveyAnswer, UnnamedAnswer


class NotThisLink(Refused):
    """It was used, changed, or its time is over; nobody is told which."""

    words = "This link cannot be used."


class SentTwice(Refused):
    words = (
        "This answer is saved already, once: the page was sent twice. To type in another paper, "
        "open this page anew."
    )


class TypedAlready(Refused):
    """The same ticks of the same family, by the same worker on the same day, are the same paper."""

    words = (
        "You have typed in this answer of this family today already. It is not saved a second time."
    )


@action
def by_link(*, secret: str, family_says: str, linked: bool) -> None:
    """What the family answered. Args: `linked`, it may stand in the family's record. Where that is
    gone, or goes at this moment, it is kept without a name all the same. Raises NotThisLink."""
    asked = tickets.use(secret)
    if asked is None:
        raise NotThisLink
    household = _standing(asked.household) if linked else None
    if household is None:
        _without_a_name(asked.hub, asked.occasion, family_says)
    else:
        answer = _with_their_record(household, asked.occasion, family_says, by=None)
        going_back.note(answer, came_by=asked.household)


@action
def from_paper(
    *,
    hub: Hub,
    occasion: str,
    family_says: str,
    household: Household | None,
    by: User,
    once: UUID | None = None,
) -> None:
    """What stood on paper, typed in. Args: `household`, only where the family ticked that it may
    stand in its record; `once`, a random id of the page it was typed on. Raises SentTwice,
    TypedAlready, MergedMeanwhile, DisposedOf."""
    if household is None:
        _without_a_name(hub.pk, occasion, family_says, once)
    else:
        lock(household)
        _refuse_twice(household, occasion, family_says, by)
        _with_their_record(household, occasion, family_says, by=by)


def _standing(pk: int) -> Household | None:
    """The household as it is now, held until the end; None where its record is gone."""
    try:
        lock(pk)
    except MergedMeanwhile:
        kept = Household.objects.filter(pk=pk).values("merged_into")
        return _standing(Household.objects.get(pk__in=kept).pk)
    except (DisposedOf, Household.DoesNotExist):
        return None
    return Household.objects.get(pk=pk)


def _refuse_twice(household: Household, occasion: str, family_says: str, by: User) -> None:
    same = {"occasion": occasion, "family_says": family_says, "answered_on": today()}
    if SurveyAnswer.objects.filter(household=household, typed_by=by, **same).exists():
        raise TypedAlready


def _with_their_record(
    household: Household, occasion: str, family_says: str, *, by: User | None
) -> SurveyAnswer:
    answer = SurveyAnswer(
        household=household,
        occasion=occasion,
        answered_on=today(),
        family_says=family_says,
        typed_by=by,
    )
    answer.keep(by=by, why="Typed in from paper" if by else "Answered by the family")
    log.wrote(by, "household", household.pk, action="surveying.answer")
    return answer


def _without_a_name(hub: int, occasion: str, family_says: str, once: UUID | None = None) -> None:
    """Args: `once`, of the page it was typed on: the row's number is made of it, so that a page
    sent twice meets its own. Without the key it is a random number like every other."""
    number = UUID(lookup("survey typed in", str(once))[:32]) if once else uuid4()
    month = today().replace(day=1)
    facts = {"hub_id": hub, "occasion": occasion, "month": month, "family_says": family_says}
    _answer, is_new = UnnamedAnswer.objects.get_or_create(pk=number, defaults=facts)
    if not is_new:
        raise SentTwice
