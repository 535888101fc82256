"""Files that belong to a contact: kept sealed outside the web root, moved with it, taken away."""

from collections.abc import Sequence

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.files import outbox, storage
from familyhubs.files.fields import Attachment as Upload
from familyhubs.keys.sealing import KeyDestroyed, Tampered
from familyhubs.organisations.models import User
from familyhubs.records.refusals import Refused
from households import unreadable
from households.actions.guards import only_its_own
from households.actions.locks import lock
from households.models import Attachment, Contact, Household
from households.models.contact import MOVED_HERE


class WentElsewhere(Refused):
    words = "Somebody moved this entry to another household meanwhile. Nothing has been changed."


class TakenAlready(Refused):
    words = "Somebody took this file away already."


class FileCannotBeRead(Refused):
    """A file that is gone, or does not open, is not sealed anew."""

    words = (
        "A file of this entry cannot be read any more. Take the file away from the entry first, "
        "then move the entry."
    )


@action
def hang_on(*, contact: Contact, uploads: Sequence[Upload], by: User) -> list[Attachment]:
    """Keep these files with a contact: all of them, or none.

    They are on the disk, sealed, before the rows that name them are committed; what a rolled-back
    transaction leaves there is swept. Raises AnothersEntry, WentElsewhere, CannotBeSealed, OSError.
    """
    if not uploads:
        return []
    only_its_own(contact.recorded_by, by)
    contact = held(contact)
    kept = []
    for file in uploads:
        attachment = Attachment(
            contact=contact,
            name=file.name,
            media_type=file.kind.mime,
            size=len(file.content),
            added_by=by,
        )
        with unreadable.unsealed():
            stored_as = storage.store(file.content, attachment.key_id, attachment.label)
        attachment.stored_as = stored_as
        attachment.keep(by=by, why="File added")
        kept.append(attachment)
    log.wrote(by, "household", contact.household_id, action="attachments.hang_on")
    return kept


@action
def seal_anew(*, contact: Contact, household: Household, by: User) -> None:
    """Seal a contact's files under another household's key; the old ones go after the commit.

    Raises AnothersEntry, WentElsewhere, FileCannotBeRead.
    """
    only_its_own(contact.recorded_by, by)
    contact = held(contact)
    for attachment in Attachment.objects.filter(contact=contact):
        if not attachment.in_error:
            old = attachment.stored_as
            content = _content(attachment, contact)
            with unreadable.unsealed():
                new = storage.store(content, household.data_key, attachment.label)
            attachment.stored_as = new
            outbox.doom([old])
        attachment.keep(by=by, why=MOVED_HERE)
    log.wrote(by, "household", contact.household_id, action="attachments.seal_anew")


@action
def take_away(*, attachment: Attachment, why: str, by: User) -> Attachment:
    """A wrong file: nobody sees it any more, and it goes from the disk after the commit.

    Who took it away, and why, is kept. Raises TakenAlready, AnothersEntry.
    """
    only_its_own(attachment.contact.recorded_by, by)
    contact = held(attachment.contact)
    standing = Attachment.objects.standing().select_for_update()
    row = standing.filter(contact=contact, pk=attachment.pk).first()
    if row is None:
        raise TakenAlready
    row.in_error = True
    row.keep(by=by, why=f"File taken away: {why}")
    outbox.doom([row.stored_as])
    log.wrote(by, "household", contact.household_id, action="attachments.take_away")
    return row


def _content(attachment: Attachment, contact: Contact) -> bytes:
    try:
        return storage.read(attachment.stored_as, contact.household.data_key, attachment.label)
    except (storage.FileGone, KeyDestroyed, Tampered) as error:
        raise FileCannotBeRead from error


def held(contact: Contact) -> Contact:
    """The contact as it is now, held until the transaction ends: nobody adds a file to it while
    another moves it to a household with another key. Raises WentElsewhere, MergedMeanwhile."""
    lock(contact.household_id)
    rows = Contact.objects.select_for_update(of=("self",)).select_related("household")
    found = rows.get(pk=contact.pk)
    if found.household_id != contact.household_id:
        raise WentElsewhere
    return found
