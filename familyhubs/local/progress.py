"""One line a step: what is being done, and how many seconds it took."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Print `doing ...` and, when the block has ended, its seconds; a terminal sees them count."""
    began = time.monotonic()
    print(f"{doing} ...", end="", flush=True)
    ended = threading.Event()
    counter = threading.Thread(target=_count, args=(doing, began, ended), daemon=True)
    if sys.stdout.isatty():
        counter.start()
    outcome = "stopped"
    try:
        yield
        outcome = "done"
    finally:
        ended.set()
        if counter.is_alive():
            counter.join()
        seconds = f" {time.monotonic() - began:.1f} s"
        print(seconds if outcome == "done" else f"{seconds}, {outcome}", flush=True)


def _count(doing: str, began: float, ended: threading.Event) -> None:
    while not ended.wait(1):
        print(f"\r{doing} ... {time.monotonic() - began:.0f} s", end="", flush=True)
    print(f"\r{doing} ...", end="", flush=True)
