"""File locks: the kernel lets go of them however their holder dies, so none is ever stale."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def take(path: Path, *, shared: bool = False, seconds: float = 0) -> int | None:
    """Lock the file, waiting for up to `seconds`.

    Returns the open file that holds the lock (`drop` gives it back), or None when another
    process kept it. Many may share a lock; one that is not shared is its holder's alone.
    """
    opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    give_up = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(opened, kind | fcntl.LOCK_NB)
            return opened
        except BlockingIOError:
            if time.monotonic() >= give_up:
                os.close(opened)
                return None
            time.sleep(0.02)


def drop(lock: int) -> None:
    """Give a lock back, also for children that were forked while it was held."""
    fcntl.flock(lock, fcntl.LOCK_UN)
    os.close(lock)


def is_held(path: Path) -> bool:
    """Whether any process holds the lock."""
    lock = take(path)
    if lock is None:
        return True
    drop(lock)
    return False


@contextmanager
def one_at_a_time(path: Path, seconds: float) -> Iterator[bool]:
    """Hold the lock for the length of a block. Gives False when it was not to be had in time."""
    lock = take(path, seconds=seconds)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            drop(lock)
