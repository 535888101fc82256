"""The test database: made by the administrator, owned by the owner, used with the web's rights.

Every process takes a database of its own (pytest-xdist's workers, and two runs at once), so
nothing is shared; one that an earlier run left behind is replaced without asking.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import environ
import psycopg
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

from familyhubs.database.keys import SUFFIX, prepare_keys_tables
from familyhubs.database.management.commands.prepare_database import EXTENSIONS, prepare_roles
from familyhubs.database.roles import DatabaseRole
from familyhubs.keys.connections import close_idle

NAMES = "familyhubs_test_{}"
TEMPLATES = "familyhubs_template_{}"
TESTER = "familyhubs_tester"
LOCKS = 4683  # a number of ours: the first half of every advisory lock taken here
# What the migrations put in, kept beside the tables to be put back after a test that committed.
PRISTINE = "pristine"
# Triggers that forbid to delete in whatever mode a session runs (8: they fire on a DELETE).
HEEDLESS = (
    "SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger "
    "WHERE tgenabled = 'A' AND tgtype & 8 > 0"
)
ROOT = Path(__file__).resolve().parent.parent
APPS = ("familyhubs", "households", "consent", "referrals", "retention", "reporting")


@contextmanager
def test_database() -> Iterator[None]:
    """Hold a migrated database and point Django's connection at it, with the web's rights."""
    with log_in("postgres") as admin:
        name = claim(admin)
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named(name)))
        with one_at_a_time(admin):
            clone(admin, migrated_template(admin), name)
        point_at(name, TESTER)
        try:
            with keys_database(admin, name):
                yield
        finally:
            connection.close()
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(named(name)))


@contextmanager
def keys_database(admin: psycopg.Connection, beside: str) -> Iterator[None]:
    """Hold an empty keys database and point the vault at it, with the web's rights."""
    name = f"{beside}{SUFFIX}"
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named(name)))
    with one_at_a_time(admin):
        clone(admin, "template1", name)
    with log_in(name) as inside:
        prepare_keys_tables(inside, name)
    try:
        with override_settings(KEYS_DATABASE=keys_address(name, DatabaseRole.WEB)):
            yield
    finally:
        close_idle()
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(named(name)))


def remember_keys() -> None:
    """Keep a copy of the keys under which the cast's details are sealed."""
    with _keys_inside() as inside:
        remember_pristine(inside)


def keys_database_back() -> None:
    """Undo what a test destroyed or copied there: its transaction is rolled back and the vault's
    never is, so the cast of this process's next tests would stand there without their keys, and
    beside the copies of certificates that are none."""
    with _keys_inside() as inside:
        _put_back(inside)


def _keys_inside() -> psycopg.Connection:
    return log_in(f"{connection.settings_dict['NAME']}{SUFFIX}")


def keys_address(name: str, role: str) -> str:
    """The keys database of that name for the administrator's login, with a role put on."""
    url = os.environ.get("DATABASE_ADMIN_URL") or os.environ["DATABASE_URL"]
    return make_conninfo(url, dbname=name, options=f"-c role={role}")


def log_in(database: str) -> psycopg.Connection:
    """A connection of the login that may do everything."""
    url = os.environ.get("DATABASE_ADMIN_URL") or os.environ["DATABASE_URL"]
    return psycopg.connect(url, dbname=database, autocommit=True)


def claim(admin: psycopg.Connection) -> str:
    """The first name that no process is using; ours until this connection closes."""
    for number in count(1):
        taken = admin.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, number]).fetchone()
        if taken and taken[0]:
            return NAMES.format(number)
    raise AssertionError


@contextmanager
def one_at_a_time(admin: psycopg.Connection) -> Iterator[None]:
    admin.execute("SELECT pg_advisory_lock(%s, 0)", [LOCKS])
    yield
    admin.execute("SELECT pg_advisory_unlock(%s, 0)", [LOCKS])


def migrated_template(admin: psycopg.Connection) -> str:
    """A database with nothing in it but what the migrations make, from this very code.

    Migrating takes seconds and copying a tenth of one, so it is done once for all processes and
    for every run until a file of the project changes.
    """
    name = TEMPLATES.format(fingerprint())
    if exists(admin, name):
        return name
    for (older,) in admin.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s", [TEMPLATES.format("%")]
    ).fetchall():
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(named(older)))
    prepare_roles(admin)
    half_made = TEMPLATES.format("half_made")
    clone(admin, "template1", half_made)
    with log_in(half_made) as inside:
        inside.execute(f"ALTER SCHEMA public OWNER TO {DatabaseRole.OWNER}")
        for extension in EXTENSIONS:
            inside.execute(f"CREATE EXTENSION {extension}")
        point_at(half_made, DatabaseRole.OWNER)
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        make_tester(inside)
        remember_pristine(inside)
    admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(named(half_made), named(name)))
    return name


