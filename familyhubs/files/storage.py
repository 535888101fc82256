"""Files on disk: written whole or not at all, sealed, under names that say nothing.

Nothing is ever written in the clear, not even while it is uploaded (uploads.py).
"""

import contextlib
import os
import re
import secrets
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from familyhubs.keys.sealing import keyring

NAME = re.compile(r"[0-9a-f]{32}")
HALF_WRITTEN = ".new"
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class FileGone(Exception):
    """No file of that name is on the disk."""


def store(content: bytes, key_id: UUID, label: str) -> str:
    """Seal and keep the content; return its new random name. It survives a crash of the machine.

    The key is made if it is missing. When the caller's transaction is rolled back the file is
    nobody's, and `sweep_orphans` removes it. Raises KeyDestroyed, OSError.
    """
    name = secrets.token_hex(16)
    sealed = keyring([key_id], make=True).seal_bytes(key_id, _bound(label, name), content)
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half_written = path.with_name(f"{name}{HALF_WRITTEN}")
    try:
        with os.fdopen(os.open(half_written, NEW_FILE, mode=0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        half_written.rename(path)
    except BaseException:
        half_written.unlink(missing_ok=True)
        raise
    _keep_entry(path.parent)
    return name


def read(name: str, key_id: UUID, label: str) -> bytes:
    """What `store` was given. Raises FileGone, KeyDestroyed, Tampered."""
    try:
        sealed = path_of(name).read_bytes()
    except FileNotFoundError:
        raise FileGone(f"There is no file {name}.") from None
    return keyring([key_id]).content(key_id, _bound(label, name), sealed)


def remove(name: str) -> None:
    """Take the file away; one that is gone already is no error."""
    path_of(name).unlink(missing_ok=True)


def path_of(name: str) -> Path:
    """Where the file of that name is kept. Raises FileGone for what was never such a name."""
    if not NAME.fullmatch(name):
        raise FileGone("This is not the name of a file.")
    return folder() / name[:2] / name


def folder() -> Path:
    """Where all files are kept. Raises ImproperlyConfigured where none is set."""
    if not settings.FILES_FOLDER:
        raise ImproperlyConfigured("FAMILYHUBS_FILES is not set: name a folder for attachments.")
    return Path(settings.FILES_FOLDER)


def _bound(label: str, name: str) -> str:
    """The name is in the label, so that two files of one record cannot be exchanged."""
    return f"{label}/file/{name}"


def _keep_entry(directory: Path) -> None:
    """Have the new name itself written to the disk."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems cannot
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
