"""`make demo` from an empty folder to a Ctrl-C, as a person sees it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from familyhubs.local import migrated
from familyhubs.local.folders import CHECKOUT
from familyhubs.local.leftovers import command_line
from tests.local.conftest import processes_of, wait_until


class Demo:
    """A running demo of a few households, on a port of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "familyhubs.local", "demo", "--households", "2"],
            cwd=CHECKOUT,
            env=environment | {"FAMILYHUBS_PORT": str(self.port)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def read_until(self, words: str) -> str:
        """Everything said so far, once `words` have been, or when it has ended."""
        assert self.process.stdout
        if self.process.stdout.closed:
            return "".join(self.said)
        for line in self.process.stdout:
            self.said.append(line)
            if words in line:
                break
        return "".join(self.said)

    def status_of(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def end(self) -> int:
        """Its exit code, when it has ended by itself or been told to."""
        self.read_until("(there is no such line)")
        if self.process.stdout:
            self.process.stdout.close()
        return self.process.wait(60)

    def members(self) -> list[int]:
        """The processes it has started: the web, the worker and the clock."""
        asked = ["pgrep", "-P", str(self.process.pid)]
        said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        return [int(number) for number in said.split()]


@pytest.fixture
def new_demo(environment: dict[str, str], data: Path) -> Iterator[Callable[[], Demo]]:
    demos: list[Demo] = []

    def begin() -> Demo:
        demos.append(Demo(environment))
        return demos[-1]

    yield begin
    for demo in demos:
        demo.process.terminate()
        demo.end()
    wait_until(lambda: not processes_of(data))


def test_it_serves_prints_the_sign_ins_and_stops_clean(
    new_demo: Callable[[], Demo], data: Path
) -> None:
    code = migrated.digest_of_code()
    demo = new_demo()
    said = demo.read_until("Ctrl-C")
    assert f"http://127.0.0.1:{demo.port}/" in said, said
    assert "password" in said
    assert demo.status_of("/health") == 200
    members = demo.members()
    assert len(members) == 3
    demo.process.send_signal(signal.SIGINT)
    assert demo.end() == 0, "".join(demo.said)
    assert not processes_of(data)
    assert not any(command_line(number) for number in members)

    again = new_demo()
    said = again.read_until("Ctrl-C")
    # Remembered, unless somebody has changed the code in the meantime.
    assert ("Making" in said) == (migrated.digest_of_code() != code), said
    assert "password" in said
    os.kill(again.members()[0], signal.SIGKILL)
    assert again.end() == 1
    assert "process ended by itself with code -9" in "".join(again.said)
    assert not processes_of(data)
