"""Numbers that other services know somebody, or their home, by: sealed (S10)."""

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.keys import sealing
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households import unreadable
from households.actions.locks import lock, one_at_a_time
from households.identifiers import NotANumber, normalise
from households.models import Address, Household, Identifier, IdentifierKind, Person


class NotThatNumber(Refused):
    """What was typed is no such number."""

    field = "number"


class SomebodyElses(Refused):
    """The same number is recorded for another person, whom the worker may see."""

    field = "number"


class RemovedAlready(Refused):
    """Somebody pressed twice, or somebody else did."""

    words = "It was removed already. Nothing has been changed."


@action
def record(
    *,
    kind: str,
    number: str,
    household: Household,
    by: User,
    person: Person | None = None,
    address: Address | None = None,
    seen_version: int | None = None,
) -> Identifier:
    """Keep a person's number, or (UPRN) an address's; a former one is overwritten.

    Args: `seen_version`, of the page that is saved, 0 where it showed that none was recorded.
    Raises NotThatNumber, SomebodyElses, CannotBeSealed, StaleRecord.
    """
    try:
        value = normalise(kind, number)
    except NotANumber as problem:
        raise NotThatNumber(problem.words) from problem
    lookup = sealing.lookup(kind, value)
    lock(household, *([person] if person else []), of_shell=person is not None)
    if person is not None:
        one_at_a_time(lookup)
        _nobody_elses(kind, lookup, person, by)
    rows = Identifier.objects.select_for_update(of=("self",)).filter(kind=kind)
    held = rows.filter(person=person, address=address).first()
    held = held or Identifier(kind=kind, person=person, address=address)
    held.lookup = lookup
    with unreadable.unsealed():
        held.close("value", value)
    held.keep(by=by, why=f"{IdentifierKind(kind).label} recorded", seen_version=seen_version)
    log.wrote(by, "household", household.pk, action="identifiers.record")
    return held


@action
def remove(
    *,
    identifier: Identifier,
    household: Household,
    reason: str,
    by: User,
    seen_version: int | None = None,
) -> Identifier:
    """The number goes, sealed value and all; that it was here, and why it went, stays.

    Raises RemovedAlready, StaleRecord where another number took its place meanwhile.
    """
    lock(household, of_shell=identifier.person_id is not None)
    held = Identifier.objects.select_for_update().get(pk=identifier.pk)
    if not held.lookup:
        raise RemovedAlready
    held.close("value", "")
    held.lookup = ""
    why = f"{held.get_kind_display()} removed: {reason}"
    held.keep(by=by, why=why, seen_version=seen_version)
    log.wrote(by, "household", household.pk, action="identifiers.remove")
    return held


def _nobody_elses(kind: str, lookup: str, person: Person, by: User) -> None:
    """Of somebody whom the worker may not see nothing is told: the hub is asked after the save
    (`merging.numbers`). Raises SomebodyElses."""
    held = Identifier.objects.filter(kind=kind, lookup=lookup, person__merged_into__isnull=True)
    others = held.exclude(person=person).values("person_id")
    known = Person.objects.visible_to(by).filter(pk__in=others).first()
    if known is None:
        return
    raise SomebodyElses(
        f"Same {IdentifierKind(kind).label} as {known.full_name}, who is recorded already. Check "
        "the number. If they are the same person, merge the two records instead"
    )
