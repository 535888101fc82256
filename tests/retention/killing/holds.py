"""Where a sweep is stopped to be killed: it waits for a row or a table that is held here.

What a transaction writes it has to lock first. Whoever holds that lock decides how far it comes,
and PostgreSQL says when it has come so far.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from tests.retention.killing.servers import Servers

WORKER = "familyhubs_worker"


class Hold:
    """A session that keeps others from writing, until it is let go."""

    def __init__(self, servers: Servers) -> None:
        self.servers = servers
        self.session = psycopg.connect(servers.url("postgres"))

    def row(self, table: str, condition: str, *values: Any, key_too: bool = True) -> bool:
        """Keep a row from being deleted, or where not `key_too` from being changed while others
        may still point at it; whether there was one."""
        question = sql.SQL("SELECT FROM {} WHERE {} LIMIT 1 FOR {}").format(
            sql.Identifier(table),
            sql.SQL(condition),
            sql.SQL("UPDATE" if key_too else "NO KEY UPDATE"),
        )
        return self.session.execute(question, values).fetchone() is not None

    def table(self, table: str) -> None:
        """Keep everybody from writing to a table; reading it goes on. Fails, and does not wait for
        ever, where somebody has written to it already."""
        self.session.execute("SET LOCAL lock_timeout = '60s'")
        self.session.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))

    def stops_somebody(self) -> bool:
        holder = self.session.info.backend_pid
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))"
        return bool(self.servers.ask(waiting, holder)[0][0])

    def let_go(self) -> None:
        self.session.close()


@contextlib.contextmanager
def hold(servers: Servers) -> Iterator[Hold]:
    held = Hold(servers)
    try:
        yield held
    finally:
        held.let_go()


def end_sessions(servers: Servers) -> None:
    """End what the killed left: a session that waits for a lock does not see that nobody is there
    any more, and would go on with a statement that, killed a moment earlier, they never sent."""
    servers.ask(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = %s", WORKER
    )
