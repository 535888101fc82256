"""How fast families are imported, in how much memory, beside a bare COPY of the same rows.

The bare limit puts the very rows of the import into an empty copy of the database, table by table,
with indexes but without foreign keys, triggers, keys, checks or JSON: nothing can beat it.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from psycopg import sql

from bench.stock import count, log_in, prepare

SMALL = int(os.environ.get("BENCH_IMPORT_SMALL", "4000"))
HOUSEHOLDS = int(os.environ.get("BENCH_IMPORT", "40000"))
TODAY = date(2026, 11, 1)
FIRST = [f"Child{number}" for number in range(400)]
LAST = [f"{first}{last}" for first in ("Ash", "Birch", "Corl") for last in ("by", "ford", "ham")]
HUBS = ["Corby Family Hub", "Kettering Family Hub", "Rushden Family Hub"]
PARTNERS = ["Nene Health Visiting", "Rockingham Primary School", "Saxon Homes", "Welland Academy"]
COUNCIL = "North Northamptonshire Council"


def run() -> None:
    """Measure and print."""
    prepare()
    folder = Path(os.environ["FAMILYHUBS_DATA"])
    admin = log_in()
    clone(admin, "bare")
    small_seconds, small_memory, _ = measured(folder, SMALL, "S")
    seconds, memory, busy = measured(folder, HOUSEHOLDS, "L")
    admin = log_in()
    people = count(admin, "households_person")
    print(f"{SMALL:,} households in {small_seconds:.1f} s, at most {small_memory:.0f} MB")
    print(f"{HOUSEHOLDS:,} households in {seconds:.1f} s, at most {memory:.0f} MB")
    print(f"         of which the command itself was busy for {busy:.1f} s")
    print(f"         {HOUSEHOLDS / seconds:,.0f} households a second; {people:,} people in all")
    rows, bare_seconds = bare()
    both = seconds + small_seconds
    print(f"         {rows:,} rows with their history: {rows / both:,.0f} a second")
    print(f"         {both / bare_seconds:.1f} times a bare COPY ({bare_seconds:.1f} s)")


def clone(admin: psycopg.Connection, name: str) -> None:
    admin.close()
    with log_in("postgres") as server:
        named = sql.Identifier(name)
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE familyhubs").format(named))


def measured(folder: Path, households: int, prefix: str) -> tuple[float, float, float]:
    """Seconds, megabytes and busy seconds of the command, over a file made line by line."""
    path = folder / f"import-{households}.jsonl"
    with path.open("w") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines(households, prefix))
    started = time.perf_counter()
    command = [sys.executable, "manage.py", "import_cases", str(path), "--commit", "--json"]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_ROLE"}
    with (folder / "import.json").open("w") as said:
        process = subprocess.Popen(command, stdout=said, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    report = json.loads((folder / "import.json").read_text())
    assert report["added"]["households"] == households, report
    path.unlink()
    return seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def lines(households: int, prefix: str) -> Iterator[dict[str, Any]]:
    """Families as councils have them: some three people, support, sharing, goals, contact."""
    chance = Random(1)
    for number in range(households):
        opened = TODAY - timedelta(days=chance.randint(30, 3000))
        name = f"{chance.choice(LAST)}-{chance.choice(LAST)}"
        people = _people(chance, name)
        keys = [person["key"] for person in people]
        closed = opened + timedelta(days=300)
        over = closed < TODAY and chance.random() < 0.5
        yield {
            "household": {"reference": f"{prefix}-{number:06}", "hub": chance.choice(HUBS)},
            "people": people,
            "addresses": [
                {
                    "lines": f"{number % 150 + 1} Long Row",
                    "postcode": "NN16 8TL",
                    "since": "2015-01-01",
                }
            ],
            "episodes": [
                {"opened_on": f"{opened}", **({"closed_on": f"{closed}"} if over else {})}
            ],
            "leads": [{"organisation": COUNCIL, "worker": "Wendy Marsh", "from": f"{opened}"}],
            "agreements": [_agreement(chance, keys[0], opened)] if number % 4 else [],
            "goals": [_goal(chance, opened)],
            "contacts": [_contact(chance, keys, opened, day) for day in (5, 20, 40, 90)],
            "services": [
                {
                    "person": keys[-1],
                    "service": "Stay and play",
                    "started_on": f"{opened}",
                    "attendances": [
                        {"on": f"{opened + timedelta(days=7 * week)}", "state": "attended"}
                        for week in range(3)
                    ],
                }
            ],
        }


def _people(chance: Random, name: str) -> list[dict[str, Any]]:
    parent = {
        "key": "p",
        "given_name": chance.choice(FIRST),
        "family_name": name,
        "date_of_birth": f"{chance.randint(1975, 2003)}-04-12",
        "telephone": f"01632 960{chance.randint(0, 999):03}",
    }
    children = [
        {
            "key": f"c{number}",
            "given_name": chance.choice(FIRST),
            "family_name": name,
            "date_of_birth": f"{chance.randint(2009, 2017)}-09-30",
            "relationship": "child",
        }
        for number in range(chance.choice([1, 2, 2, 3, 4]))
    ]
    return [parent, *children]


def _agreement(chance: Random, giver: str, opened: date) -> dict[str, Any]:
    return {
        "given_on": f"{opened}",
        "given_by": giver,
        "recipients": chance.sample(PARTNERS, chance.choice([1, 2, 3])),
        "purpose": "help at school",
        "categories": ["hub_record", "identity", "contact_details"],
        "until": f"{opened + timedelta(days=chance.randint(200, 3000))}",
    }


def _goal(chance: Random, opened: date) -> dict[str, Any]:
    scores = [
        {"on": f"{opened + timedelta(days=day)}", "by": view, "value": chance.randint(2, 9)}
        for day in (10, 25)
        for view in ("family", "worker")
    ]
    return {
        "words": "Mornings without shouting",
        "set_on": f"{opened}",
        "baseline": 3,
        "target": 8,
        "scores": scores,
    }


def _contact(chance: Random, keys: list[str], opened: date, day: int) -> dict[str, Any]:
    return {
        "kind": chance.choice(["call", "visit", "note"]),
        "on": f"{min(opened + timedelta(days=day), TODAY)}",
        "people": keys[:2],
        "note": "We spoke about bedtimes and school, and agreed to speak again next week. " * 3,
    }


def bare() -> tuple[int, float]:
    """The rows of both imports, from one database into the other: how many, in how long."""
    from bench.copies import tables
    from retention.plan import PLAN

    assert PLAN
    with log_in() as source, log_in("bare") as target, target.transaction():
        target.execute("SET LOCAL session_replication_role = replica")
        for model in tables():
            target.execute(f'DELETE FROM "{model._meta.db_table}"')
        started = time.perf_counter()
        for model in tables():
            _copy(source, target, model._meta.db_table, model)
        seconds = time.perf_counter() - started
        rows = sum(count(target, model._meta.db_table) for model in tables())
    return rows, seconds


def _copy(source: psycopg.Connection, target: psycopg.Connection, table: str, model: Any) -> None:
    columns = ", ".join(
        f'"{field.column}"'
        for field in model._meta.concrete_fields
        if not getattr(field, "generated", False)
    )
    with (
        source.cursor() as reader,
        target.cursor() as writer,
        reader.copy(f'COPY "{table}" ({columns}) TO STDOUT (FORMAT BINARY)') as out,
        writer.copy(f'COPY "{table}" ({columns}) FROM STDIN (FORMAT BINARY)') as into,
    ):
        for block in out:
            into.write(block)
