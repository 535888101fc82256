"""What every measurement begins with: servers of the bench's own, and a council in them."""

import os
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

READY = "BENCH_READY"  # the servers are there; a second preparation makes the tables anew


def prepare(role: str = "worker") -> None:
    """Servers of the bench's own, with the tables and forty families; asked in this role."""
    from familyhubs import local
    from familyhubs.local.folders import data_folder

    if READY not in os.environ:
        for name in ("DATABASE_URL", "CELERY_BROKER_URL"):
            os.environ.pop(name, None)  # never somebody's own database
        os.environ["FAMILYHUBS_DATA"] = str(data_folder() / "bench")
        local.ensure(Path(os.environ["FAMILYHUBS_DATA"]), durable=False)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familyhubs.settings")
        os.environ[READY] = "yes"
    for name in ("familyhubs", "familyhubs_keys"):
        log_in("postgres").execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    for command in ("prepare_database", "migrate --no-input -v 0", "demo_council --households 40"):
        manage(*command.split())
    os.environ["DATABASE_ROLE"] = role
    import django

    django.setup()


def manage(*words: str) -> None:
    import subprocess

    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_ROLE"}
    subprocess.run(
        [sys.executable, "manage.py", *words],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def log_in(database: str = "familyhubs") -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_ADMIN_URL"], dbname=database, autocommit=True)


def grow(
    admin: psycopg.Connection, households: int, only: Collection[type[Any]] | None = None
) -> None:
    """A town of so many households, without histories, whose people bear many names.

    `only` are the models to copy, where what is measured reads no others.
    """
    from faker.providers.person.en_GB import Provider

    from bench.copies import copy_households, with_names

    given = [*Provider.first_names_female, *Provider.first_names_male]
    with_names(given[::2] + given[1::2], list(Provider.last_names))
    here = count(admin, "households_household")
    if households > here:
        with made_at_once(admin):
            copy_households(admin, households // here, history=False, only=only)


@contextmanager
def made_at_once(admin: psycopg.Connection) -> Iterator[None]:
    """The indexes of names made once they are all there: row by row takes ten times as long."""
    slow = admin.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE indexdef LIKE '% USING gin %' "
        "AND tablename IN ('households_person', 'households_household')"
    ).fetchall()
    for name, _ in slow:
        admin.execute(f"DROP INDEX {name}")
    yield
    admin.execute("SET maintenance_work_mem = '1GB'")
    for _, definition in slow:
        admin.execute(definition)


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    started = time.perf_counter()
    answer = act()
    return time.perf_counter() - started, answer


def of_processors(backend: int) -> float:
    """Seconds that processors have worked for this process and for a backend of PostgreSQL: what
    does not depend on what else the machine does."""
    ran = Path(f"/proc/{backend}/schedstat").read_text().split()[0]
    return time.process_time() + int(ran) / 1e9


def count(admin: psycopg.Connection, table: str) -> int:
    (number,) = admin.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
    return int(number)


def keep_some(admin: psycopg.Connection, email: str, households: int, first: str) -> None:
    """Leave a partner involved with so many households alone, the first in this order."""
    (organisation,) = admin.execute(
        "SELECT organisation_id FROM organisations_user WHERE email = %s", [email]
    ).fetchone() or (0,)
    with admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute(
            "CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT household_id FROM ("
            "SELECT DISTINCT household_id FROM households_involvement WHERE organisation_id = %s "
            "AND since <= current_date AND (until IS NULL OR until > current_date)) AS own "
            f"ORDER BY {first} LIMIT %s",
            [organisation, households],
        )
        admin.execute(
            "CREATE TEMP TABLE over ON COMMIT DROP AS SELECT id FROM households_involvement "
            "WHERE organisation_id = %s AND household_id NOT IN (SELECT household_id FROM kept)",
            [organisation],
        )
        for table, column in (
            ("households_persongrant", "involvement_id"),
            ("households_householdgrant", "involvement_id"),
            ("households_involvement_people", "involvement_id"),
            ("households_involvement", "id"),
        ):
            admin.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM over)")
        # What such a partner would have been sent of the others, when it was involved with none.
        for table in ("households_leadassignment", "households_correction"):
            admin.execute(
                f"DELETE FROM {table} WHERE organisation_id = %s "
                "AND household_id NOT IN (SELECT household_id FROM kept)",
                [organisation],
            )
