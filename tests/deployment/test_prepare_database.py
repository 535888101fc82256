"""The roles get the passwords of the environment, and no statement ever holds one."""

import os
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from psycopg import sql

from familyhubs.database.management.commands import prepare_database
from familyhubs.database.roles import DatabaseRole
from tests.database import log_in

AWKWARD = 'it\'s "$5" \\ £'


@pytest.fixture
def admin(db, monkeypatch):
    """The administrator's login; what is done with it is undone."""
    for name in ("OWNER", "WEB", "WORKER"):
        monkeypatch.delenv(f"DATABASE_{name}_PASSWORD", raising=False)
    with log_in("postgres") as connection:
        connection.execute("BEGIN")
        yield connection
        connection.execute("ROLLBACK")


def kept(admin, role):
    return admin.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", [role]).fetchone()[
        0
    ]


def test_a_role_gets_its_password_and_no_other(admin, monkeypatch):
    before = kept(admin, DatabaseRole.WORKER)
    monkeypatch.setenv("DATABASE_WEB_PASSWORD", AWKWARD)
    prepare_database.set_passwords(admin)
    assert kept(admin, DatabaseRole.WEB).startswith("SCRAM-SHA-256$")
    assert kept(admin, DatabaseRole.WORKER) == before


def test_no_statement_holds_a_password(admin, monkeypatch):
    monkeypatch.setenv("DATABASE_OWNER_PASSWORD", "never-in-a-log")
    said = []

    class Listening:
        pgconn = admin.pgconn

        def execute(self, query):
            text = query.as_string(admin) if isinstance(query, sql.Composable) else query
            said.append(text)
            return admin.execute(query)

    prepare_database.set_passwords(Listening())
    assert len(said) == 1
    assert "never-in-a-log" not in said[0]


def test_the_passwords_are_left_alone_where_none_is_given(admin):
    before = [kept(admin, role) for role in DatabaseRole]
    prepare_database.set_passwords(admin)
    assert [kept(admin, role) for role in DatabaseRole] == before


def test_an_admin_who_cannot_be_reached_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setenv("DATABASE_ADMIN_URL", "postgres://me:pass-word@127.0.0.1:1/none")
    with pytest.raises(CommandError, match="could not be prepared") as refusal:
        call_command("prepare_database", stdout=StringIO())
    assert "pass-word" not in str(refusal.value)


def test_the_login_of_the_tests_is_not_touched():
    """The rollback above is what this file stands on."""
    url = os.environ.get("DATABASE_ADMIN_URL") or os.environ["DATABASE_URL"]
    psycopg.connect(url, dbname="postgres").close()
