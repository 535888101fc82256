"""Migration operations for tables whose rows, once written, stay as they were.

`save()` can be gone round; a trigger cannot (house rule 8). `AppendOnly` forbids UPDATE, DELETE
and TRUNCATE to everybody; `disposable=True` lets the worker's role delete, which is disposal.
"""

from django.db.migrations.operations import RunSQL

from familyhubs.database.roles import DatabaseRole

FUNCTION = f"""
CREATE OR REPLACE FUNCTION familyhubs_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_ARGV[0] = 'disposable'
        AND current_user = '{DatabaseRole.WORKER}' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % is not allowed', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""


class AppendOnly(RunSQL):
    """Make a table append-only.

    Args: the table's name; `disposable`, whether the worker may delete from it.
    """

    def __init__(self, table: str, *, disposable: bool = False) -> None:
        argument = "'disposable'" if disposable else ""
        super().__init__(
            sql=FUNCTION
            + f"""
            CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION familyhubs_append_only({argument});
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION familyhubs_append_only();
            """,
            reverse_sql=f"""
            DROP TRIGGER {table}_append_only ON {table};
            DROP TRIGGER {table}_no_truncate ON {table};
            """,
        )
