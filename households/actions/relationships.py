"""What becomes of a relationship that is recorded: who holds responsibility; it was a mistake."""

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households.actions import corrections
from households.actions.locks import lock
from households.actions.people import may_hold
from households.models import Household, Relationship


class AlreadyMistaken(Refused):
    """Somebody said so a moment ago."""

    words = "It is marked already as recorded by mistake. Nothing has been changed."


@action
def say_responsibility(
    *,
    relationship: Relationship,
    parental_responsibility: str,
    household: Household,
    by: User,
    seen_version: int | None = None,
) -> Relationship:
    """Whether the first person holds parental responsibility for the second, or it is not known.

    Whoever could see what was said before is told that it changed (S18).

    Raises CannotHold, AlreadyMistaken, StaleRecord.
    """
    lock(household)
    may_hold(relationship.kind)
    current = _held(relationship)
    changed = current.parental_responsibility != parental_responsibility
    current.parental_responsibility = parental_responsibility
    current.keep(by=by, why="Parental responsibility recorded", seen_version=seen_version)
    if changed:
        corrections.pass_on_bond(relationship=current, field="parental_responsibility", by=by)
    log.wrote(by, "household", household.pk, action="relationships.say_responsibility")
    return current


@action
def mark_mistake(
    *,
    relationship: Relationship,
    reason: str,
    household: Household,
    by: User,
    seen_version: int | None = None,
) -> Relationship:
    """It was recorded by mistake: it stays in the history and counts no longer.

    Whoever could see it is told (S18).

    Raises AlreadyMistaken, StaleRecord.
    """
    lock(household)
    current = _held(relationship)
    current.in_error = True
    current.keep(by=by, why=f"Recorded by mistake: {reason}", seen_version=seen_version)
    corrections.pass_on_bond(relationship=current, field="relationships", by=by)
    log.wrote(by, "household", household.pk, action="relationships.mark_mistake")
    return current


def _held(relationship: Relationship) -> Relationship:
    """The row, locked. Raises AlreadyMistaken."""
    rows = Relationship.objects.select_for_update(of=("self",))
    current = rows.select_related("person", "other").get(pk=relationship.pk)
    if current.in_error:
        raise AlreadyMistaken
    return current
