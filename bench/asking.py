"""A worker's page asked for over and over by another process, while something goes on."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median, quantiles

PAUSE = 0.1  # seconds between an answer and the next question


class Asked:
    """Milliseconds of every page that was asked for."""

    def __init__(self) -> None:
        self.took: list[float] = []

    def __str__(self) -> str:
        """The median, the 95th percentile, the longest."""
        return (
            f"{len(self.took):,} pages, median {median(self.took):.0f} ms, "
            f"95th {quantiles(self.took, n=20)[-1]:.0f} ms, longest {max(self.took):.0f} ms"
        )


@contextmanager
def asking(address: str, cookie: str) -> Iterator[Asked]:
    """Ask for a page of the server of `bench.http` until the end of the block."""
    asked = Asked()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.asking", address],
        env={**os.environ, "BENCH_COOKIE": cookie},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield asked
    finally:
        answer, _ = process.communicate()  # closes its standard input, which ends it
        asked.took.extend(json.loads(answer))


def ask(address: str, cookie: str) -> list[float]:
    from bench.http import HOST, PORT, waited_for

    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    connection = HTTPConnection(HOST, PORT, timeout=60)
    took = []
    while not over.wait(PAUSE):
        took.append(waited_for(connection, address, cookie))
    return took


if __name__ == "__main__":
    print(json.dumps(ask(sys.argv[1], os.environ["BENCH_COOKIE"])))
