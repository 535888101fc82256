"""Have a database and a broker to work with: the ones named in the environment, else our own."""

import base64
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from familyhubs.local import locks
from familyhubs.local.broker import Broker
from familyhubs.local.folders import CHECKOUT, data_folder, made
from familyhubs.local.postgres import Postgres
from familyhubs.local.problems import Problem

START_WITHIN = 120  # seconds, for a start that waits for another's
STOP_WITHIN = 15
ROLE_LOGINS = {
    "DATABASE_URL": "familyhubs_web",
    "DATABASE_WORKER_URL": "familyhubs_worker",
    "DATABASE_OWNER_URL": "familyhubs_owner",
}
# Any of these names a database: a process in production has only the login of its own role.
DATABASES = (*ROLE_LOGINS, "DATABASE_ADMIN_URL")
# The keys that are made where none is given, each kept in a file of its name.
OWN_KEYS: dict[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(64),
    "MASTER_KEYS": lambda: f"local:{base64.b64encode(secrets.token_bytes(32)).decode()}",
    "ACCESS_LOG_KEYS": lambda: f"local:{base64.b64encode(secrets.token_bytes(32)).decode()}",
    "LOOKUP_KEY": lambda: base64.b64encode(secrets.token_bytes(32)).decode(),
}
_held: dict[tuple[Path, str], int] = {}


def ensure(folder: Path | None = None, *, durable: bool = True) -> None:
    """Set DATABASE_URL and its companions, CELERY_BROKER_URL and the keys where none is set.

    Starts the local servers, or finds them running, and holds them for as long as this process
    lives. Child processes inherit the addresses. Takes the data folder (FAMILYHUBS_DATA or
    `.local` without it) and whether the data should survive a crash of the machine. Makes no
    roles and no tables: `manage.py prepare_database` and `migrate` do. Raises Problem.
    """
    folder = folder or data_folder()
    own_database = not any(os.environ.get(variable) for variable in DATABASES)
    if own_database:
        sockets = hold(Postgres.name, folder, durable=durable)
        for variable, user in ROLE_LOGINS.items():
            os.environ[variable] = Postgres.url(sockets, user, "familyhubs")
        os.environ["DATABASE_ADMIN_URL"] = Postgres.url(sockets, "postgres", "postgres")
    if not os.environ.get("CELERY_BROKER_URL"):
        os.environ["CELERY_BROKER_URL"] = Broker.url(hold(Broker.name, folder, durable=durable))
    # A database named by hand may be a council's: there a missing key is an error of settings.
    if own_database or os.environ.get("FAMILYHUBS_DEMO"):
        for variable, new in OWN_KEYS.items():
            if not os.environ.get(variable):
                os.environ[variable] = kept_key(folder, variable, new)
        if not os.environ.get("FAMILYHUBS_FILES"):
            os.environ["FAMILYHUBS_FILES"] = str(folder / "files")


def hold(name: str, folder: Path, *, durable: bool = True) -> Path:
    """Start a server or find it running. Returns the folder of its socket. Raises Problem."""
    run = made(folder / "run")
    if (folder, name) not in _held:
        with locks.one_at_a_time(run / f"{name}.starting", START_WITHIN) as my_turn:
            # The lock is had at once, unless a keeper is just stopping its server.
            users = locks.take(run / f"{name}.users", shared=True, seconds=START_WITHIN)
            if users is None or not my_turn:
                raise Problem(f"The local servers in {folder} did not answer in {START_WITHIN} s.")
            _held[folder, name] = users
            if not locks.is_held(run / f"{name}.keeper"):
                _start_keeper(name, folder, durable=durable)
    try:
        return Path((run / f"{name}.address").read_text())
    except FileNotFoundError:
        raise Problem(f"The local {name} stopped by itself; see {folder / 'logs'}.") from None


def release(*, wait: bool = True) -> None:
    """Let go of the servers this process holds. Waits until those nobody else uses have stopped."""
    held = list(_held)
    for key in held:
        locks.drop(_held.pop(key))
    give_up = time.monotonic() + STOP_WITHIN
    for folder, name in held if wait else ():
        run = folder / "run"
        while locks.is_held(run / f"{name}.keeper") and time.monotonic() < give_up:
            if _used_by_others(run / f"{name}.users"):
                break
            time.sleep(0.02)


def kept_key(folder: Path, variable: str, new: Callable[[], str]) -> str:
    """A key of this checkout, made once and readable by this user alone."""
    path = made(folder) / variable.lower().replace("_", "-")
    with locks.one_at_a_time(path.with_name(f"{path.name}.lock"), START_WITHIN):
        if not path.exists() or not path.read_text():
            path.touch(mode=0o600)
            path.write_text(new())
        return path.read_text()


def _start_keeper(name: str, folder: Path, *, durable: bool) -> None:
    kind = "durable" if durable else "fast"
    done = subprocess.run(
        [sys.executable, "-m", "familyhubs.local.keeper", name, str(folder), kind],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        locks.drop(_held.pop((folder, name)))
        raise Problem(done.stderr.strip() or f"The local server {name} did not start.")


def _used_by_others(users: Path) -> bool:
    """Whether other processes share the lock. A keeper that is stopping has it to itself."""
    for shared in (False, True):
        lock = locks.take(users, shared=shared)
        if lock is not None:
            locks.drop(lock)
            return shared
    return False
