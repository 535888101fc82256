"""Users of local servers as they are in life: processes, with a data folder of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from familyhubs.local.folders import CHECKOUT
from familyhubs.local.leftovers import command_line
from familyhubs.local.servers import OWN_KEYS

OURS = ("DATABASE_", "CELERY_BROKER_URL", "FAMILYHUBS_", "PG_BIN", *OWN_KEYS)
USER = """
import os, sys
from familyhubs import local
local.ensure(durable=False)
print(os.environ["DATABASE_ADMIN_URL"], flush=True)
sys.stdin.read()
"""


class User:
    """A process that has asked for the servers and holds them until it leaves or is killed."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER],
            cwd=CHECKOUT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def address(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def leave(self) -> str:
        """Leave in order. Returns what was said on standard error."""
        return self.process.communicate()[1]

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment that names no server, with a data folder of this test's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"FAMILYHUBS_DATA": str(tmp_path / "data")}


@pytest.fixture
def data(environment: dict[str, str]) -> Path:
    return Path(environment["FAMILYHUBS_DATA"])


@pytest.fixture
def new_user(environment: dict[str, str]) -> Iterator[Callable[[], User]]:
    users: list[User] = []

    def begin() -> User:
        users.append(User(environment))
        return users[-1]

    yield begin
    for user in users:
        if user.process.returncode is None:
            user.kill()
    wait_until(lambda: not processes_of(Path(environment["FAMILYHUBS_DATA"])))


def processes_of(data: Path) -> list[str]:
    """The command lines of every process that names the data folder."""
    listed = subprocess.run(["ps", "-eo", "pid="], capture_output=True, text=True, check=True)
    lines = [command_line(int(number)) for number in listed.stdout.split()]
    return [line for line in lines if str(data) in line]


def wait_until(holds: Callable[[], bool], seconds: float = 10) -> None:
    give_up = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up, "it did not come true in time"
        time.sleep(0.05)
