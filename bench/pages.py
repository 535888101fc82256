"""A household's page and the lists, at three sizes of council, each beside the bare SQL.

The number of queries must not grow, and the time from the smallest to the largest no more than by
half. Bare is the same rows fetched by one hand-written statement, with nothing checked.
"""

import os
from statistics import median
from typing import Any

import psycopg

from bench.stock import count, grow, keep_some, log_in, prepare, timed

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1000,40000,400000").split(",")]
TIMES = 25
OF_THE_PARTNER = 400  # households, whatever the size of the council
USERS = {"council": "worker@demo.example", "partner": "health@demo.example"}
BARE = {
    "household": """
        SELECT h.*, p.*, a.*, g.* FROM households_household h
        LEFT JOIN households_membership m ON m.household_id = h.id AND m.left_on IS NULL
        LEFT JOIN households_person p ON p.id = m.person_id
        LEFT JOIN households_address a ON a.household_id = h.id AND a.until IS NULL
        LEFT JOIN households_goal g ON g.household_id = h.id
        WHERE h.reference = %s""",
    "list": "SELECT * FROM households_household ORDER BY id DESC LIMIT 25",
}


def run() -> None:
    """Measure and print."""
    os.environ["FAMILYHUBS_DEMO"] = "true"  # style sheets from their sources
    times: dict[tuple[str, str], list[float]] = {}
    for size in SIZES:
        prepare("web")
        with log_in() as admin:
            grow(admin, size)
            keep_some(admin, USERS["partner"], OF_THE_PARTNER, first="household_id DESC")
            admin.execute("VACUUM ANALYZE")
            households, people = (
                count(admin, f"households_{name}") for name in ("household", "person")
            )
            print(f"{households:,} households, {people:,} people", flush=True)
            for who, email in USERS.items():
                for page, address in addresses(admin, who).items():
                    bare = bare_time(admin, page, address)
                    took, queries = measured(email, address)
                    times.setdefault((who, page), []).append(took)
                    print(
                        f"  {who:8} {page:10} {took * 1000:8.1f} ms in {queries} queries; "
                        f"bare {bare * 1000:5.1f} ms",
                        flush=True,
                    )
    for (who, page), took in times.items():
        print(f"{who:8} {page:10} largest to smallest: {took[-1] / took[0]:.2f}")


def addresses(admin: psycopg.Connection, who: str) -> dict[str, str]:
    """A page of each kind that this user may open."""
    (reference,) = admin.execute(
        "SELECT reference FROM households_household h WHERE %s = 'council' OR EXISTS ("
        "SELECT FROM households_householdgrant g JOIN organisations_organisation o "
        "ON o.group_id = g.group_id JOIN organisations_user u ON u.organisation_id = o.id "
        "WHERE u.email = %s AND g.household_id = h.id AND g.valid_from <= current_date "
        "AND (g.valid_until IS NULL OR g.valid_until > current_date)) ORDER BY id DESC LIMIT 1",
        [who, USERS["partner"]],
    ).fetchone() or ("",)
    return {
        "household": f"/households/{reference}/",
        "list": "/households/",
        "last page": "/households/?page=99999999",
        "caseload": "/households/mine",
        "start": "/",
    }


def measured(email: str, address: str) -> tuple[float, int]:
    """Seconds at the median, and how many queries, of a page asked for in this process."""
    from django.db import connection
    from django.test import Client

    from familyhubs.organisations.models import User

    connection.close()  # the database was made anew
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend")
    client.get(address, follow=True)
    asked: list[str] = []

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        answer: Any = client.get(address, follow=True)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    times = TIMES if timed(lambda: client.get(address, follow=True))[0] < 1 else 3
    return median(timed(lambda: client.get(address, follow=True))[0] for _ in range(times)), len(
        asked
    )


def bare_time(admin: psycopg.Connection, page: str, address: str) -> float:
    """The same rows by one statement; for a list, 25 of them."""
    statement = BARE["household" if page == "household" else "list"]
    parameters = [address.split("/")[2]] if page == "household" else []
    return median(
        timed(lambda: admin.execute(statement, parameters).fetchall())[0] for _ in range(TIMES)
    )
