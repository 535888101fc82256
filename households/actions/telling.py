"""The family is told what came from somebody else; or not, where that would be dangerous (S22)."""

from datetime import date

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.models import User
from familyhubs.records.dates import today, years_after
from familyhubs.records.refusals import Refused
from households.actions import attachments
from households.actions.guards import only_its_own
from households.models import Contact


class ToldBefore(Refused):
    """The family cannot be told before anybody knew."""

    words = "The date must be on or after the day it was received"
    field = "on"


class ToldToCome(Refused):
    words = "The date must be today or in the past"
    field = "on"


class ToldAlready(Refused):
    words = "It is recorded already that the family was told. Nothing has been changed."


class LookAgainLater(Refused):
    words = "The date must be after today, and within a year"
    field = "look_again_on"


@action
def family_told(*, contact: Contact, on: date, by: User) -> Contact:
    """The family was told. Raises ToldAlready, ToldBefore, ToldToCome, AnothersEntry."""
    only_its_own(contact.recorded_by, by)
    held = _waiting(contact)
    if held.received_on is not None and on < held.received_on:
        raise ToldBefore
    if on > today():
        raise ToldToCome
    held.family_told_on = on
    held.not_told_why, held.look_again_on = "", None
    held.keep(by=by, why="The family was told")
    log.wrote(by, "household", held.household_id, action="contacts.family_told")
    return held


@action
def not_told(*, contact: Contact, why: str, look_again_on: date, by: User) -> Contact:
    """Telling them would put somebody in danger: it waits for nobody until that day.

    Raises ToldAlready, LookAgainLater, AnothersEntry.
    """
    only_its_own(contact.recorded_by, by)
    held = _waiting(contact)
    if not today() < look_again_on <= years_after(today(), 1):
        raise LookAgainLater
    held.not_told_why, held.look_again_on = why, look_again_on
    held.keep(by=by, why="The family is not told for now")
    log.wrote(by, "household", held.household_id, action="contacts.not_told")
    return held


def _waiting(contact: Contact) -> Contact:
    held = attachments.held(contact)
    if not held.is_to_be_told:
        raise ToldAlready
    return held
