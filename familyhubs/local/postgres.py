"""The local PostgreSQL: reached by a socket in a folder of this user's own, by no port."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import urlencode

from familyhubs.local import programs
from familyhubs.local.folders import made
from familyhubs.local.problems import Problem, full_disk, tells_of_full_disk

BUILTIN_LOCALES_SINCE = 17
# A refused row stands in the server's log otherwise, names and all, where no disposal reaches.
TELLS_NO_ROW = ("log_min_error_statement=panic", "log_error_verbosity=terse")
# A crash of the machine may cost the demo its last second, and the tests everything.
DURABLE = ("synchronous_commit=off",)
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


class Postgres:
    """One cluster of databases, in a folder named after its major version."""

    name = "postgres"
    title = "PostgreSQL"
    stop_signal = signal.SIGINT  # PostgreSQL's "fast": end the sessions, then stop in order

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable
        self.programs = programs.postgres_folder()
        self.version = programs.major_version(self.programs / "postgres")
        self.cluster = folder / f"postgres-{self.version}"

    def prepare(self) -> None:
        """Make the cluster if it is not there. One that is half made is made again."""
        if (self.cluster / "PG_VERSION").exists():
            return
        half_made = self.cluster.with_name(self.cluster.name + ".new")
        shutil.rmtree(half_made, ignore_errors=True)
        shutil.rmtree(self.cluster, ignore_errors=True)
        made(half_made)
        self._give_to_server(half_made)
        done = subprocess.run(
            self._as_server("KILL", "initdb", *self._initdb_options(half_made)),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            shutil.rmtree(half_made, ignore_errors=True)
            raise self._failure_of_initdb(done.stdout + done.stderr)
        half_made.rename(self.cluster)

    def command(self, sockets: Path) -> list[str]:
        """The words that start the server, with its socket in the folder `sockets`."""
        self._give_to_server(sockets)
        settings = ("listen_addresses=", *TELLS_NO_ROW, *(DURABLE if self.durable else FAST))
        options = [word for setting in settings for word in ("-c", setting)]
        return self._as_server("INT", "postgres", "-D", self.cluster, "-k", sockets, *options)

    def is_ready(self, sockets: Path) -> bool:
        """Whether the server says that it takes connections (where `pg_ctl` looks, too)."""
        try:
            _, _, _, _, folder, _, _, state = self._pid_file.read_text().splitlines()
        except (OSError, ValueError):  # not there yet, or half written
            return False
        return folder == str(sockets) and state.strip() == "ready"

    def leftover(self) -> tuple[int, str] | None:
        """A process number an earlier server left, and what stands on its command line."""
        try:
            return int(self._pid_file.read_text().split()[0]), str(self.cluster)
        except (OSError, ValueError, IndexError):
            return None

    def forget_leftover(self) -> None:
        """Take away a stale process number, which may be another program's by now."""
        self._pid_file.unlink(missing_ok=True)

    @staticmethod
    def url(sockets: Path, user: str, database: str) -> str:
        """The address for a user and a database, as Django, psql and libpq read it."""
        return f"postgres://{user}@/{database}?{urlencode({'host': str(sockets)})}"

    @property
    def _pid_file(self) -> Path:
        return self.cluster / "postmaster.pid"

    def _as_server(self, at_parents_death: str, program: str, *options: str | Path) -> list[str]:
        # The tie comes last: a change of identity would undo it.
        tie = programs.tied_to_parent(at_parents_death)
        return [*programs.not_as_root(), *tie, str(self.programs / program), *map(str, options)]

    def _initdb_options(self, target: Path) -> list[str]:
        options = ["-D", str(target), "-A", "trust", "-U", "postgres", "-E", "UTF8"]
        if self.version >= BUILTIN_LOCALES_SINCE:
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            options += ["--locale=C.UTF-8"]
        return [*options, "--no-instructions", *([] if self.durable else ["--no-sync"])]

    def _give_to_server(self, folder: Path) -> None:
        """Let `nobody` own a folder, where the server runs as that."""
        owner = programs.owner_of_files()
        if owner is None:
            return
        os.chown(folder, owner, owner)
        reach = [*programs.not_as_root(), "test", "-w", str(folder)]
        if subprocess.run(reach, check=False).returncode:
            raise Problem(
                f"PostgreSQL does not run as root, and the user nobody cannot reach {folder}: run "
                "this as an ordinary user, or set FAMILYHUBS_DATA to a folder all can enter."
            )

    def _failure_of_initdb(self, output: str) -> Problem:
        if tells_of_full_disk(output):
            return full_disk(self.folder)
        said = next((line for line in output.splitlines() if "error:" in line), output[-200:])
        return Problem(f"PostgreSQL could not make its data in {self.cluster}: {said.strip()}")
