"""What happens in the night of `test_killed.py`."""

import time
from collections.abc import Callable
from subprocess import Popen

from tests.retention.killing import books
from tests.retention.killing.holds import hold
from tests.retention.killing.night import SIZE, Night
from tests.retention.killing.servers import kill

OUTBOXES = "SELECT (SELECT count(*) FROM keys_doomedkey) + (SELECT count(*) FROM files_doomedfile)"


def killed_commands(night: Night) -> None:
    """SIGKILL in each of these ways, at random: within a transaction that disposes of a family, at
    several steps of it; just after one; anywhere; as it starts."""
    ways: list[Callable[[Night], None]] = []
    for _ in range(SIZE.kills):
        assert night.certificates() < night.due * 0.7, "too few households for so many kills"
        ways = ways or night.chance.sample(WAYS, len(WAYS))
        ways.pop()(night)


def deleting(night: Night) -> None:
    with night.stopped_in_a_disposal() as (_, running):
        night.kill(running)


def about_to_write(table: str) -> Callable[[Night], None]:
    def killed(night: Night) -> None:
        with (
            night.stopped_in_a_disposal(before=table) as (held, running),
            night.then_before(table, held),
        ):
            night.kill(running)

    return killed


def just_after_one(night: Night) -> None:
    """By the rows that are gone, not by a certificate: what is written after the commit is late."""
    running, before = [night.command()], night.households()
    assert night.until(lambda: night.households() < before, running, often=0.001)
    night.kill(running)


def anywhere(night: Night) -> None:
    """And another one as it starts."""
    first, second = running = [night.command() for _ in range(2)]
    time.sleep(night.chance.uniform(0, 3))
    night.killed += kill(second)
    night.goes_on(2, [first])
    night.some_moment()
    night.kill(running)


WAYS = [
    deleting,
    about_to_write("keys_doomedkey"),
    about_to_write("retention_certificate"),
    about_to_write("audit_accessevent"),
    just_after_one,
    anywhere,
]


def postgres_stopped_at_once(night: Night) -> None:
    for _ in range(SIZE.restarts):
        with night.stopped_in_a_disposal() as (_, running):
            night.servers.stop_postgres_at_once()
        assert running[0].wait(60) != 0
        night.servers.start_postgres()


def clocks_and_workers(night: Night) -> None:
    """Two of each. The broker is away while a worker sweeps; then the workers are killed,
    PostgreSQL is stopped under the one that follows them, and that is killed after the sweep."""
    servers = night.servers
    assert night.certificates() < night.due, "nothing was left for the workers"
    clocks = [night.clock(name) for name in ("first", "second")]
    workers = [night.worker(name) for name in ("first", "second")]
    assert night.goes_on(1, workers)
    servers.kill_broker()
    assert night.goes_on(2, workers), "a sweep that runs needs no broker"
    night.some_moment()
    night.kill(workers)
    assert night.certificates() < night.due, "nothing was left for the worker that follows"
    workers = [night.worker("third")]
    time.sleep(night.chance.uniform(0, 2))
    servers.start_broker()
    for number, clock in enumerate(clocks):
        if clock.poll() is not None:  # a service that stops is started again
            clocks[number] = night.clock(f"again-{number}")
    assert night.goes_on(1, workers)
    night.some_moment()
    servers.stop_postgres_at_once()
    time.sleep(night.chance.uniform(0, 1))
    assert not servers.is_answering()
    servers.start_postgres()
    assert night.certificates() < night.due, "PostgreSQL was stopped too late"
    killed_with_the_files_removed(night, workers)
    killed_with_keys_destroyed(night)
    last = night.worker("last")
    assert night.until(lambda: night.number(OUTBOXES) == 0, [last])
    for each in (*clocks, last):
        assert kill(each), "it was still running"


def killed_with_the_files_removed(night: Night, workers: list[Popen[bytes]]) -> None:
    """After the sweep's last commit, when files are gone that stand in the outbox all the same."""
    before = night.number("SELECT max(id) FROM retention_sweeprun")
    begun = f"SELECT count(*) FROM retention_sweeprun WHERE id > {before}"
    assert night.until(lambda: night.number(begun) > 0, workers)
    with hold(night.servers) as held:
        assert held.row("retention_sweeprun", "id > %s", before, key_too=False)
        assert night.until(held.stops_somebody, workers, 600)
        assert night.certificates() == night.due
        doomed = books.doomed(night.servers)
        with night.then_before("files_doomedfile", held):
            night.kill(workers)
    assert books.doomed(night.servers) == doomed
    assert doomed.keys
    assert doomed.files
    assert not doomed.files & books.files_on_disk(night.servers)


def killed_with_keys_destroyed(night: Night) -> None:
    """By the task of every hour that makes up for it, when the keys of a batch are destroyed that
    stand in the outbox all the same."""
    doomed = books.doomed(night.servers)
    key = night.chance.choice(sorted(doomed.keys))
    assert key not in books.destroyed_keys(night.servers)[0]
    with hold(night.servers) as held:
        assert held.row("keys_doomedkey", "key_id = %s", key)
        workers = [night.worker("fourth")]
        assert night.until(held.stops_somebody, workers)
        night.kill(workers)
    assert key in books.doomed(night.servers).keys & books.destroyed_keys(night.servers)[0]
