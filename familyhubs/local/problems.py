"""What can go wrong on the machine, each in one sentence that says what to do."""

import errno
import shutil
from pathlib import Path

ENOUGH_TO_START = 150  # MB: a new database cluster with its first write-ahead log is 60
FULL_DISK_WORDS = ("No space left on device", "Disk quota exceeded")


class Problem(SystemExit):
    """A sentence for the person at the keyboard.

    A SystemExit, so that a command that does not catch it ends with the sentence on standard
    error, exit code 1 and no traceback.
    """


def full_disk(where: Path, needed: int = ENOUGH_TO_START) -> Problem:
    """The problem to raise when `where` cannot be written for want of room (`needed` in MB)."""
    return Problem(
        f"The disk that holds {where} is full: make at least {needed} MB free there, "
        "or set FAMILYHUBS_DATA to a folder on another disk."
    )


def require_room(where: Path, needed: int = ENOUGH_TO_START) -> None:
    """Raise a Problem when less than `needed` MB are free under the folder `where`."""
    there = next(folder for folder in (where, *where.parents) if folder.exists())
    if shutil.disk_usage(there).free < needed * 1024 * 1024:
        raise full_disk(where, needed)


def is_full_disk(error: OSError) -> bool:
    """Whether an operating-system error means that there is no room left."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def tells_of_full_disk(output: str) -> bool:
    """Whether a program's output says that there is no room left."""
    return any(words in output for words in FULL_DISK_WORDS)
