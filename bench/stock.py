"""What every measurement begins with: servers of the bench's own, and a council in them."""

import os
import sys
import time
from collections.abc import Callable
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
    log_in("postgres").execute("DROP DATABASE IF EXISTS familyhubs WITH (FORCE)")
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


def grow(admin: psycopg.Connection, households: int) -> None:
    """A town of so many households, without histories, whose people bear many names."""
    from faker.providers.person.en_GB import Provider

    from bench.copies import copy_households, with_names

    given = [*Provider.first_names_female, *Provider.first_names_male]
    with_names(given[::2] + given[1::2], list(Provider.last_names))
    here = count(admin, "households_household")
    if households > here:
        copy_households(admin, households // here, history=False)


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    started = time.perf_counter()
    answer = act()
    return time.perf_counter() - started, answer


def count(admin: psycopg.Connection, table: str) -> int:
    (number,) = admin.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
    return int(number)
