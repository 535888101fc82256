"""A database and a broker that may be killed and come back at the same address."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from familyhubs.local import keeper
from familyhubs.local.broker import Broker
from familyhubs.local.folders import CHECKOUT
from familyhubs.local.postgres import Postgres
from tests.servers import ENVIRONMENT


class WritesThrough(Postgres):
    """As in production: what is committed is on the disk before the answer."""

    def command(self, sockets: Path) -> list[str]:
        return [*super().command(sockets), "-c", "synchronous_commit=on"]


class Servers:
    """Both servers, the environment of the processes that use them, and those processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sockets = Path(tempfile.mkdtemp(prefix="fhk-", dir=keeper.short_folder()))
        self.postgres = WritesThrough(folder, durable=True)
        self.broker = Broker(folder)
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.children: list[subprocess.Popen[bytes]] = []
        self.asking: dict[str, psycopg.Connection] = {}
        self.postgres.prepare()
        self.start_postgres()
        self.start_broker()

    @property
    def environment(self) -> dict[str, str]:
        own = ("DATABASE", "KEYS_DATABASE", "CELERY", "CACHE", "PYTEST", "FAMILYHUBS", "COV")
        kept = {name: text for name, text in os.environ.items() if not name.startswith(own)}
        # manage.py takes the role that its command needs.
        given = {name: text for name, text in ENVIRONMENT.items() if name != "DATABASE_ROLE"}
        return {
            **kept,
            **given,
            "DATABASE_URL": self.url("familyhubs_web"),
            "DATABASE_WORKER_URL": self.url("familyhubs_worker"),
            "DATABASE_OWNER_URL": self.url("familyhubs_owner"),
            "DATABASE_ADMIN_URL": self.postgres.url(self.sockets, "postgres", "postgres"),
            "CELERY_BROKER_URL": self.broker.url(self.sockets),
            "FAMILYHUBS_FILES": str(self.folder / "files"),
            "PYTHONPATH": str(CHECKOUT),
        }

    def url(self, user: str, database: str = "familyhubs") -> str:
        return self.postgres.url(self.sockets, user, database)

    def ask(self, question: Any, *values: Any, database: str = "familyhubs") -> list[Any]:
        """By a session that is kept: what is asked every few milliseconds must cost nobody else."""
        kept = self.asking.pop(database, None)
        if kept:
            with contextlib.suppress(psycopg.OperationalError):  # the server was started again
                return self._answer(kept, question, values, database)
        fresh = psycopg.connect(self.url("postgres", database), autocommit=True)
        return self._answer(fresh, question, values, database)

    def _answer(
        self, session: psycopg.Connection, question: Any, values: Any, database: str
    ) -> list[Any]:
        rows = session.execute(question, values or None).fetchall()
        self.asking[database] = session
        return rows

    def start_postgres(self) -> None:
        self.running["postgres"] = keeper.start(self.postgres, self.sockets)

    def start_broker(self) -> None:
        self.broker.socket(self.sockets).unlink(missing_ok=True)
        self.running["broker"] = keeper.start(self.broker, self.sockets)

    def stop_postgres_at_once(self) -> None:
        """PostgreSQL's "immediate": no session ends in order, the next start recovers."""
        self.running["postgres"].send_signal(signal.SIGQUIT)
        self.running["postgres"].wait()

    def is_answering(self) -> bool:
        try:
            return bool(self.ask("SELECT 1"))
        except psycopg.OperationalError:
            return False

    def kill_broker(self) -> None:
        self.running["broker"].kill()
        self.running["broker"].wait()

    def begin(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a process of the project with the worker's role, in a group of its own."""
        with (self.folder / "processes.log").open("ab") as output:
            child = subprocess.Popen(
                words,
                cwd=CHECKOUT,
                env={**self.environment, "DATABASE_ROLE": "worker", **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.children.append(child)
        return child

    def log(self) -> str:
        return (self.folder / "processes.log").read_text(errors="replace")

    def stop(self) -> None:
        for child in self.children:
            kill(child)
        for session in self.asking.values():
            session.close()
        for name, service in (("broker", self.broker), ("postgres", self.postgres)):
            keeper.stop(self.running[name], service)
        shutil.rmtree(self.sockets, ignore_errors=True)


def kill(child: subprocess.Popen[bytes]) -> bool:
    """SIGKILL, to it and to whatever it started. Returns whether it was still running."""
    alive = child.poll() is None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    return alive
