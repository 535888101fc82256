"""A backup of the records' database, really taken and put back; the keys stay as they are."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from psycopg import sql

from familyhubs.database.roles import DatabaseRole
from households.actions import people
from retention import chain
from retention.models import Certificate, SweepRun
from tests.cast import Cast
from tests.database import clone, keys_address, log_in, named
from tests.factories import ContactFactory
from tests.retention.families import CLOSED, TokenFamily, at
from tests.retention.nights import dispose_after_notice

# Evidence of what was done, and outboxes' traces: they differ between once and twice. The due list
# is as old as the backup until the next sweep, which gives whoever stays a notice anew.
EVIDENCE = {
    *("retention_dueline", "retention_historicaldueline"),
    *("audit_accessevent", "keys_keydestruction", "retention_certificate"),
    *("retention_chaincheck", "retention_sweeprun"),
}


class Backup:
    """The whole database as it was."""

    def __init__(self, admin: psycopg.Connection) -> None:
        self.admin = admin
        self.records = connection.settings_dict["NAME"]
        self.name = f"{self.records}_backup"

    def take(self) -> None:
        self._copy(self.records, self.name)

    def put_back(self) -> None:
        """As a restore does: the database of now is gone, that of then is there."""
        self._copy(self.name, self.records)

    def drop(self) -> None:
        self.admin.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named(self.name))
        )

    def _copy(self, one: str, into: str) -> None:
        connection.close()
        # A browser's test leaves the connection of its server's thread behind.
        self.admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [one]
        )
        self.admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named(into)))
        clone(self.admin, one, into)


@contextmanager
def a_backup() -> Iterator[Backup]:
    with log_in("postgres") as admin:
        backup = Backup(admin)
        try:
            yield backup
        finally:
            connection.close()
            backup.drop()


def as_the_worker() -> None:
    """Have this connection the worker's rights for the rest of its life."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {DatabaseRole.WORKER}")


def every_row() -> dict[str, list[str]]:
    """Every row of every table in words, but the evidence."""
    connection.close()
    found = {}
    with log_in(connection.settings_dict["NAME"]) as inside:
        tables = inside.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in tables.fetchall():
            if table not in EVIDENCE:
                rows = inside.execute(f"SELECT t::text FROM public.{table} t ORDER BY 1")
                found[table] = [row for (row,) in rows.fetchall()]
    return found


class Town:
    """A family that is due, one of which a protected child stays, and one that is not due.

    Somebody of the first also belongs to the last.
    """

    def __init__(self, cast: Cast) -> None:
        self.due, self.shell, self.staying = TokenFamily.some(cast, 3)
        self.child = self.shell.add("Fern", date_of_birth=date(2012, 6, 1))
        self.shell.protect(self.child)
        with at(date(2019, 6, 3)):
            self.note = ContactFactory(
                household=self.due.household, note=self.due.word("note"), by=cast.alice
            )
        self.uncle = self.due.add("Uncle", date_of_birth=date(1980, 1, 1))
        people.also_lives_in(person=self.uncle, household=self.staying.household, by=cast.alice)
        self.due.close(CLOSED)
        self.shell.close(CLOSED)
        self.approving = (cast.dana, cast.henry)  # of before any backup

    def gone(self) -> list[str]:
        """Words of everybody and everything that went."""
        went = [self.due.word(one) for one in ("Mother", "Child", "Family", "goal", "street")]
        return went + [self.shell.word(one) for one in ("Mother", "Family", "goal", "street")]


def dispose(day: date, approving: Cast | None = None) -> SweepRun:
    connection.close()
    with at(day), the_worker():
        return dispose_after_notice(day, approving)


def the_worker() -> Any:
    as_the_worker()
    records = connection.settings_dict["NAME"]
    return override_settings(KEYS_DATABASE=keys_address(f"{records}_keys", DatabaseRole.WORKER))


def command(*options: str) -> dict[str, Any]:
    out = StringIO()
    connection.close()
    with the_worker():
        call_command("replay_disposals", "--json", *options, stdout=out)
    connection.close()
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def environment(records: str) -> dict[str, str]:
    """For a process of its own on that database and its keys, with the worker's rights."""
    urls = ("DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL")
    named = {url: os.environ[url].replace("/familyhubs?", f"/{records}?") for url in urls}
    files = str(settings.FILES_FOLDER)
    return {**os.environ, **named, "DATABASE_ROLE": "worker", "FAMILYHUBS_FILES": files}


def certificates() -> list[tuple[Any, ...]]:
    """What they all say, whichever rows they are."""
    rows = Certificate.objects.select_related("run", "schedule").order_by("number")
    return [(row.digest, chain.digest_of(chain.content_of(row))) for row in rows]


class the_owner:  # noqa: N801 - used as `with the_owner():`
    """What is done here no page would do."""

    def __enter__(self) -> None:
        connection.cursor().execute("RESET ROLE")
        connection.cursor().execute("SET ROLE postgres")

    def __exit__(self, *_: object) -> None:
        connection.close()
