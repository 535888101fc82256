"""Contact with a family: recorded, corrected, moved to the right household.

Sources: S11, S13, S19. The note is sealed under the household's data key, and so are the
copies of it that stay in the history.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.files.fields import Attachment as Upload
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households import unreadable
from households.actions import attachments
from households.actions.guards import Contradiction, all_here, only_its_own
from households.actions.locks import lock
from households.categories import Category
from households.contact_rules import Entry
from households.models import Contact, Household, Person, Source
from households.models.contact import ATTENDABLE, MOVED_HERE


class RecordedAlready(Refused):
    """The same page was sent twice."""

    words = (
        "This entry is on the timeline already: the page was sent twice. To add something to it, "
        "open the entry there and change it."
    )


class MarkedAlready(Refused):
    words = "This entry is marked as a mistake already. Nothing has been changed."


class SameHousehold(Refused):
    words = "The entry stands in this household already"


@action
def record(
    *,
    household: Household,
    people: Sequence[Person],
    by: User,
    note: str = "",
    uploads: Sequence[Upload] = (),
    once: UUID | None = None,
    **details: Any,
) -> Contact:
    """Put an entry on the timeline.

    Args: `details`, the fields of `Entry`; `once`, a random id of the page it was typed on, so
    that a page sent twice is recorded once. A partner's own observation is its organisation's.
    Raises Contradiction, NotTheirs, RecordedAlready.
    """
    lock(household)
    if once and Contact.objects.filter(household=household, sealed_as=once).exists():
        raise RecordedAlready
    contact = Contact(household=household, recorded_by=by)
    if once:
        contact.sealed_as = once
    _fill(contact, Entry(**details), people, note, by)
    contact.keep(by=by, why="Recorded on the timeline")
    contact.people.set(people)
    attachments.hang_on(contact=contact, uploads=uploads, by=by)
    log.wrote(by, "household", household.pk, action="contacts.record")
    return contact


@action
def correct(
    *,
    contact: Contact,
    people: Sequence[Person],
    note: str,
    seen_version: int,
    by: User,
    why: str,
    **details: Any,
) -> Contact:
    """Correct an entry; what it said before stays in its history, sealed.

    Raises StaleRecord when somebody else did meanwhile, AnothersEntry, Contradiction, NotTheirs,
    CannotBeRead: what does not open is not written over.
    """
    only_its_own(contact.recorded_by, by)
    lock(contact.household_id)
    with unreadable.refused():
        contact.read("note")
    before = set(contact.people.values_list("pk", flat=True))
    _fill(contact, Entry(**details), people, note, by)
    if before != {person.pk for person in people}:
        why = f"{why} (whom it is about was changed)"
    contact.keep(by=by, why=why, seen_version=seen_version)
    contact.people.set(people)
    log.wrote(by, "household", contact.household_id, action="contacts.correct")
    return contact


@action
def say_attendance(
    *, contact: Contact, attended: str, seen_version: int, by: User, note: str = ""
) -> Contact:
    """Say afterwards whether they came to an appointment or a visit (S11).

    Args: `note`, added below the one that is there.
    Raises StaleRecord, AnothersEntry, Contradiction where the day is still to come, CannotBeRead.
    """
    only_its_own(contact.recorded_by, by)
    lock(contact.household_id)
    _refuse(_entry_of(contact, attended=attended).of_the_day())
    contact.attended = attended
    if note:
        with unreadable.refused():
            said = contact.read("note")
            contact.close("note", "\n\n".join(filter(None, [said, note])))
    contact.keep(by=by, why="Attendance recorded", seen_version=seen_version)
    log.wrote(by, "household", contact.household_id, action="contacts.say_attendance")
    return contact


@action
def mark_mistake(*, contact: Contact, why: str, by: User) -> Contact:
    """It was recorded by mistake: kept, and no partner sees it any more.

    Raises MarkedAlready, AnothersEntry.
    """
    return _mark(contact, mistake=True, why=f"Recorded by mistake: {why}", by=by)


@action
def restore(*, contact: Contact, why: str, by: User) -> Contact:
    """It was no mistake after all. Raises MarkedAlready where it is not marked any more."""
    return _mark(contact, mistake=False, why=f"No mistake after all: {why}", by=by)


@action
def move(
    *,
    contact: Contact,
    household: Household,
    people: Sequence[Person],
    seen_version: int,
    why: str,
    by: User,
) -> Contact:
    """It is another family's: moved whole, sealed anew under that household's key.

    Nothing of it is left on the wrong household's pages, and no reason that was typed there, this
    one too, stands on the right one's: they may name the other family. The caller has opened both.
    Raises SameHousehold, AnothersEntry, StaleRecord, Contradiction, NotTheirs, CannotBeRead.
    """
    if household.pk == contact.household_id:
        raise SameHousehold
    only_its_own(contact.recorded_by, by)
    for home in sorted((contact.household_id, household.pk)):
        lock(home)
    contact.keep(by=by, why=f"Moved to another household: {why}", seen_version=seen_version)
    left = contact.household
    with unreadable.refused():
        note = contact.read("note")
    attachments.seal_anew(contact=contact, household=household, by=by)
    contact.household = household
    contact.in_error = False
    contact.not_told_why, contact.look_again_on = "", None
    _fill(contact, _entry_of(contact), people, note, by)
    contact.keep(by=by, why=MOVED_HERE)
    contact.people.set(people)
    for one in (left, household):
        log.wrote(by, "household", one.pk, action="contacts.move")
    return contact


def _fill(contact: Contact, entry: Entry, people: Sequence[Person], note: str, by: User) -> None:
    """Put into the row what was said, once it is seen to be possible."""
    all_here(contact.household, people, by, Category.CONTACT_HISTORY, Category.IDENTITY)
    _refuse(entry.problems(people))
    told_by_others = entry.source == Source.OTHER
    contact.kind, contact.on, contact.at = entry.kind, entry.on, entry.at
    contact.attended = entry.attended if entry.kind in ATTENDABLE else ""
    contact.channel, contact.source = entry.channel, entry.source
    contact.source_name = entry.source_name if told_by_others else ""
    contact.received_on = entry.received_on if told_by_others else None
    if not told_by_others:
        contact.family_told_on = contact.look_again_on = None
        contact.not_told_why = ""
    own = entry.source == Source.WORKER and contact.recorded_by
    observer = own.organisation if own and own.is_partner else None
    contact.source_organisation = entry.source_organisation if told_by_others else observer
    with unreadable.unsealed():
        contact.close("note", note)


def _entry_of(contact: Contact, **changed: Any) -> Entry:
    said = {name: getattr(contact, name) for name in Entry.__dataclass_fields__}
    return Entry(**said | changed)


def _refuse(problems: Any) -> None:
    for field, words in problems:
        raise Contradiction(words, field)


def _mark(contact: Contact, *, mistake: bool, why: str, by: User) -> Contact:
    only_its_own(contact.recorded_by, by)
    held = attachments.held(contact)
    if held.in_error is mistake:
        raise MarkedAlready if mistake else Contradiction("This entry is not marked.", "why")
    held.in_error = mistake
    held.keep(by=by, why=why)
    action = "contacts.mark_mistake" if mistake else "contacts.restore"
    log.wrote(by, "household", held.household_id, action=action)
    return held
