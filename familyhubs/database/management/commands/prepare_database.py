"""Create the three roles and the database, once, from a login that may create roles."""

from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from psycopg import sql

from familyhubs.database.roles import DatabaseRole


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        settings = connection.settings_dict
        params = {
            "host": settings["HOST"] or None,
            "port": settings["PORT"] or None,
            "user": settings["USER"] or None,
            "password": settings["PASSWORD"] or None,
        }
        params = {key: value for key, value in params.items() if value}
        try:
            with psycopg.connect(dbname="postgres", autocommit=True, **params) as admin:
                prepare_roles(admin)
                prepare_named_database(admin, settings["NAME"])
            with psycopg.connect(dbname=settings["NAME"], autocommit=True, **params) as admin:
                admin.execute(f"ALTER SCHEMA public OWNER TO {DatabaseRole.OWNER}")
                admin.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
                admin.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        except psycopg.Error as error:
            raise CommandError(
                f"The database could not be prepared: {str(error).strip().splitlines()[0]}. "
                "DATABASE_ADMIN_URL (or DATABASE_URL) must name a login that may create roles "
                "and databases."
            ) from error


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


def prepare_named_database(admin: psycopg.Connection, name: str) -> None:
    """Make the database, owned by the owner's role, if it is missing."""
    if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(DatabaseRole.OWNER)
            )
        )
