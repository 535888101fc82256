"""A server whose keeper was killed: found by its process number, stopped, forgotten."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Protocol

from familyhubs.local.problems import Problem

STOPPED_WITHIN = 20


class HasLeftover(Protocol):
    title: str

    def leftover(self) -> tuple[int, str] | None: ...
    def forget_leftover(self) -> None: ...


def stop_leftover(service: HasLeftover) -> None:
    """Stop what an earlier keeper left running, and remove its stale process number.

    The number alone proves nothing: after a restart it may be another program's. Only a process
    whose command line names our own folder is stopped. Raises Problem if it does not stop.
    """
    found = service.leftover()
    if found is None:
        return
    number, mark = found
    for sent in (signal.SIGINT, signal.SIGKILL):
        if mark in command_line(number):
            os.kill(number, sent)
            wait_for_end(number, mark)
    if mark in command_line(number):
        raise Problem(f"{service.title} of an earlier run does not stop: end process {number}.")
    service.forget_leftover()


def wait_for_end(number: int, mark: str) -> None:
    give_up = time.monotonic() + STOPPED_WITHIN
    while mark in command_line(number) and time.monotonic() < give_up:
        time.sleep(0.05)


def command_line(number: int) -> str:
    """The command line of a process, or nothing when there is no such process."""
    if Path("/proc/self/cmdline").exists():
        try:
            words = Path(f"/proc/{number}/cmdline").read_bytes()
        except OSError:
            return ""
        return words.replace(b"\0", b" ").decode(errors="replace")
    asked = ["ps", "-o", "command=", "-p", str(number)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout
