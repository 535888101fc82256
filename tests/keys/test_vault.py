"""The keys database: one question for any number of keys, and rights that only the worker has."""

import os
import threading
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings as django_settings
from django.test import override_settings

from familyhubs.keys import connections, vault
from familyhubs.keys.connections import VaultClosed
from familyhubs.keys.sealing import keyring, seal, unseal
from tests.database import log_in

pytestmark = pytest.mark.django_db
LABEL = "label"


@pytest.fixture
def asked(monkeypatch):
    """The statements put to the keys database."""
    said = []
    execute = psycopg.Connection.execute

    def listen(self, query, *args, **kwargs):
        said.append(str(query).split()[0])
        return execute(self, query, *args, **kwargs)

    keyring([uuid4()])  # the connection is there
    monkeypatch.setattr(psycopg.Connection, "execute", listen)
    return said


@pytest.mark.parametrize("many", [1, 25, 1000])
def test_any_number_of_keys_is_one_query(asked, many):
    ids = [uuid4() for _ in range(many)]
    keyring(ids, make=True)
    assert asked == ["INSERT", "SELECT"]  # both in one pipeline: one round trip
    asked.clear()
    ring = keyring([*ids, ids[0]])
    assert asked == ["SELECT"]
    assert all(key_id in ring for key_id in ids)
    asked.clear()
    assert ids[0] not in keyring([])
    assert asked == []


def test_two_makers_of_the_same_keys_at_once_get_the_same_keys():
    ids = [uuid4() for _ in range(40)]
    start = threading.Barrier(4)
    rings = []

    def make(order):
        start.wait()
        rings.append(keyring(order, make=True))

    threads = [
        threading.Thread(target=make, args=(order,)) for order in (ids, ids[::-1]) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rings) == 4
    for key_id in ids:
        sealed = rings[0].seal(key_id, LABEL, "a note")
        assert {ring.text(key_id, LABEL, sealed) for ring in rings} == {"a note"}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM data_keys",
        "TRUNCATE data_keys",
        "UPDATE data_keys SET wrapped = ''",
        "UPDATE data_keys SET destroyed_at = now(), wrapped = NULL, master = NULL",
        "INSERT INTO data_keys (id, destroyed_at) VALUES (gen_random_uuid(), now())",
        "DROP TABLE data_keys",
        "CREATE TABLE mine (id int)",
        "ALTER TABLE data_keys DISABLE TRIGGER ALL",
    ],
)
def test_the_web_only_reads_and_adds(statement):
    seal(uuid4(), LABEL, "a note")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connections.ask(lambda keys: keys.execute(statement))


def test_the_web_destroys_nothing():
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        vault.destroy([uuid4()])


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM data_keys WHERE id = %(id)s",
        "UPDATE data_keys SET destroyed_at = NULL, master = 'x', wrapped = 'x' WHERE id = %(id)s",
        "UPDATE data_keys SET destroyed_at = now() WHERE id = %(id)s",
    ],
)
@pytest.mark.parametrize("mode", ["origin", "replica"])
def test_a_destroyed_key_stays_destroyed_whoever_asks(as_worker, statement, mode):
    """In whatever mode the session runs: the worker may run without triggers."""
    key_id = uuid4()
    with as_worker():
        vault.destroy([key_id])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connections.ask(lambda keys: _as(mode, keys).execute(statement, {"id": key_id}))
    name = psycopg.conninfo.conninfo_to_dict(django_settings.KEYS_DATABASE)["dbname"]
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege, match="stays destroyed")
    with log_in(str(name)) as administrator, refused:
        _as(mode, administrator).execute(statement, {"id": key_id})


def _as(mode, vault):
    vault.execute(f"SET session_replication_role = {mode}")
    return vault


def test_what_is_left_of_a_destroyed_key_is_its_id_and_the_moments(as_worker):
    key_id = uuid4()
    seal(key_id, LABEL, "a note")
    with as_worker():
        vault.destroy([key_id])
    row = connections.ask(
        lambda keys: keys.execute("SELECT * FROM data_keys WHERE id = %s", [key_id]).fetchone()
    )
    assert row[:3] == (key_id, None, None)
    assert row[4] >= row[3]


def test_a_server_that_was_started_again_is_asked_anew():
    key_id = uuid4()
    sealed = seal(key_id, LABEL, "a note")
    ours = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    pids = connections.ask(lambda keys: keys.execute(ours).fetchall())
    with log_in("postgres") as administrator:
        for (pid,) in pids:
            administrator.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    assert unseal(key_id, LABEL, sealed) == "a note"


def test_a_fork_takes_no_connection_of_its_parents(monkeypatch):
    keyring([uuid4()])
    mine = [one for kept in connections._idle.values() for one in kept]
    assert mine
    monkeypatch.setattr(os, "getpid", lambda: -1)
    used = connections.ask(lambda keys: keys)
    assert used not in mine
    connections.close_idle()
    assert not any(one.closed for one in mine)


def test_an_error_in_a_question_leaves_no_broken_connection_behind():
    with pytest.raises(psycopg.errors.UndefinedTable):
        connections.ask(lambda keys: keys.execute("SELECT * FROM nothing"))
    assert uuid4() not in keyring([uuid4()])


def test_a_database_that_is_not_there_is_said_in_one_sentence():
    there = psycopg.conninfo.make_conninfo(django_settings.KEYS_DATABASE, dbname="none_keys")
    with (
        override_settings(KEYS_DATABASE=there),
        pytest.raises(VaultClosed, match="cannot be reach"),
    ):
        keyring([uuid4()])


def test_a_database_without_its_table_is_said_in_one_sentence():
    there = psycopg.conninfo.make_conninfo(django_settings.KEYS_DATABASE, dbname="postgres")
    with override_settings(KEYS_DATABASE=there), pytest.raises(VaultClosed, match="no table yet"):
        keyring([uuid4()])
    connections.close_idle()
