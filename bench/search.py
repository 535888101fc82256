"""How long a search takes at 130,000 people, for the council and for a partner of many households.

Each kind of search is tried with different words and timed whole: taking apart what was typed,
finding, and loading what was found within what the user may see. A name that nobody bears is the
slow case elsewhere, because nothing lets it stop early.
"""

import os
import random
import time
from pathlib import Path
from typing import Any

import psycopg

from bench.stock import count, grow, log_in, prepare, timed

HOUSEHOLDS = int(os.environ.get("BENCH_HOUSEHOLDS", "42000"))
TIMES = 60  # searches of each kind
LIMIT = 150  # milliseconds at the 95th percentile
PARTNER = "health@demo.example"


def run() -> None:
    """Measure and print."""
    prepare("web")
    admin = log_in()
    grow(admin, HOUSEHOLDS)
    number_some(admin)
    admin.execute("VACUUM ANALYZE")
    households, people = (count(admin, f"households_{name}") for name in ("household", "person"))
    print(f"{households:,} households, {people:,} people")
    from familyhubs.organisations.models import User

    for email in ("worker@demo.example", PARTNER):
        user = User.objects.select_related("organisation").get(email=email)
        print(f"{user.organisation}: {share(admin, user, households):.0%} of the households")
        measure(user, admin)


def number_some(admin: psycopg.Connection) -> None:
    """An NHS number for each person, of which only the lookup is ever read here."""
    from familyhubs.keys import sealing

    with admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute("DELETE FROM households_identifier")  # the demonstration's own, and copies
    admin.execute(
        "INSERT INTO households_identifier (version, sealed_as, person_id, kind, lookup) "
        "SELECT 1, gen_random_uuid(), id, 'nhs', md5(id::text) FROM households_person"
    )
    with admin.cursor() as cursor:
        cursor.executemany(
            "UPDATE households_identifier SET lookup = %s WHERE person_id = %s",
            [
                (sealing.lookup("nhs", number), pk)
                for number, pk in zip(NUMBERS, some(admin, "id", 40), strict=False)
            ],
        )


NUMBERS = ["9434765919", "9434765870", "9434765862", "9434765854", "9434765846"]


def share(admin: psycopg.Connection, user: Any, households: int) -> float:
    if not user.is_partner:
        return 1.0
    rows = admin.execute(
        "SELECT count(DISTINCT household_id) FROM households_householdgrant WHERE group_id = %s",
        [user.organisation.group_id],
    ).fetchone()
    return int((rows or (0,))[0]) / households


def measure(user: Any, admin: psycopg.Connection) -> None:
    from familyhubs.database.identity import taken_on
    from familyhubs.organisations.identity import identity_of
    from households.reading.search import search

    with taken_on(identity_of(user)):
        search(user, "warm up")
    for kind, typed in kinds(admin).items():
        seconds, hits, before = [], 0, processor_seconds()
        for words in typed:
            # In a transaction that carries the user's identity, as a page's is.
            with taken_on(identity_of(user)):
                took, found = timed(lambda words=words: search(user, words))
            seconds.append(took * 1000)
            hits += bool(found.hits)
        seconds.sort()
        middle, high = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]
        verdict = "" if high < LIMIT else "  TOO SLOW"
        busy = (processor_seconds() - before) * 1000 / len(typed)
        print(
            f"  {kind:32} {middle:6.1f} ms, 95th {high:6.1f}, slowest {seconds[-1]:6.1f}; "
            f"{busy:5.1f} ms of a processor; {hits} of {len(typed)} found{verdict}"
        )


def processor_seconds() -> float:
    """Of a processor, that this process and its session of the database have used: what a search
    costs when other work takes the machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return time.process_time() + sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def kinds(admin: psycopg.Connection) -> dict[str, list[str]]:
    """What is typed, kind by kind; always the same."""
    chance = random.Random(7)
    full = some(admin, "given_name || ' ' || family_name")
    family = some(admin, "family_name")
    (common,) = admin.execute(
        "SELECT family_name FROM households_person GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    ).fetchone() or ("",)
    born = some(admin, "to_char(date_of_birth, 'DD/MM/YYYY')")
    places = some(admin, "postcode", table="households_address")
    return {
        "first and last name": full,
        "last name": family,
        "the commonest name": [common] * TIMES,
        "two letters slipped": [slipped(name, chance) for name in full],
        "a name nobody bears": [made_up(chance) for _ in range(TIMES)],
        "two names nobody bears": [f"{made_up(chance)} {made_up(chance)}" for _ in range(TIMES)],
        "the beginning of a name": [name[:3] for name in family],
        "date of birth": born,
        "a year": [day[-4:] for day in born],
        "name and date of birth": [f"{a} {b}" for a, b in zip(family, born, strict=True)],
        "postcode": places,
        "postcode district": [place.split()[0] for place in places],
        "name and district": [f"{a} {b.split()[0]}" for a, b in zip(family, places, strict=True)],
        "telephone": some(admin, "telephone", where="telephone <> ''"),
        "telephone nobody has": [f"01{chance.randrange(10**9):09}" for _ in range(TIMES)],
        "identifier": NUMBERS * (TIMES // len(NUMBERS)),
        "reference": some(admin, "reference", table="households_household"),
        "rubbish": ["%_" * 90, "x" * 1000, "\u202e😀" * 80] * (TIMES // 3),
    }


def some(
    admin: psycopg.Connection,
    what: str,
    number: int = TIMES,
    table: str = "households_person",
    where: str = "true",
) -> list[Any]:
    """A few values from anywhere in a table, the same each time."""
    rows = admin.execute(
        f"SELECT {what} FROM {table} WHERE {where} AND {what} IS NOT NULL "
        "ORDER BY md5(id::text) LIMIT %s",
        [number],
    )
    return [value for (value,) in rows.fetchall()]


def slipped(name: str, chance: random.Random) -> str:
    """A letter swapped with its neighbour in each word."""
    return " ".join(swapped(word, chance) for word in name.split())


def swapped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(len(word) - 1, 2))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def made_up(chance: random.Random) -> str:
    """A name that can be said and that nobody bears."""
    length = chance.randint(3, 5)
    pairs = (chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(length))
    return "x" + "".join(pairs) + "q"
