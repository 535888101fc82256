"""Create the three roles and the database, from a login that may create roles; safe to run again.

Gives each role the password of DATABASE_OWNER_PASSWORD, DATABASE_WEB_PASSWORD and
DATABASE_WORKER_PASSWORD, where these are set. It is hashed here: neither the statement nor the
server's log ever holds it.
"""

import os
from typing import Any

import environ
import psycopg
from django.core.management.base import BaseCommand, CommandError
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from familyhubs.database.keys import SUFFIX, prepare_keys_tables
from familyhubs.database.roles import ROLE_NAMES, DatabaseRole

NAME = "familyhubs"  # of the database, where no address names another
EXTENSIONS = ("pg_trgm", "btree_gist", "fuzzystrmatch", "unaccent")


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        env = environ.Env()
        # libpq reads the address itself: sockets, certificates and passwords as it knows them.
        own = env.str("DATABASE_OWNER_URL", default="") or env.str("DATABASE_URL", default="")
        admin_url = env.str("DATABASE_ADMIN_URL", default="") or own
        name = conninfo_to_dict(own).get("dbname") or NAME
        try:
            with psycopg.connect(admin_url, dbname="postgres", autocommit=True) as admin:
                prepare_roles(admin)
                set_passwords(admin)
                prepare_named_database(admin, str(name))
            with psycopg.connect(admin_url, dbname=str(name), autocommit=True) as admin:
                admin.execute(f"ALTER SCHEMA public OWNER TO {DatabaseRole.OWNER}")
                for extension in EXTENSIONS:
                    admin.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
            prepare_keys(env, admin_url, f"{name}{SUFFIX}")
        except psycopg.Error as error:
            raise CommandError(
                f"The database could not be prepared: {str(error).strip().splitlines()[0]}. "
                "DATABASE_ADMIN_URL (or DATABASE_URL) must name a login that may create roles "
                "and databases."
            ) from error


def prepare_keys(env: environ.Env, admin_url: str, beside: str) -> None:
    """Make the keys database: on a server of its own where KEYS_DATABASE_URL says so."""
    own = env.str("KEYS_DATABASE_OWNER_URL", default="") or env.str("KEYS_DATABASE_URL", default="")
    admin_url = env.str("KEYS_DATABASE_ADMIN_URL", default="") or own or admin_url
    name = str(conninfo_to_dict(own).get("dbname") or beside)
    with psycopg.connect(admin_url, dbname="postgres", autocommit=True) as admin:
        prepare_roles(admin)
        set_passwords(admin)
        prepare_named_database(admin, name)
    with psycopg.connect(admin_url, dbname=name, autocommit=True) as admin:
        prepare_keys_tables(admin, name)


def prepare_roles(admin: psycopg.Connection) -> None:
    """Make the roles that are missing, each with a login; let the caller take them on."""
    for role in DatabaseRole:
        found = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        if not found:
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        caller = admin.execute(
            "SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        if caller and not caller[1] and caller[0] != role:
            admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))
    let_disposal_check_at_once(admin)


def let_disposal_check_at_once(admin: psycopg.Connection) -> None:
    """Let the worker delete without a look at every foreign key for every row; it searches all of
    them at once instead (docs/adr/0006). Where the caller may not give that, disposal is slower."""
    try:
        admin.execute(
            sql.SQL("GRANT SET ON PARAMETER session_replication_role TO {}").format(
                sql.Identifier(DatabaseRole.WORKER)
            )
        )
    except psycopg.errors.InsufficientPrivilege:
        return


def set_passwords(admin: psycopg.Connection) -> None:
    """Give each role the password that the environment holds for it; leave the others alone."""
    for short, role in ROLE_NAMES.items():
        # Not through environ, to which a password that begins with "$" names another variable.
        if password := os.environ.get(f"DATABASE_{short.upper()}_PASSWORD"):
            hashed = admin.pgconn.encrypt_password(
                password.encode(), role.encode(), b"scram-sha-256"
            )
            admin.execute(
                sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(hashed.decode())
                )
            )


def prepare_named_database(admin: psycopg.Connection, name: str) -> None:
    """Make the database, owned by the owner's role, if it is missing."""
    if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(DatabaseRole.OWNER)
            )
        )
