"""How long the public search of the directory takes at 10,000 services, page and all.

The services are those of the demonstration, copied with other names, ages and places. Each kind of
search is asked for as a visitor does, through Django and its templates, and beside it the same rows
by one hand-written statement.
"""

import os
import re
from random import Random
from typing import Any

import psycopg

from bench.stock import count, log_in, of_processors, prepare, timed

SERVICES = int(os.environ.get("BENCH_SERVICES", "10000"))
TIMES = 40  # searches of each kind
LIMIT = 100  # milliseconds at the 95th percentile
TOWNS = ["Corby", "Kettering", "Rushden", "Wellingborough", "Thrapston", "Desborough", "Oundle"]
AREAS = ["NN8", "NN10", "NN14", "NN15", "NN16", "NN17", "NN18", "PE8"]
FOUND = re.compile(r">(\d+) services?\b")
BARE = """
    SELECT s.*, o.* FROM referrals_service s
    JOIN organisations_organisation o ON o.id = s.organisation_id
    WHERE s.is_open AND o.is_active ORDER BY s.name, s.id LIMIT 25"""


def run() -> None:
    """Measure and print."""
    os.environ["FAMILYHUBS_DEMO"] = "true"  # style sheets from their sources
    prepare("web")
    admin = log_in()
    fill(admin, SERVICES)
    admin.execute("VACUUM ANALYZE referrals_service")
    print(f"{count(admin, 'referrals_service'):,} services, load {os.getloadavg()[0]:.1f}")
    bare = sorted(timed(lambda: admin.execute(BARE).fetchall())[0] for _ in range(TIMES))
    print(f"  the first page by one statement   {bare[TIMES // 2] * 1000:6.1f} ms")
    for kind, searches in kinds().items():
        measure(kind, searches)


def fill(admin: psycopg.Connection, services: int) -> None:
    """Copies of the demonstration's services, until there are so many: none is for children of
    the same ages in the same places as the one before."""
    admin.execute(
        """
        INSERT INTO referrals_service (
            organisation_id, name, what_it_does, needs, youngest, oldest, eligibility, place,
            postcode_areas, times, cost, capacity, places_left, how_to_get_it, is_open,
            feed, feed_id, feed_print, closed_by_feed)
        SELECT s.organisation_id, s.name || ' ' || n, s.what_it_does, s.needs, n %% 12,
            n %% 12 + 1 + n %% 40, s.eligibility,
            'Hall ' || n || ', ' || (%(towns)s::text[])[1 + n %% 7] || ', '
                || (%(areas)s::text[])[1 + n %% 8] || ' ' || n %% 10 || 'AB',
            CASE n %% 3 WHEN 0 THEN '{}' ELSE ARRAY[(%(areas)s::text[])[1 + n %% 8]] END,
            s.times, s.cost, s.capacity, s.places_left, s.how_to_get_it, n %% 20 > 0,
            'Bench', s.id || '-' || n, '', false
        FROM generate_series(1, %(services)s) AS n
        JOIN (SELECT *, row_number() OVER (ORDER BY id) AS nth, count(*) OVER () AS all_of_them
              FROM referrals_service) AS s ON s.nth = 1 + n %% s.all_of_them
        LIMIT %(services)s - (SELECT count(*) FROM referrals_service)""",
        {"towns": TOWNS, "areas": AREAS, "services": services},
    )


def kinds() -> dict[str, list[dict[str, Any]]]:
    """What is asked for, kind by kind; always the same."""
    from households.needs import Need

    chance = Random(7)

    def some(make: Any) -> list[dict[str, Any]]:
        return [make() for _ in range(TIMES)]

    def need() -> str:
        return str(chance.choice(Need.values))

    def age() -> int:
        return chance.randint(0, 18)

    return {
        "everything": some(dict),
        "any page of everything": some(lambda: {"page": chance.randint(1, SERVICES // 25)}),
        "a need": some(lambda: {"need": need()}),
        "an age": some(lambda: {"age": age()}),
        "a town": some(lambda: {"place": chance.choice(TOWNS)}),
        "a postcode": some(lambda: {"place": f"{chance.choice(AREAS)} 8TL"}),
        "a town that is nowhere": some(lambda: {"place": "Xyzzy"}),
        "need, age and town": some(
            lambda: {"need": need(), "age": age(), "place": chance.choice(TOWNS)}
        ),
        "need, age and postcode": some(
            lambda: {"need": need(), "age": age(), "place": f"{chance.choice(AREAS)} 8TL"}
        ),
    }


def measure(kind: str, searches: list[dict[str, Any]]) -> None:
    """One kind of search: middle, 95th and slowest, in milliseconds."""
    from django.db import connection
    from django.test import Client

    connection.close()  # the database was made anew
    client = Client(SERVER_NAME="127.0.0.1")
    client.get("/find-support")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    took, found, before = [], 0, of_processors(backend)
    for search in searches:
        seconds, page = timed(lambda search=search: client.get("/find-support", search))
        assert page.status_code == 200, f"{search}: {page.status_code}"
        took.append(seconds * 1000)
        said = FOUND.search(page.text)
        found += int(said[1]) if said else 0
    busy = (of_processors(backend) - before) * 1000 / len(searches)
    took.sort()
    high = took[int(len(took) * 0.95)]
    verdict = "" if high < LIMIT else "  TOO SLOW"
    print(
        f"  {kind:32} {took[len(took) // 2]:6.1f} ms, 95th {high:6.1f}, slowest {took[-1]:6.1f}; "
        f"{busy:5.1f} ms of a processor; {found / len(searches):,.0f} found{verdict}",
        flush=True,
    )
