"""Pointers to the records that partners keep themselves (S36): recorded, corrected, mistaken."""

from collections.abc import Collection
from datetime import date

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import Organisation, User
from familyhubs.records.refusals import Refused
from households.actions.locks import lock
from households.models import Household
from retention.models import PartnerRecord


class RecordedAlready(Refused):
    def __init__(self, organisation: Organisation) -> None:
        super().__init__(f"{organisation} was recorded already. Nothing has been changed.")


class NoPartner(Refused):
    words = "The council's own records are these. Choose partner organisations."


class MarkedAlready(Refused):
    words = "This was marked as a mistake meanwhile."


@action
def record(
    *,
    household: Household,
    organisations: Collection[Organisation],
    how_known: str,
    by: User,
) -> list[PartnerRecord]:
    """These organisations keep records of their own about the household.

    Raises RecordedAlready, NoPartner.
    """
    lock(household)
    standing = PartnerRecord.objects.standing().filter(household=household)
    known = set(standing.values_list("organisation_id", flat=True))
    made = []
    for organisation in organisations:
        if organisation.is_council:
            raise NoPartner
        if organisation.pk in known:
            raise RecordedAlready(organisation)
        row = PartnerRecord(household=household, organisation=organisation, how_known=how_known)
        row.keep(by=by, why="Recorded")
        made.append(row)
    log.wrote(by, "household", household.pk, action="partner_records.record")
    return made


@action
def correct(
    *, pointer: PartnerRecord, how_known: str, gone_on: date | None, seen_version: int, by: User
) -> PartnerRecord:
    """How it is known, or that it keeps none any more. Raises MarkedAlready, StaleRecord."""
    current = _held(pointer)
    current.how_known, current.gone_on = how_known, gone_on
    current.keep(by=by, why="Corrected", seen_version=seen_version)
    log.wrote(by, "household", current.household_id, action="partner_records.correct")
    return current


@action
def mark_mistake(*, pointer: PartnerRecord, why: str, by: User) -> PartnerRecord:
    """It keeps none, and never did: out of the way, for good. Raises MarkedAlready."""
    current = _held(pointer)
    current.in_error = True
    current.keep(by=by, why=f"Recorded by mistake: {why}")
    log.wrote(by, "household", current.household_id, action="partner_records.mark_mistake")
    return current


def _held(pointer: PartnerRecord) -> PartnerRecord:
    lock(pointer.household_id)
    current = PartnerRecord.objects.select_for_update(of=("self",)).get(pk=pointer.pk)
    if current.in_error:
        raise MarkedAlready
    return current
