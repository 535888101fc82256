"""What becomes of a relationship that is recorded: who holds responsibility; it was a mistake."""

from django.db import transaction

from familyhubs.audit import log
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions.people import may_hold
from households.models import Household, Relationship


class AlreadyMistaken(Refused):
    """Somebody said so a moment ago."""

    words = "It is marked already as recorded by mistake. Nothing has been changed."


@transaction.atomic
def say_responsibility(
    *,
    relationship: Relationship,
    parental_responsibility: str,
    household: Household,
    by: User,
    seen_version: int | None = None,
) -> Relationship:
    """Whether the first person holds parental responsibility for the second, or it is not known.

    Raises CannotHold, AlreadyMistaken, StaleRecord.
    """
    may_hold(relationship.kind)
    current = Relationship.objects.select_for_update().get(pk=relationship.pk)
    if current.in_error:
        raise AlreadyMistaken
    current.parental_responsibility = parental_responsibility
    current.keep(by=by, why="Parental responsibility recorded", seen_version=seen_version)
    log.wrote(by, "household", household.pk, action="relationships.say_responsibility")
    return current


@transaction.atomic
def mark_mistake(
    *,
    relationship: Relationship,
    reason: str,
    household: Household,
    by: User,
    seen_version: int | None = None,
) -> Relationship:
    """It was recorded by mistake: it stays in the history and counts no longer.

    Raises AlreadyMistaken, StaleRecord.
    """
    current = Relationship.objects.select_for_update().get(pk=relationship.pk)
    if current.in_error:
        raise AlreadyMistaken
    current.in_error = True
    current.keep(by=by, why=f"Recorded by mistake: {reason}", seen_version=seen_version)
    log.wrote(by, "household", household.pk, action="relationships.mark_mistake")
    return current
