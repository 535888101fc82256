"""`manage.py prepare_database` makes the keys database too, and changes nothing when run again."""

import os
from io import StringIO
from uuid import uuid4

import psycopg
import pytest
from django.core.management import call_command
from psycopg import sql

from tests.database import keys_address, log_in

RECORDS = "familyhubs_prepared"


@pytest.fixture
def names(db, monkeypatch, worker_id):
    """The names of a database for records and one for keys, that are not there before or after."""
    records, keys = f"{RECORDS}_{worker_id}", f"{RECORDS}_{worker_id}_keys"
    made = (records, keys, f"{RECORDS}_{worker_id}_vault")
    monkeypatch.setenv("DATABASE_OWNER_URL", keys_address(records, "postgres"))
    for role in ("OWNER", "WEB", "WORKER"):
        monkeypatch.delenv(f"DATABASE_{role}_PASSWORD", raising=False)
    with log_in("postgres") as admin:
        drop(admin, made)
        yield made
        drop(admin, made)


def drop(admin, names):
    for name in names:
        gone = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        admin.execute(gone.format(sql.Identifier(name)))


def rights_of(keys, role):
    with log_in(keys) as admin:
        rows = admin.execute(
            "SELECT wanted FROM unnest(ARRAY['SELECT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS wanted "
            "WHERE has_table_privilege(%s, 'data_keys', wanted)",
            [role],
        )
        return {row[0] for row in rows}


def test_it_is_made_beside_the_records_and_kept_as_it_is(names):
    _, keys, _ = names
    call_command("prepare_database", stdout=StringIO())
    key_id = uuid4()
    with psycopg.connect(keys_address(keys, "familyhubs_web"), autocommit=True) as web:
        web.execute("INSERT INTO data_keys (id, master, wrapped) VALUES (%s, 'a', 'b')", [key_id])
    call_command("prepare_database", stdout=StringIO())
    with log_in(keys) as admin:
        assert admin.execute("SELECT id FROM data_keys").fetchall() == [(key_id,)]
        owner = "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'data_keys'"
        assert admin.execute(owner).fetchone() == ("familyhubs_owner",)
    assert rights_of(keys, "familyhubs_web") == {"SELECT"}  # and to add, by columns
    assert rights_of(keys, "familyhubs_worker") == {"SELECT"}  # and to change, by columns


def test_nobody_else_enters(names):
    _, keys, _ = names
    call_command("prepare_database", stdout=StringIO())
    with log_in(keys) as admin:
        [(rights,)] = admin.execute(
            "SELECT array_agg(grantee::regrole::text) FROM pg_database, aclexplode(datacl) "
            "WHERE datname = %s AND privilege_type = 'CONNECT'",
            [keys],
        )
    assert set(rights) == {"familyhubs_owner", "familyhubs_web", "familyhubs_worker"}


def test_it_is_made_where_its_own_address_says(names, monkeypatch):
    _, keys, elsewhere = names
    monkeypatch.setenv("KEYS_DATABASE_URL", keys_address(elsewhere, "familyhubs_web"))
    administrator = os.environ.get("DATABASE_ADMIN_URL") or os.environ["DATABASE_URL"]
    monkeypatch.setenv("KEYS_DATABASE_ADMIN_URL", administrator)
    call_command("prepare_database", stdout=StringIO())
    assert rights_of(elsewhere, "familyhubs_web") == {"SELECT"}
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        log_in(keys)
