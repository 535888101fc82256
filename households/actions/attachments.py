"""Files that belong to a contact: kept sealed outside the web root, moved with it."""

from collections.abc import Sequence

from django.db import transaction

from familyhubs.audit import log
from familyhubs.files import outbox, storage
from familyhubs.files.fields import Attachment as Upload
from familyhubs.organisations.models import User
from households.models import Attachment, Contact, Household


@transaction.atomic
def hang_on(*, contact: Contact, uploads: Sequence[Upload], by: User) -> list[Attachment]:
    """Keep these files with a contact: all of them, or none.

    They are on the disk, sealed, before the rows that name them are committed; what a rolled-back
    transaction leaves there is swept. Raises KeyDestroyed, OSError.
    """
    kept = []
    for file in uploads:
        attachment = Attachment(
            contact=contact,
            name=file.name,
            media_type=file.kind.mime,
            size=len(file.content),
            added_by=by,
        )
        attachment.stored_as = storage.store(file.content, attachment.key_id, attachment.label)
        attachment.keep(by=by, why="File added")
        kept.append(attachment)
    if kept:
        log.wrote(by, "household", contact.household_id, action="attachments.hang_on")
    return kept


@transaction.atomic
def seal_anew(*, contact: Contact, household: Household, by: User) -> None:
    """Seal a contact's files under another household's key; the old ones go after the commit."""
    for attachment in Attachment.objects.filter(contact=contact).select_related("contact"):
        old = attachment.stored_as
        content = storage.read(old, contact.household.data_key, attachment.label)
        attachment.stored_as = storage.store(content, household.data_key, attachment.label)
        attachment.keep(by=by, why="Moved to another household")
        outbox.doom([old])
    log.wrote(by, "household", contact.household_id, action="attachments.seal_anew")
