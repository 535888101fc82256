"""Behind PgBouncer each transaction may have another client's connection: no identity goes with it.

The real PgBouncer, one to a transaction, with fewer connections than there are clients. It is
skipped where the machine has none; `.ci/run` installs it.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client

from familyhubs.database.roles import DatabaseRole
from familyhubs.local.programs import not_as_root
from tests.cast import Cast
from tests.local.conftest import wait_until

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PORT = 6543  # of a socket in a folder of our own
CONNECTIONS = 2

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(PROGRAM is None, reason="there is no pgbouncer"),
]


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pool") as name:  # a socket's path has to be short
        Path(name).chmod(0o777)
        yield Path(name)


@pytest.fixture
def pooled(cast: Cast, folder: Path) -> Iterator[Cast]:
    """The cast, committed; Django's connections go through PgBouncer as the web's own role."""
    assert cast.household
    assert cast.charlie
    server = connection.settings_dict.copy()
    connection.ensure_connection()
    reached: Any = connection.connection
    host, port = reached.info.host, reached.info.port
    (folder / "users").write_text(f'"{DatabaseRole.WEB}" ""\n')
    (folder / "settings").write_text(f"""
[databases]
{server["NAME"]} = host={host} port={port} user={DatabaseRole.WEB}
[pgbouncer]
listen_addr =
listen_port = {PORT}
unix_socket_dir = {folder}
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = {CONNECTIONS}
max_client_conn = 50
ignore_startup_parameters = options,extra_float_digits
""")
    connection.close()
    with subprocess.Popen([*not_as_root(), str(PROGRAM), "-q", str(folder / "settings")]) as pooler:
        try:
            wait_until((folder / f".s.PGSQL.{PORT}").exists)
            connection.settings_dict.update(
                HOST=str(folder), PORT=PORT, USER=str(DatabaseRole.WEB), PASSWORD="", OPTIONS={}
            )
            yield cast
        finally:
            connection.close()
            connection.settings_dict.update(server)
            pooler.terminate()


def through_the_pool(cast: Cast, folder: Path) -> psycopg.Connection:
    """Another client of the pooler, which says nothing of who it is."""
    name = connection.settings_dict["NAME"]
    return psycopg.connect(
        host=str(folder), port=PORT, user=str(DatabaseRole.WEB), dbname=name, autocommit=True
    )


def backend(cursor: Any) -> int:
    return int(cursor.execute("SELECT pg_backend_pid()").fetchone()[0])


def test_whoever_comes_next_on_the_connection_is_nobody(
    pooled: Cast, folder: Path, client: Client
) -> None:
    with through_the_pool(pooled, folder) as other:
        seen: set[int] = set()
        for _ in range(4):
            client.force_login(pooled.alice)
            assert pooled.household.reference in client.get("/households/").text
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                seen.add(cursor.fetchone()[0])
            assert other.execute("SELECT count(*) FROM households_household").fetchone() == (0,)
            told = other.execute("SELECT current_setting('familyhubs.sight', true)").fetchone()
            assert told in [(None,), ("",)]
        assert backend(other) in seen, "they shared a connection"


def test_many_at_once_each_see_their_own(pooled: Cast) -> None:
    everybody = {
        "alice": pooled.alice,
        "pat": pooled.pat,
        "harriet": pooled.harriet,
        "charlie": pooled.charlie,
    }
    url = f"/households/{pooled.household.reference}/"
    expected = {"alice": 200, "pat": 200, "harriet": 404, "charlie": 404}

    def asks(name: str) -> list[int]:
        client = Client()
        client.force_login(everybody[name])
        try:
            return [client.get(url).status_code for _ in range(3)]
        finally:
            with suppress(KeyError):
                connections["default"].close()

    names = [*expected] * 2
    with ThreadPoolExecutor(len(names)) as threads:
        for name, told in zip(names, threads.map(asks, names), strict=True):
            assert told == [expected[name]] * 3, name
