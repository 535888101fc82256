"""The cast made once a process, and put back in a moment for each test that names it.

The same people and families by the same two hundred queries were half of a short test's time. They
are still made by the same factories, once; the rows that each of them added are kept beside the
tables, and whoever is named again has those rows back, and is the object that was made with them.
Where the clock shows another day they are made anew: half of what they are is dated today.
"""

import pickle
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

import psycopg
from django.db import connection

from familyhubs.organisations.models import Organisation
from familyhubs.records.dates import today
from tests import database

SCHEMA = "staged"
IS_NEW = "xmin::text::bigint >= {}"
ALWAYS = "council"  # there is one, and a factory that needs it takes the one that is there


class made_once(cached_property):  # noqa: N801 - a decorator, named like the one it extends
    """Somebody of the cast: put back where they were made before, else made."""

    def __get__(self, cast: Any, owner: Any = None) -> Any:
        if cast is None:
            return self
        if stage.serves(cast):
            return stage.put_back(cast, str(self.attrname))
        cast.is_made_anew = True
        return super().__get__(cast, owner)


class Stage:
    """What was made, in which order, and whom each of them needs."""

    def __init__(self) -> None:
        self.day: date | None = None
        self.needs: dict[str, list[str]] = {}
        self.made = b""

    def serves(self, cast: Any) -> bool:
        """Not under another clock, nor where a test made a council of its own before."""
        if cast.made_before or cast.is_made_anew:
            return not cast.is_made_anew and self.day == today()
        return self.day == today() and not Organisation.objects.exists()

    def put_back(self, cast: Any, name: str) -> Any:
        """Their rows and those of all they need, where this test has not got them yet."""
        if not cast.made_before:
            cast.made_before = pickle.loads(self.made)
        wanted = [one for one in [*self.needs[name], name] if one not in vars(cast)]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(f'{SCHEMA}.{one}()' for one in wanted)}")
        vars(cast).update({one: cast.made_before[one] for one in wanted})
        return vars(cast)[name]

    def set_up(self, cast_of: Callable[[], Any]) -> None:
        """Make everybody in the order the class names them, and keep what each one added."""
        cast = cast_of()
        names = [name for name, one in vars(type(cast)).items() if isinstance(one, made_once)]
        with database.log_in(connection.settings_dict["NAME"]) as admin:
            admin.execute(f"CREATE SCHEMA {SCHEMA}; GRANT USAGE ON SCHEMA {SCHEMA} TO PUBLIC")
            for name in names:
                near = _keep(admin, cast, name)
                needed = {far for one in near for far in [*self.needs[one], one]}
                self.needs[name] = [one for one in names if one in needed or one == ALWAYS != name]
        self.made = pickle.dumps({name: vars(cast)[name] for name in names})
        database.remember_keys()
        database.back_to_pristine()
        self.day = today()


def _keep(admin: psycopg.Connection, cast: Any, name: str) -> list[str]:
    """Have one made and write the function that puts their rows back; whom they need comes back."""
    tables = database.tables(admin, "public")
    started = _next_transaction(admin)
    before = _counted(admin, tables, started)
    needs = _named_while_making(cast, name)
    inserts = ""
    for table, (rows, new) in _counted(admin, tables, started).items():
        if new != rows - before[table][0]:
            raise AssertionError(f"Making {name} changed an earlier row of {table}")
        if new:
            kept, columns = f"{SCHEMA}.{name}__{table}", database.stored_columns(admin, table)
            admin.execute(
                f"CREATE TABLE {kept} AS SELECT {columns} FROM public.{table} "
                f"WHERE {IS_NEW.format(started)}"
            )
            inserts += f"INSERT INTO public.{table} ({columns}) SELECT {columns} FROM {kept};\n"
    # Triggers have done their work: what they added is among the rows.
    admin.execute(
        f"CREATE FUNCTION {SCHEMA}.{name}() RETURNS void LANGUAGE plpgsql SECURITY DEFINER "
        f"SET session_replication_role = replica AS $$ BEGIN\n{inserts}END $$"
    )
    return needs


def _named_while_making(cast: Any, name: str) -> list[str]:
    """Make one of a cast, and say who of it was asked for meanwhile."""
    named: dict[str, None] = {}

    class Watched(type(cast)):  # type: ignore[misc]
        def __getattribute__(self, asked: str) -> Any:
            if asked != name and isinstance(getattr(type(cast), asked, None), made_once):
                named.setdefault(asked)
            return super().__getattribute__(asked)

    watched = Watched()
    watched.__dict__.update(vars(cast))
    cast.__dict__[name] = getattr(watched, name)
    return list(named)


def _counted(
    admin: psycopg.Connection, tables: list[str], started: int
) -> dict[str, tuple[int, int]]:
    """The rows of each table, and how many of them were written since."""
    each = " UNION ALL ".join(
        f"SELECT '{table}', count(*), count(*) FILTER (WHERE {IS_NEW.format(started)}) "
        f"FROM public.{table}"
        for table in tables
    )
    return {table: (rows, new) for table, rows, new in admin.execute(each).fetchall()}


def _next_transaction(admin: psycopg.Connection) -> int:
    found = admin.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text").fetchone()
    assert found
    return int(found[0])


stage = Stage()
