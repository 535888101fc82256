"""The keys database: its address, its two tables, and what each role may do to them.

A database apart, so that its backups can be kept for days and the records' for longer
(docs/adr/0009), and so that what was disposed of is known when the records come from a backup
(docs/adr/0017). The tables are no Django models: see familyhubs/keys/connections.py.
Imports nothing of Django: settings read it.
"""

import environ
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from familyhubs.database.roles import ROLE_NAMES, DatabaseRole

SUFFIX = "_keys"  # of its name, after that of the records' database
TABLES = f"""
CREATE TABLE IF NOT EXISTS data_keys (
    id uuid PRIMARY KEY,
    master text,
    wrapped bytea,
    made_at timestamptz NOT NULL DEFAULT now(),
    destroyed_at timestamptz,
    CONSTRAINT data_keys_whole_or_destroyed CHECK (
        CASE WHEN destroyed_at IS NULL THEN master IS NOT NULL AND wrapped IS NOT NULL
        ELSE master IS NULL AND wrapped IS NULL END
    )
);
CREATE OR REPLACE FUNCTION data_keys_stay_destroyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.destroyed_at IS NULL AND NEW.id = OLD.id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A destroyed key stays destroyed: % is not allowed', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER data_keys_stay_destroyed BEFORE UPDATE OR DELETE ON data_keys
    FOR EACH ROW EXECUTE FUNCTION data_keys_stay_destroyed();
ALTER TABLE data_keys ENABLE ALWAYS TRIGGER data_keys_stay_destroyed;
CREATE OR REPLACE TRIGGER data_keys_no_truncate BEFORE TRUNCATE ON data_keys
    FOR EACH STATEMENT EXECUTE FUNCTION data_keys_stay_destroyed();
CREATE TABLE IF NOT EXISTS disposals (
    number bigint PRIMARY KEY,
    digest text NOT NULL,
    content jsonb NOT NULL,
    copied_at timestamptz NOT NULL DEFAULT now()
);
CREATE OR REPLACE FUNCTION disposals_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was disposed of stays known: % is not allowed', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER disposals_stay BEFORE UPDATE OR DELETE ON disposals
    FOR EACH ROW EXECUTE FUNCTION disposals_stay();
CREATE OR REPLACE TRIGGER disposals_no_truncate BEFORE TRUNCATE ON disposals
    FOR EACH STATEMENT EXECUTE FUNCTION disposals_stay();
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {DatabaseRole.WEB}, {DatabaseRole.WORKER};
REVOKE ALL ON data_keys FROM PUBLIC, {DatabaseRole.WEB}, {DatabaseRole.WORKER};
GRANT SELECT, INSERT (id, master, wrapped) ON data_keys TO {DatabaseRole.WEB};
GRANT SELECT, INSERT, UPDATE (master, wrapped, destroyed_at) ON data_keys
    TO {DatabaseRole.WORKER};
REVOKE ALL ON disposals FROM PUBLIC, {DatabaseRole.WEB}, {DatabaseRole.WORKER};
GRANT SELECT ON disposals TO {DatabaseRole.WEB}, {DatabaseRole.WORKER};
GRANT INSERT (number, digest, content) ON disposals TO {DatabaseRole.WORKER};
"""


def keys_database_for(env: environ.Env) -> str:
    """The address for this process, as libpq reads it.

    Takes KEYS_DATABASE_OWNER_URL, KEYS_DATABASE_WORKER_URL or KEYS_DATABASE_ADMIN_URL by
    DATABASE_ROLE, else KEYS_DATABASE_URL; without any, the database beside the records' whose
    name ends in "_keys", with the same login. The role is put on as the connection opens.
    """
    name = env.str("DATABASE_ROLE", default="web")
    role_url = f"DATABASE_{name.upper()}_URL"
    named = env.str(f"KEYS_{role_url}", default="") or env.str("KEYS_DATABASE_URL", default="")
    url = named or env.str(role_url, default="") or env.str("DATABASE_URL", default="")
    given = conninfo_to_dict(url)
    changed = {} if named else {"dbname": f"{given.get('dbname', '')}{SUFFIX}"}
    role = ROLE_NAMES.get(name)
    if role and given.get("user") != role:
        changed["options"] = f"{given.get('options') or ''} -c role={role}".strip()
    return make_conninfo(url, **changed)


def prepare_keys_tables(admin: psycopg.Connection, name: str) -> None:
    """Make the tables and their rights in the keys database of that name; safe to run again."""
    database, owner = sql.Identifier(name), sql.Identifier(DatabaseRole.OWNER)
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    for role in DatabaseRole:
        admin.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(role))
        )
    admin.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(owner))
    with admin.transaction():
        admin.execute(sql.SQL("SET LOCAL ROLE {}").format(owner))
        admin.execute(TABLES)
