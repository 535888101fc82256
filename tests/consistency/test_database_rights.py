"""Three database roles: the owner owns, the web and the worker have what grants.py gives them."""

import pytest
from django.db import ProgrammingError, connection

from familyhubs.database.grants import (
    NEVER_CHANGED,
    NOT_FOR_THE_WEB,
    NOT_WRITTEN_BY_THE_WEB,
    ONLY_ADDED_TO,
    WEB_MAY_DELETE,
)
from familyhubs.database.roles import DatabaseRole
from tests.consistency.code import own_models
from tests.consistency.test_append_only import FOR_EVER, GUARDED

OWNER, WEB, WORKER = DatabaseRole.OWNER, DatabaseRole.WEB, DatabaseRole.WORKER
READ_AND_WRITE = {"SELECT", "INSERT", "UPDATE"}
RIGHTS = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]

pytestmark = pytest.mark.django_db


def rows(query, *params):
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchall()


def rights_of(role):
    """Each table with what the role may do to it."""
    found = {}
    for table, right, has in rows(
        "SELECT tablename, wanted, has_table_privilege(%s, 'public.' || tablename, wanted) "
        "FROM pg_tables, unnest(%s::text[]) AS wanted WHERE schemaname = 'public'",
        role,
        RIGHTS,
    ):
        found.setdefault(table, set()).update({right} if has else ())
    return found


def test_the_owner_owns_every_table_and_sequence():
    owned = rows(
        "SELECT relname, pg_get_userbyid(relowner) FROM pg_class "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S', 'v', 'p') "
        "AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')"
    )
    assert len(owned) > 50
    assert {owner for _, owner in owned} == {OWNER}


@pytest.mark.parametrize("role", [WEB, WORKER])
def test_the_web_and_the_worker_own_nothing(role):
    assert rows("SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = %s", role) == []
    assert rows("SELECT nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = %s", role) == []


@pytest.mark.parametrize("role", DatabaseRole)
def test_no_role_can_rise(role):
    may_rise = "rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls"
    assert rows(f"SELECT {may_rise} FROM pg_roles WHERE rolname = %s", role) == [(False,)]


@pytest.mark.parametrize("role", [WEB, WORKER])
def test_the_web_and_the_worker_are_members_of_nothing(role):
    memberships = "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = %s::regrole"
    assert rows(memberships, role) == []


def test_the_web_writes_and_deletes_only_what_is_no_record():
    for table, rights in rights_of(WEB).items():
        expected = expected_rights(table, deletes=table in WEB_MAY_DELETE)
        expected = set() if table in NOT_FOR_THE_WEB else expected
        expected -= {"INSERT", "UPDATE"} if table in NOT_WRITTEN_BY_THE_WEB else set()
        assert rights == expected, f"{table}: grants.py gives the web {sorted(rights)}."


def test_the_worker_deletes_too_because_disposal_is_its_work():
    """And changes no evidence: its disposals run without the triggers that forbid it."""
    for table, rights in rights_of(WORKER).items():
        expected = expected_rights(table, deletes=True) - kept_from_the_worker(table)
        assert rights == expected, f"{table}: {sorted(rights)}"


def kept_from_the_worker(table):
    """What an append-only trigger forbids everybody, where it lets no link follow a merge."""
    models = {model._meta.db_table: model for model in GUARDED}
    if table not in models or follows_merges(table):
        return set()
    return {"UPDATE", "DELETE"} if models[table] in FOR_EVER else {"UPDATE"}


def follows_merges(table):
    """Whether its trigger is told of links that may follow a merge."""
    ((arguments,),) = rows(
        "SELECT tgnargs FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
        table,
        "%\\_append\\_only",
    )
    return arguments > 1


def test_nobody_but_the_worker_deletes_unguarded():
    """Disposal alone checks foreign keys at once in place of row by row (docs/adr/0006)."""
    may = "SELECT has_parameter_privilege(%s, 'session_replication_role', 'SET')"
    assert {role: rows(may, role)[0][0] for role in DatabaseRole} == {
        OWNER: False,
        WEB: False,
        WORKER: True,
    }


def test_every_table_named_in_the_grants_is_there():
    tables = {name for (name,) in rows("SELECT tablename FROM pg_tables")}
    optional = {"django_session"}  # sessions are in the cache; a council may choose the database
    named = {*WEB_MAY_DELETE, *ONLY_ADDED_TO, *NEVER_CHANGED, *NOT_FOR_THE_WEB}
    named |= {*NOT_WRITTEN_BY_THE_WEB}
    assert named <= tables | optional


def test_no_table_of_records_can_be_deleted_from_by_the_web():
    personal = {model._meta.db_table for model in own_models() if hasattr(model, "privacy")}
    assert len(personal) > 10
    assert not personal.intersection(WEB_MAY_DELETE)


@pytest.mark.parametrize("statement", ["CREATE TABLE mine (id int)", "CREATE SCHEMA mine"])
def test_the_web_makes_no_table(statement):
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_web_counts_nobody_who_was_disposed_of():
    """What reports show of families that are gone, the sweep alone writes."""
    may = "SELECT has_table_privilege(%s, 'retention_disposedcount', %s)"
    rights = {
        (role, right): rows(may, role, right)[0][0] for role in (WEB, WORKER) for right in RIGHTS
    }
    assert {right for (role, right), has in rights.items() if role == WEB and has} == {"SELECT"}
    assert rights[WORKER, "INSERT"]
    assert rights[WORKER, "UPDATE"]


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE audit_accessevent DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
    ],
)
def test_the_web_turns_no_trigger_off(statement):
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("role", [WEB, WORKER])
@pytest.mark.parametrize("table", ONLY_ADDED_TO)
def test_what_is_only_added_to_is_numbered_by_the_database(role, table):
    columns = rows(
        "SELECT attname, has_column_privilege(%s, attrelid, attnum, 'INSERT') FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        role,
        table,
    )
    may = table not in NOT_FOR_THE_WEB or role == WORKER
    assert dict(columns) == {name: may and name != "id" for name, _ in columns}


def expected_rights(table, *, deletes):
    if table == "django_migrations":
        return {"SELECT"}
    if table in ONLY_ADDED_TO:
        return {"SELECT"}  # and INSERT of each column but the id
    rights = {"SELECT", "INSERT"} if table in NEVER_CHANGED else READ_AND_WRITE
    return rights | ({"DELETE"} if deletes else set())