def make_tester(inside: psycopg.Connection) -> None:
    """The role of a test's own lines: the web's rights, but no policy stands in their way."""
    if not inside.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [TESTER]).fetchone():
        inside.execute(f"CREATE ROLE {TESTER} NOLOGIN BYPASSRLS IN ROLE {DatabaseRole.WEB}")


def fingerprint() -> str:
    """One word for the whole of the code that migrations may read."""
    seen = hashlib.sha256()
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*")):
            if path.suffix in (".py", ".txt", ".sql", ".json"):
                seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def exists(admin: psycopg.Connection, name: str) -> bool:
    found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def clone(admin: psycopg.Connection, template: str, name: str) -> None:
    admin.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
            named(name), named(template), named(DatabaseRole.OWNER)
        )
    )


def named(name: str) -> sql.Identifier:
    return sql.Identifier(name)


def point_at(name: str, role: str) -> None:
    """Have every connection of this process log in as the administrator and take on a role.

    The login stays the administrator's, so that `acting_as` can change the role and back.
    """
    connection.close()
    source = "DATABASE_ADMIN_URL" if os.environ.get("DATABASE_ADMIN_URL") else "DATABASE_URL"
    login = environ.Env().db_url(source)
    for key in ("USER", "PASSWORD", "HOST", "PORT"):
        connection.settings_dict[key] = login[key]
    connection.settings_dict["NAME"] = name
    connection.settings_dict["OPTIONS"] = {
        **login.get("OPTIONS", {}),
        "options": f"-c role={role}",
    }


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    """Take on another database role within the test's transaction, and go back.

    The keys database is asked in that role, too.
    """
    keys = keys_address(f"{connection.settings_dict['NAME']}{SUFFIX}", role)
    with override_settings(KEYS_DATABASE=keys), with_the_rights_of(role):
        yield


@contextmanager
def with_the_rights_of(role: str) -> Iterator[None]:
    """The same for the records' database alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute(f"SET LOCAL ROLE {role}")
        yield  # on an exception the savepoint takes the role back with it
        cursor.execute(f"SET LOCAL ROLE {before}")


def tables(inside: psycopg.Connection, schema: str) -> list[str]:
    rows = inside.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [schema]
    )
    return [row[0] for row in rows]


def remember_pristine(inside: psycopg.Connection) -> None:
    """Keep a copy of every table that has rows."""
    inside.execute(f"CREATE SCHEMA {PRISTINE}")
    for table in tables(inside, "public"):
        if inside.execute(f"SELECT EXISTS (SELECT FROM public.{table})").fetchone() == (True,):
            inside.execute(f"CREATE TABLE {PRISTINE}.{table} AS TABLE public.{table}")


def back_to_pristine() -> None:
    """Undo what a test committed: the part of `flush`, for tables nobody may empty.

    As the administrator, because the web may not delete and append-only triggers must be off.
    """
    name = connection.settings_dict["NAME"]
    connection.close()
    with log_in(name) as inside:
        _put_back(inside)


def _put_back(inside: psycopg.Connection) -> None:
    """Every table as `remember_pristine` found it."""
    with inside.transaction():
        inside.execute("SET LOCAL session_replication_role = replica")
        heedless = inside.execute(HEEDLESS).fetchall()
        for table, trigger in heedless:
            inside.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        filled = tables(inside, PRISTINE)
        for table in tables(inside, "public"):
            inside.execute(f"DELETE FROM public.{table}")
            if table in filled:
                columns = stored_columns(inside, table)
                inside.execute(
                    f"INSERT INTO public.{table} ({columns}) "
                    f"SELECT {columns} FROM {PRISTINE}.{table}"
                )
        for table, trigger in heedless:
            inside.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")


def stored_columns(inside: psycopg.Connection, table: str) -> str:
    rows = inside.execute(
        "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = %s::regclass "
        "AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
        [f"public.{table}"],
    )
    return ", ".join(row[0] for row in rows)


def pages_as_the_web(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware of the tests: a page has the web's rights, with every policy in its way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with with_the_rights_of(DatabaseRole.WEB):
            return get_response(request)

    return middleware
