"""What each database role may do to each table: one place, applied after every migration.

The web reads and writes but deletes only what is no record (below); the worker also deletes,
because disposal is its work. Nobody but the owner changes a table, a trigger or a policy.
"""

from typing import Any

from django.db import connections, transaction

from familyhubs.database.roles import DatabaseRole

# Tables from which a page may delete: none of them holds a family's record.
WEB_MAY_DELETE = (
    # Whom an entry is about is corrected: the wrong name goes at once.
    "households_contact_people",
    # Whom a family takes out of an agreement is seen no more; the withdrawal keeps that they were.
    "households_involvement_people",
    # And who came to a review.
    "households_review_members",
    "households_review_family",
    # A link to a survey is gone once it is used; it says nothing of whose it was.
    "referrals_surveyticket",
    "axes_accessattempt",
    "axes_accessfailurelog",
    "axes_accessattemptexpiration",
    "organisations_user_groups",
    "organisations_user_user_permissions",
)
# Tables to which rows are only ever added, by anybody. Triggers say so too. The database numbers
# them: an event with a number of somebody's choosing would stand outside the seals over the log.
ONLY_ADDED_TO = ("audit_accessevent", "audit_anchor")
# What the web adds and nobody changes: the log's link to a family, which disposal alone takes away,
# and counts of unmet need.
NEVER_CHANGED = ("audit_alias", "referrals_unmetneed", "referrals_unmetcounted")
# What the worker alone writes, as it disposes; pages show it.
NOT_WRITTEN_BY_THE_WEB = ("retention_disposedcount",)
# What proves the web's own log is no business of the web's.
NOT_FOR_THE_WEB = ("audit_anchor",)


def apply_grants(*, using: str = "default", **_signal: Any) -> None:
    """Grant the web and the worker their rights; safe to run again. Needs the owner's login."""
    web, worker = DatabaseRole.WEB, DatabaseRole.WORKER
    # At once: no page finds the log closed, or open to more, in between.
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {row[0] for row in cursor.fetchall()}
        cursor.execute(f"""
            GRANT USAGE ON SCHEMA public TO {web}, {worker};
            REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {web}, {worker};
            GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {web};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {worker};
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {web}, {worker};
            REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {web}, {worker};
        """)
        for table in tables.intersection(WEB_MAY_DELETE):
            cursor.execute(f"GRANT DELETE ON {table} TO {web}")
        for table in tables.intersection(ONLY_ADDED_TO):
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {web}, {worker}")
            cursor.execute(
                f"GRANT INSERT ({_but_the_id(cursor, table)}) ON {table} TO {web}, {worker}"
            )
        for table in tables.intersection(NEVER_CHANGED):
            cursor.execute(f"REVOKE UPDATE ON {table} FROM {web}, {worker}")
        for table in tables.intersection(NOT_WRITTEN_BY_THE_WEB):
            cursor.execute(f"REVOKE INSERT, UPDATE ON {table} FROM {web}")
        _keep_evidence(cursor)
        for table in tables.intersection(NOT_FOR_THE_WEB):
            cursor.execute(f"REVOKE ALL ON {table} FROM {web}")


def _keep_evidence(cursor: Any) -> None:
    """What a trigger keeps as it is, no right lets the worker change either: its disposals run
    without triggers (`prepare_database` lets it). Links that follow a merge, a trigger watches that
    fires all the same (`database/triggers.py`)."""
    cursor.execute(
        "SELECT tgrelid::regclass::text, encode(tgargs, 'escape') FROM pg_trigger "
        "WHERE tgname LIKE '%\\_append\\_only' AND tgnargs < 2"
    )
    for table, arguments in cursor.fetchall():
        rights = "UPDATE" if arguments.startswith("disposable") else "UPDATE, DELETE"
        cursor.execute(f"REVOKE {rights} ON {table} FROM {DatabaseRole.WORKER}")


def _but_the_id(cursor: Any, table: str) -> str:
    cursor.execute(
        "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'id'",
        [f"public.{table}"],
    )
    return str(cursor.fetchone()[0])
