"""Migration operations for tables whose rows, once written, stay as they were.

`save()` can be gone round; a trigger cannot (house rule 8). `AppendOnly` forbids UPDATE, DELETE
and TRUNCATE to everybody; `disposable=True` lets the worker's role delete, which is disposal.
`FollowsMerge` lets a row's named links, and nothing else of it, go from a record to the one it
was merged into, and back when that is undone; it watches changes in whatever mode a session runs,
because the worker, which may run without triggers (docs/adr/0006), follows merges, too.
"""

from django.db.migrations.operations import RunSQL

from familyhubs.database.roles import DatabaseRole

FUNCTION = f"""
CREATE OR REPLACE FUNCTION familyhubs_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb;
    becomes jsonb;
    link text;
    merged boolean := false;
BEGIN
    IF TG_OP = 'DELETE' AND TG_ARGV[0] = 'disposable'
        AND current_user = '{DatabaseRole.WORKER}' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_NARGS > 1 THEN
        -- Each further argument is a link: "column:table", whose rows say what they merged into.
        was := to_jsonb(OLD);
        becomes := to_jsonb(NEW);
        FOR place IN 1 .. TG_NARGS - 1 LOOP
            link := split_part(TG_ARGV[place], ':', 1);
            IF was -> link IS DISTINCT FROM becomes -> link THEN
                EXECUTE format(
                    'SELECT EXISTS (SELECT FROM public.%I WHERE (id, merged_into_id) '
                    'IN (($1, $2), ($2, $1)))', split_part(TG_ARGV[place], ':', 2))
                INTO merged USING (was ->> link)::bigint, (becomes ->> link)::bigint;
                EXIT WHEN NOT merged;
                was := was - link;
                becomes := becomes - link;
            END IF;
        END LOOP;
        IF merged AND was = becomes THEN
            RETURN NEW;
        END IF;
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


class FollowsMerge(RunSQL):
    """Let links of a disposable append-only table follow a merge.

    Args: the table's name; `links`, each column with the table it points into.
    """

    def __init__(self, table: str, **links: str) -> None:
        arguments = ["disposable", *(f"{column}:{to}" for column, to in links.items())]
        super().__init__(
            sql=FUNCTION + _trigger(table, arguments) + _whatever_the_mode(table, arguments),
            reverse_sql=_trigger(table, ["disposable"])
            + f"DROP TRIGGER IF EXISTS {table}_stays ON {table};",
        )


def _trigger(table: str, arguments: list[str]) -> str:
    return f"""
    CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION familyhubs_append_only({_quoted(arguments)});
    """


def _whatever_the_mode(table: str, arguments: list[str]) -> str:
    """Changes alone: a disposal, which only deletes, is held up by none."""
    return f"""
    CREATE OR REPLACE TRIGGER {table}_stays BEFORE UPDATE ON {table}
        FOR EACH ROW EXECUTE FUNCTION familyhubs_append_only({_quoted(arguments)});
    ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_stays;
    """


def _quoted(arguments: list[str]) -> str:
    return ", ".join(f"'{argument}'" for argument in arguments)
