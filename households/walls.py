"""The second wall: row-level security on every table that holds something of a family.

A policy says in SQL, for PostgreSQL itself to hold, what `visible_to` says in Python: a query
with no scope in it still shows nothing that the family did not agree to. The policies follow the
models, as the rights of each role do (familyhubs/database/grants.py): they are put in place after
every migration, where they differ, and a table without one fails the tests.
"""

import hashlib
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.models import ForeignKey, Model

from familyhubs.database.roles import DatabaseRole
from familyhubs.records.models import history_of
from households.models.scope import PersonInHouseholdQuerySet, PersonScopedQuerySet, ScopedQuerySet

POLICY = "second_wall"
WORDS = {
    "{council}": "current_setting('familyhubs.sight', true) IN ('council', 'all')",
    "{mine}": "nullif(current_setting('familyhubs.organisation', true), '')::bigint",
    "{me}": "nullif(current_setting('familyhubs.user', true), '')::bigint",
}


def put_up_walls(*, using: str = "default", **_signal: Any) -> None:
    """Put each policy in place where it is missing or another; needs the owner's login.

    A table is locked for an instant and waited for at most five seconds: run it again then.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT tablename, obj_description(p.oid, 'pg_policy') FROM pg_policies "
            "JOIN pg_policy p ON p.polrelid = format('%%I.%%I', schemaname, tablename)::regclass "
            "AND p.polname = policyname WHERE policyname = %s",
            [POLICY],
        )
        standing = dict(cursor.fetchall())
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        there = {row[0] for row in cursor.fetchall()}
        for table, condition in walls().items():
            mark = hashlib.sha256(condition.encode()).hexdigest()[:16]
            if table in there and standing.get(table) != mark:
                with transaction.atomic(using=using):
                    cursor.execute(_policy(table, condition, mark))


def _policy(table: str, condition: str, mark: str) -> str:
    # A rule, a date or a count sees the whole record; it is asked first, because it is quickest.
    whole = "current_setting('familyhubs.sight', true) = 'whole'"
    return f"""
        SET LOCAL lock_timeout = '5s';
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS {POLICY} ON {table};
        DROP POLICY IF EXISTS the_worker_sees_all ON {table};
        CREATE POLICY {POLICY} ON {table} TO {DatabaseRole.WEB} USING ({whole} OR ({condition}));
        CREATE POLICY the_worker_sees_all ON {table} TO {DatabaseRole.WORKER} USING (true);
        COMMENT ON POLICY {POLICY} ON {table} IS '{mark}';
    """


def walls() -> dict[str, str]:
    """The condition of each table that has one: the live tables, histories, and joining tables."""
    found = {}
    for model in apps.get_models():
        queryset = type(model._default_manager.all())
        if model._meta.proxy or not hasattr(queryset, "wall"):
            continue
        own = in_sql(queryset, model)
        of_history = _in_words(getattr(queryset, "wall_of_history", "")) or own
        for kept, condition in ((model, own), (history_of(model), of_history)):
            if kept is not None:
                found[kept._meta.db_table] = condition.replace("{row}", kept._meta.db_table)
        for joined in model._meta.local_many_to_many:
            through: Any = joined.remote_field.through
            table, parent = through._meta.db_table, model._meta.db_table
            key = f"{table}.{through._meta.get_field(joined.m2m_field_name()).column}"
            found[table] = f"EXISTS (SELECT FROM {parent} p WHERE p.id = {key} OFFSET 0)"
    return found


def in_sql(queryset: Any, model: type[Model]) -> str:
    """The scope of a QuerySet in SQL, `{row}` standing for its table."""
    return _in_words(queryset.wall or _plainly(queryset, model))


def _in_words(condition: str) -> str:
    for word, meaning in WORDS.items():
        condition = condition.replace(word, meaning)
    return condition


def _plainly(queryset: type[ScopedQuerySet[Any]], model: type[Model]) -> str:
    first, _, rest = queryset.grant_on.partition("__")
    if rest:
        field: Any = model._meta.get_field(first)
        assert isinstance(field, ForeignKey)
        parent: Any = field.related_model
        table = parent._meta.db_table
        return f"EXISTS (SELECT FROM {table} p WHERE p.id = {{row}}.{field.column} OFFSET 0)"
    category = f"'{queryset.category}'" if queryset.category else "NULL"
    if issubclass(queryset, PersonInHouseholdQuerySet):
        return f"familyhubs_knows({{row}}.person_id, {category}, {{row}}.household_id)"
    if issubclass(queryset, PersonScopedQuerySet):
        named = f"'{queryset.category or 'identity'}'"
        return f"familyhubs_knows({{row}}.{'id' if first == 'pk' else first}, {named})"
    return f"familyhubs_sees({{row}}.{'id' if first == 'pk' else first}, {category})"
