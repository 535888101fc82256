"""The processes of the demo: started together, watched, stopped together."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

from familyhubs.local.folders import CHECKOUT, made
from familyhubs.local.programs import tied_to_parent

STOP_WITHIN = 10  # seconds for a task or a page to finish


class Member(NamedTuple):
    name: str
    process: subprocess.Popen[bytes]
    log: Path


class Crew:
    """Child processes, each in a group of its own so that a Ctrl-C reaches only us."""

    def __init__(self, logs: Path) -> None:
        self.logs = made(logs)
        self.members: list[Member] = []

    def start(self, name: str, command: list[str], **environment: str) -> Member:
        """Start one process with its own log, begun anew. Returns it."""
        log = self.logs / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*tied_to_parent("TERM"), *command],
                cwd=CHECKOUT,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        member = Member(name, process, log)
        self.members.append(member)
        return member

    def fallen(self) -> Member | None:
        """The first member that has ended, or None while all run."""
        return next((each for each in self.members if each.process.poll() is not None), None)

    def stop(self) -> None:
        """Ask every member to end, wait, and end by force whatever is left of its group."""
        for member in self.members:
            if member.process.poll() is None:
                member.process.terminate()
        give_up = time.monotonic() + STOP_WITHIN
        for member in self.members:
            with contextlib.suppress(subprocess.TimeoutExpired):
                member.process.wait(max(0.1, give_up - time.monotonic()))
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(member.process.pid, signal.SIGKILL)
            member.process.wait()
        self.members.clear()


def last_words(log: Path, lines: int = 15) -> str:
    """The end of a log, to show why its process ended."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
