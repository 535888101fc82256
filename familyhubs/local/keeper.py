"""A process that keeps one server running for as long as anybody uses it.

Every user holds a shared lock on one file. When nobody does, the keeper stops the server and
ends. The kernel lets go of a lock however its holder dies, so a server outlives neither a
Ctrl-C nor a `kill -9`; and if the keeper itself is killed, the server goes with its parent.

`python -m familyhubs.local.keeper NAME FOLDER durable|fast` returns when the server is ready,
or ends with one sentence and exit code 1.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

from familyhubs.local import locks
from familyhubs.local.broker import Broker
from familyhubs.local.folders import made
from familyhubs.local.leftovers import stop_leftover
from familyhubs.local.postgres import Postgres
from familyhubs.local.problems import Problem, full_disk, is_full_disk, tells_of_full_disk

Service = Postgres | Broker
SERVICES: dict[str, type[Service]] = {kind.name: kind for kind in (Postgres, Broker)}
READY_WITHIN = 60  # seconds; recovery after a crash of the machine is the slow case
STOPPED_WITHIN = 30
LOOKS_EVERY = 0.2  # between two looks whether anybody is left
LONGEST_SOCKET_FOLDER = 70  # a socket's whole path must stay under 104 bytes
LOG_KEPT = 5_000_000  # bytes, before a log is begun anew


def keep(service: Service, report: int) -> None:
    """Start the server, say "ready" on the pipe `report`, and stop it when nobody is left."""
    run = made(service.folder / "run")
    if locks.take(run / f"{service.name}.keeper", seconds=5) is None:
        raise Problem(f"{service.title} is being started by another process; try again.")
    stop_leftover(service)
    address = run / f"{service.name}.address"
    if address.exists():  # an earlier keeper was killed
        shutil.rmtree(address.read_text(), ignore_errors=True)
    service.prepare()
    with tempfile.TemporaryDirectory(prefix="fh-", dir=short_folder()) as name:
        sockets = Path(name)
        server = start(service, sockets)
        try:
            address.write_text(str(sockets))
            os.write(report, b"ready")
            os.close(report)
            users = run / f"{service.name}.users"
            while server.poll() is None and locks.take(users) is None:
                time.sleep(LOOKS_EVERY)
        finally:
            address.unlink(missing_ok=True)
            stop(server, service)


def start(service: Service, sockets: Path) -> subprocess.Popen[bytes]:
    """Start the server and wait until it takes connections. Raises Problem if it does not."""
    log = made(service.folder / "logs") / f"{service.name}.log"
    if log.exists() and log.stat().st_size > LOG_KEPT:
        log.unlink()
    with log.open("ab") as output:
        before = output.tell()
        server = subprocess.Popen(
            service.command(sockets),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    give_up = time.monotonic() + READY_WITHIN
    while not service.is_ready(sockets):
        if server.poll() is not None or time.monotonic() > give_up:
            stop(server, service)
            raise did_not_start(service, log, before)
        time.sleep(0.01)
    return server


def stop(server: subprocess.Popen[bytes], service: Service) -> None:
    """Stop the server in order, or by force when it does not listen."""
    for number in (service.stop_signal, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is None:
            server.send_signal(number)
            try:
                server.wait(STOPPED_WITHIN)
            except subprocess.TimeoutExpired:
                continue
    server.wait()


def did_not_start(service: Service, log: Path, before: int) -> Problem:
    """The sentence for a server that ended at once, from what it logged after byte `before`."""
    said = log.read_bytes()[before:].decode(errors="replace")
    if tells_of_full_disk(said):
        return full_disk(service.folder)
    reasons = [line.strip() for line in said.splitlines() if "FATAL" in line or "rror" in line]
    return Problem(f"{service.title} did not start: {(reasons or [said[-200:]])[0]} (log: {log})")


def short_folder() -> str:
    """A folder for temporary files whose name leaves room for a socket's."""
    folder = tempfile.gettempdir()
    return folder if len(folder) < LONGEST_SOCKET_FOLDER else "/tmp"  # noqa: S108 (made unguessable)


def into_background(log: Path) -> int:
    """Go on as a process of its own. Returns the pipe on which to report.

    The process that was called stays until the report is there, and ends with it.
    """
    hears, report = os.pipe()
    if os.fork():
        os.close(report)
        with os.fdopen(hears, encoding="utf-8") as pipe:
            said = pipe.read()
        raise SystemExit(None if said == "ready" else said or f"The keeper ended; see {log}.")
    os.close(hears)
    os.setsid()  # a Ctrl-C in the terminal is for the users, not for their servers
    for stream, target in ((0, os.devnull), (1, log), (2, log)):
        opened = os.open(target, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, stream)
        os.close(opened)
    return report


def main() -> None:
    name, folder, kind = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    report = into_background(made(folder / "logs") / "keeper.log")
    try:
        keep(SERVICES[name](folder, durable=kind == "durable"), report)
    except Problem as problem:
        tell(report, str(problem))
    except OSError as error:
        tell(report, str(full_disk(folder) if is_full_disk(error) else error))


def tell(report: int, sentence: str) -> NoReturn:
    """Report a problem, or log it where the caller has gone."""
    try:
        os.write(report, sentence.encode())
    except OSError:
        print(sentence, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
