"""The sweep's processes of one night, how far they have come, and where they are stopped."""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from subprocess import Popen

import psycopg

from bench.copies import STRIDE
from retention.plan import PLAN
from tests.retention.killing.books import is_due
from tests.retention.killing.holds import Hold, end_sessions, hold
from tests.retention.killing.servers import Servers, kill

SMALL = "tests.retention.killing.small"


@dataclass(frozen=True)
class Size:
    copies: int  # of four families; in every second copy two of them are due
    batch: int  # households a transaction
    kills: int  # of commands
    restarts: int


SIZE = Size(160, 2, 20, 2) if os.environ.get("KILLING") == "full" else Size(20, 1, 6, 1)


class Night:
    """The sweep's processes, and what has been certified so far.

    gone: the family of which everything goes, in each due copy.
    """

    def __init__(self, servers: Servers, due: int, gone: int) -> None:
        self.servers, self.due, self.gone = servers, due, gone
        self.chance = random.Random(int(os.environ.get("KILLING_SEED", "5")))
        self.killed = 0
        self.took = 0.3  # seconds from the end of one transaction to the next's, as last seen

    def command(self) -> Popen[bytes]:
        words = ("-m", SMALL, "retention_sweep", "--commit")
        return self.servers.begin(sys.executable, *words, KILLING_BATCH=str(SIZE.batch))

    def celery(self, *words: str) -> Popen[bytes]:
        program = str(Path(sys.executable).with_name("celery"))
        settings = {
            "KILLING_BATCH": str(SIZE.batch),
            "KILLING_HOUR": "1",
            "SWEEP_ASKED_EVERY": "1",
        }
        return self.servers.begin(program, "--app", SMALL, *words, **settings)

    def worker(self, name: str) -> Popen[bytes]:
        return self.celery("worker", "--concurrency", "1", "--hostname", f"{name}@here")

    def clock(self, name: str) -> Popen[bytes]:
        schedule = str(self.servers.folder / f"{name}-schedule")
        return self.celery("beat", "--schedule", schedule, "--pidfile", "")

    def number(self, question: str) -> int:
        """What PostgreSQL answers with; -1 while it is away."""
        try:
            return int(self.servers.ask(question)[0][0])
        except psycopg.OperationalError:
            return -1

    def certificates(self) -> int:
        return self.number("SELECT count(*) FROM retention_certificate")

    def households(self) -> int:
        return self.number("SELECT count(*) FROM households_household")

    def kill(self, processes: list[Popen[bytes]]) -> None:
        self.killed += sum([kill(each) for each in processes])
        end_sessions(self.servers)

    # --- Where it is stopped ----------------------------------------------------------------
    @cached_property
    def of_a_household(self) -> list[str]:
        """Tables of which a disposal of the whole family deletes every row, by the household."""
        rows = self.servers.ask(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'household_id' "
            "AND table_schema = 'public' AND table_name LIKE ANY (%s) "
            "AND table_name NOT LIKE '%%historical%%' AND table_name <> 'retention_dueline'",
            ["households_%", "consent_%", "retention_%"],
        )
        return sorted(name for (name,) in rows)

    def before_writing_to(self, table: str) -> list[str]:
        """Those that a disposal comes to before it writes to another table. Keys are given up as
        early as the first record that has one of its own goes."""
        if table != "keys_doomedkey":
            return self.of_a_household
        first = next(place for place, step in enumerate(PLAN) if step.data_key)
        early = {step.table for step in PLAN[:first]}
        return [name for name in self.of_a_household if name in early]

    def still_there(self) -> list[int]:
        """The due households of which everything goes, in the order of the sweep."""
        rows = self.servers.ask("SELECT id FROM households_household ORDER BY id")
        return [pk for (pk,) in rows if is_due(pk) and pk % STRIDE == self.gone]

    @contextmanager
    def stopped_in_a_disposal(
        self, *, before: str = ""
    ) -> Iterator[tuple[Hold, list[Popen[bytes]]]]:
        """A command that has deleted some rows of a family, and waits for another one.

        Args: `before`, a table that it has not written to by then."""
        with hold(self.servers) as held:
            household = self.chance.choice(self.still_there()[:2])
            tables = self.before_writing_to(before)
            tables = self.chance.sample(tables, len(tables))
            assert any(held.row(table, "household_id = %s", household) for table in tables)
            running = [self.command()]
            assert self.until(held.stops_somebody, running), self.servers.log()[-3000:]
            yield held, running

    @contextmanager
    def then_before(self, table: str, held: Hold) -> Iterator[None]:
        """Let it go on until it is about to write to a table."""
        with hold(self.servers) as further:
            further.table(table)
            held.let_go()
            assert self.until(further.stops_somebody, [])
            yield

    # --- How far it has come ----------------------------------------------------------------
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
        self,
        asked: Callable[[], bool],
        processes: list[Popen[bytes]],
        within: float = 120,
        often: float = 0.01,
    ) -> bool:
        """Wait until that is so; False where the processes ended first."""
        give_up = time.monotonic() + within
        while not asked():
            if processes and all(each.poll() is not None for each in processes):
                return asked()
            assert time.monotonic() < give_up, self.servers.log()[-3000:]
            time.sleep(often)
        return True
