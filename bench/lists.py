"""The lists of referrals and of requests for support, at 1,000 of each and at 100,000.

Those of the demonstration are copied with their states, so that whoever sent or received one has
sent or received a hundred times as many in the large council: nobody has so long a list, and no
list may be slower for it than by half. The last page of a list is not asked for: how many lines it
has is chance. What is compared is one run's: what Python and PostgreSQL
worked for a page, and the time that passed, which other work on the machine stretches.
"""

import os
from dataclasses import dataclass
from statistics import median
from typing import Any

import psycopg

from bench.stock import count, grow, log_in, of_processors, prepare, timed

SIZES = [int(size) for size in os.environ.get("BENCH_REFERRALS", "1000,100000").split(",")]
TIMES = int(os.environ.get("BENCH_TIMES", "25"))
LIMIT = 1.5  # times as long, from the smallest council to the largest
FAMILIES = 1000
WORKER, PARTNER, MANAGER = (f"{who}@demo.example" for who in ("worker", "health", "manager"))
PAGES = {
    "sent by a worker": (WORKER, "/referrals?show=sent"),
    "the twentieth page of it": (WORKER, "/referrals?show=sent&page=20"),
    "a partner's to answer": (PARTNER, "/referrals"),
    "a partner's going on": (PARTNER, "/referrals?show=running"),
    "triage: all that wait": (WORKER, "/requests"),
    "triage: the twentieth page": (WORKER, "/requests?page=20"),
    "triage: not in time": (WORKER, "/requests?show=late"),
    "triage: answered": (WORKER, "/requests?show=answered"),
    "triage: of one hub": (WORKER, "/requests?hub=1"),
    "a manager's waiting times": (MANAGER, "/waiting-times"),
    "waiting times of one hub": (MANAGER, "/waiting-times?hub=1"),
    "the referrals of it": (MANAGER, "/waiting-times/referrals"),
    "a worker's start page": (WORKER, "/"),
    "a manager's start page": (MANAGER, "/"),
    "sent by people who left": (MANAGER, "/referrals?show=left"),
}


@dataclass(frozen=True)
class Took:
    """One page: milliseconds of a processor and of time passed, at the median, and its queries."""

    worked: float
    passed: float
    queries: int


def run() -> None:
    """Measure and print."""
    os.environ["FAMILYHUBS_DEMO"] = "true"  # style sheets from their sources
    found: dict[str, list[Took]] = {}
    prepare("web")
    with log_in() as admin:
        families(admin)
        for size in SIZES:
            fill(admin, size)
            print(
                f"{count(admin, 'referrals_referral'):,} referrals, "
                f"{count(admin, 'referrals_supportrequest'):,} requests, "
                f"{count(admin, 'households_household'):,} households, "
                f"load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
            for name, (email, address) in PAGES.items():
                took = measured(email, address)
                found.setdefault(name, []).append(took)
                print(
                    f"  {name:26} {took.worked:7.1f} ms of a processor, "
                    f"{took.passed:7.1f} ms passed, {took.queries} queries",
                    flush=True,
                )
    for name, sizes in found.items():
        first, last = sizes[0], sizes[-1]
        grown = last.worked / first.worked
        same = "as many" if last.queries == first.queries else "NOT AS MANY"
        print(
            f"{name:26} largest to smallest: {grown:.2f} of a processor, "
            f"{last.passed / first.passed:.2f} passed, {same} queries"
            f"{'' if grown <= LIMIT else '  TOO SLOW'}"
        )


def families(admin: psycopg.Connection) -> None:
    """A thousand households, one in five of them referred, as those of the demonstration are."""
    from households import models
    from referrals.models import Referral

    read: set[type[Any]] = {
        *(models.Household, models.Person, models.Membership),
        *(models.Involvement, models.Involvement.people.through),
        *(models.HouseholdGrant, models.PersonGrant),
        *(models.Episode, models.LeadAssignment, Referral),
    }
    grow(admin, FAMILIES, only=read)
    admin.execute(
        "SELECT setval(pg_get_serial_sequence('referrals_referral', 'id'), max(id)) "
        "FROM referrals_referral"
    )


def fill(admin: psycopg.Connection, size: int) -> None:
    """So many referrals of those households, and as many requests, of the last two years."""
    from bench.copies import CHANCE

    # One in ten of three who send none any more: their roles may not.
    left = (
        "(SELECT id FROM organisations_user WHERE role IN ('dpo', 'analyst', 'administrator') "
        f"ORDER BY id OFFSET floor(3 * {CHANCE.format('who')}) LIMIT 1)"
    )
    sender = f"CASE WHEN {CHANCE.format('left')} < 0.1 THEN {left} ELSE t.sent_by_id END"
    again(admin, "referrals_referral", size, {"sent_by_id": sender}, ["sent_at", "state_since"])
    again(
        admin,
        "referrals_supportrequest",
        size,
        {
            "reference": "'RS-' || upper(substr(md5(gen_random_uuid()::text), 1, 12))",
            "sent_as": "gen_random_uuid()",
            "hub_id": "(SELECT min(id) + copy % 4 FROM organisations_hub)",
        },
        ["made_at", "claimed_at", "escalated_at", "answered_at"],
    )
    admin.execute("VACUUM ANALYZE")


def again(
    admin: psycopg.Connection, table: str, size: int, changed: dict[str, str], moments: list[str]
) -> None:
    """Copy the rows of a table until there are so many: these columns changed, and all that
    happened to a row as many days earlier."""
    from bench.copies import CHANCE

    earlier = f"interval '1 day' * 700 * {CHANCE.format('when')}"
    values = {
        "id": f"nextval(pg_get_serial_sequence('{table}', 'id'))",
        **{name: f"t.{name} - {earlier}" for name in moments},
        **changed,
    }
    names = [
        str(name)
        for (name,) in admin.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
        )
    ]
    chosen = ", ".join(values.get(name, f"t.{name}") for name in names)
    copies = -(-size // count(admin, table)) - 1
    with admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")  # foreign keys hold by design
        admin.execute(
            f"INSERT INTO {table} ({', '.join(names)}) "
            f"SELECT {chosen} FROM {table} t, generate_series(1, {copies}) AS copy"
        )


def measured(email: str, address: str) -> Took:
    """A page asked for in this process."""
    from django.db import connection
    from django.test import Client

    from familyhubs.organisations.models import User

    connection.close()  # the database was made anew
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend")
    client.get(address)
    asked: list[str] = []

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        answer: Any = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    assert "<tbody" in answer.text or "task-list" in answer.text, f"{address} lists nothing"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    worked, passed = [], []
    for _ in range(TIMES):
        before = of_processors(backend)
        passed.append(timed(lambda: client.get(address))[0] * 1000)
        worked.append((of_processors(backend) - before) * 1000)
    return Took(median(worked), median(passed), len(asked))
