"""The sweep's processes of one night, and how far they have come."""

import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import psycopg

from tests.retention.killing.servers import Servers

SMALL = "tests.retention.killing.small"


@dataclass(frozen=True)
class Size:
    copies: int  # of four families; in every second copy two of them are due
    batch: int  # households a transaction
    kills: int
    restarts: int


SIZE = Size(400, 2, 20, 3) if os.environ.get("KILLING") == "full" else Size(40, 1, 4, 1)


class Night:
    """The sweep's processes, and what has been certified so far."""

    def __init__(self, servers: Servers, due: int) -> None:
        self.servers, self.due = servers, due
        self.chance = random.Random(int(os.environ.get("KILLING_SEED", "5")))
        self.killed = 0
        self.took = 0.3  # seconds from the end of one transaction to the next's, as last seen

    def command(self) -> Popen[bytes]:
        words = ("-m", SMALL, "retention_sweep", "--commit")
        return self.servers.begin(sys.executable, *words, KILLING_BATCH=str(SIZE.batch))

    def celery(self, *words: str) -> Popen[bytes]:
        program = str(Path(sys.executable).with_name("celery"))
        settings = {"KILLING_BATCH": str(SIZE.batch), "SWEEP_ASKED_EVERY": "1"}
        return self.servers.begin(program, "--app", SMALL, *words, **settings)

    def worker(self, name: str) -> Popen[bytes]:
        return self.celery("worker", "--concurrency", "1", "--hostname", f"{name}@here")

    def clock(self, name: str) -> Popen[bytes]:
        schedule = str(self.servers.folder / f"{name}-schedule")
        return self.celery("beat", "--schedule", schedule, "--pidfile", "")

    def certificates(self) -> int:
        try:
            return int(self.servers.ask("SELECT count(*) FROM retention_certificate")[0][0])
        except psycopg.OperationalError:
            return -1

    def goes_on(
        self, transactions: int, processes: list[Popen[bytes]], within: float = 120
    ) -> bool:
        """Wait until so many more are committed; False where the processes ended first."""
        moments = []
        for _ in range(transactions):
            before = self.certificates()
            if before >= self.due:
                return True
            if not self.until(lambda: self.certificates() > before, processes, within):  # noqa: B023
                return False
            moments.append(time.monotonic())
        if len(moments) > 1:
            self.took = (moments[-1] - moments[0]) / (len(moments) - 1)
        return True

    def some_moment(self) -> None:
        """Anywhere in the next two transactions: what was just seen is the end of one."""
        time.sleep(self.chance.uniform(0, 2 * self.took))

    def until(
        self, asked: Callable[[], bool], processes: list[Popen[bytes]], within: float = 120
    ) -> bool:
        give_up = time.monotonic() + within
        while not asked():
            if processes and all(each.poll() is not None for each in processes):
                return asked()
            assert time.monotonic() < give_up, self.servers.log()[-3000:]
            time.sleep(0.005)
        return True
