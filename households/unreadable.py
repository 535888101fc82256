"""What is sealed and cannot be read any more: said in a sentence, never an error page."""

from collections.abc import Iterator
from contextlib import contextmanager

from familyhubs.keys.sealing import KeyDestroyed, Keyring, Tampered
from familyhubs.records.refusals import Refused
from familyhubs.records.sealed import SealedRecord

CANNOT_BE_READ = "This cannot be read any more."


class CannotBeRead(Refused):
    """Its key was destroyed, or the bytes are not what was sealed here."""

    words = "This cannot be read any more: its key was destroyed, or it was damaged."


class CannotBeSealed(Refused):
    """Nothing more is kept of somebody whose key was destroyed."""

    words = (
        "This cannot be kept: the key to this person's sealed details was destroyed when their "
        "record was disposed of."
    )


@contextmanager
def refused() -> Iterator[None]:
    """Let what cannot be read be an action's refusal. Raises CannotBeRead."""
    try:
        yield
    except (KeyDestroyed, Tampered) as error:
        raise CannotBeRead from error


@contextmanager
def unsealed() -> Iterator[None]:
    """The same for what cannot be sealed. Raises CannotBeSealed."""
    try:
        yield
    except KeyDestroyed as error:
        raise CannotBeSealed from error


def read(record: SealedRecord, field: str, ring: Keyring) -> str | None:
    """The text of a sealed field; None where it cannot be read any more."""
    try:
        return record.read(field, ring)
    except (KeyDestroyed, Tampered):
        return None
