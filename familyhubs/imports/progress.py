"""How far an import is, on a terminal: a bar, the rate and the time that is left."""

import time
from typing import Protocol

WIDTH = 24
EVERY = 0.5  # seconds


class Stream(Protocol):
    def write(self, text: str, /) -> object: ...
    def flush(self) -> None: ...


class Bar:
    """One line of a terminal, written over and over."""

    def __init__(self, stream: Stream, size: int) -> None:
        self._stream, self._size = stream, max(size, 1)
        self._doing, self._began, self._said = "", 0.0, 0.0

    def tell(self, doing: str, read: int, households: int) -> None:
        """Say how many bytes of the file are done, and how many households that is."""
        now = time.monotonic()
        if doing != self._doing:
            self.end()
            self._doing, self._began, self._said = doing, now, 0.0
        done = min(read / self._size, 1)
        if now - self._said < EVERY and done < 1:
            return
        self._said = now
        self._stream.write("\r" + bar(doing, done, households, now - self._began))
        self._stream.flush()

    def end(self) -> None:
        """Leave the line as it is and go on below it."""
        if self._doing:
            self._stream.write("\n")
            self._doing = ""


def bar(doing: str, done: float, households: int, seconds: float) -> str:
    """For example: Adding [#####.......] 41 %  16,400 households, 95 a second, 4 min left."""
    full = round(done * WIDTH)
    rate = f", {households / seconds:,.0f} a second" if seconds > 1 else ""
    left = seconds * (1 - done) / done if done and seconds > 1 else 0
    say = f", {_in_words(left)} left" if left >= 1 else ""
    text = f"{doing} [{'#' * full}{'.' * (WIDTH - full)}] {done:>4.0%}  {households:,} households"
    return f"{text}{rate}{say}".ljust(79)


def _in_words(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
