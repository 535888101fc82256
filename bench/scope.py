"""A partner's list and search at three sizes of council, beside the bare SQL and beside guardian.

The partner has a thousand households, spread over the whole council, at every size. What the
database takes for what a page asks is added up, behind both walls, and stands beside the same rows
fetched by a hand-written statement without any wall: at most twice as long is asked for, and at
most half as long again from the smallest council to the largest.
"""

import os
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import psycopg

from bench.stock import count, grow, keep_some, log_in, prepare, timed

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "10000,100000,1000000").split(",")]
PARTNER = "health@demo.example"
OF_THE_PARTNER = 1000
TIMES = 41  # of a list
FEW = 5  # of each of the words
WORDS = 20  # of each kind of search
MOST = 26  # rows a search wants
LAST_RESORT = 5  # the place of the spelling that is tried where no other found anything

Statement = tuple[str, list[Any] | None]
Asked = tuple[str, list[Statement]]  # what is typed, and the bare statements with their parameters
Measured = tuple[str, float, float]  # name, seconds, seconds of the bare statement or none


def run() -> None:
    """Measure and print."""
    took: dict[str, list[float]] = {}
    for size in SIZES:
        prepare("web")
        with log_in() as admin:
            stock(admin, size)
            households, people = (
                count(admin, f"households_{name}") for name in ("household", "person")
            )
            print(f"{households:,} households, {people:,} people", flush=True)
            for name, ours, bare in measured(admin):
                took.setdefault(name, []).append(ours)
                beside = f"; bare {bare * 1000:7.2f} ms, {ours / bare:.2f} times" if bare else ""
                print(f"  {name:32} {ours * 1000:8.2f} ms{beside}", flush=True)
    for name, times in took.items():
        print(f"{name:34} largest to smallest: {times[-1] / times[0]:.2f}")


def stock(admin: psycopg.Connection, size: int) -> None:
    """A council of so many households, with what a list and a search read."""
    from households import models

    read = {
        *(models.Household, models.Person, models.Membership, models.Address, models.Identifier),
        *(models.Involvement, models.Involvement.people.through),
        *(models.HouseholdGrant, models.PersonGrant),
        *(models.Episode, models.LeadAssignment),
    }
    grow(admin, size, only=read)
    keep_some(admin, PARTNER, OF_THE_PARTNER, first="md5(household_id::text)")
    admin.execute("VACUUM ANALYZE")


def measured(admin: psycopg.Connection) -> Iterator[Measured]:
    """Each question behind both walls, and without any."""
    from django.db import connection

    from familyhubs.organisations.models import User
    from households import reading
    from households.reading.search import search

    connection.close()  # the database was made anew
    user = User.objects.select_related("organisation").get(email=PARTNER)
    found = of_the_database(user, lambda: households_of_a_page(user), TIMES)
    yield "its newest 25 households", found, bare(admin, NEWEST, [], TIMES)
    for page, begins in (("first page", 0), ("last page", OF_THE_PARTNER - 25)):
        place = slice(begins, begins + 25)
        ours = of_the_database(user, lambda place=place: reading.listed(user)[place], TIMES)
        floor = bare(admin, LIST, [begins], TIMES) + bare(admin, NUMBER, [], TIMES)
        yield f"list, {page}", ours, floor
    for kind, asked in searches(admin).items():
        ours, floor = [], []
        for words, statements in asked:
            ours.append(of_the_database(user, lambda words=words: search(user, words), FEW))
            floor.append(bare_until_full(admin, statements))
        yield f"search, {kind}", median(ours), median(floor)
    yield from by_guardian(user, admin)


def households_of_a_page(user: Any) -> list[Any]:
    """The scope alone: which they are, and their rows; no title, no lead, no number of pages."""
    from households.models import Household

    seen = Household.objects.visible_to(user)
    ids = seen.newest_ids(user, 25)
    return list(seen.select_related("hub").filter(pk__in=ids).order_by("-pk"))


def by_guardian(user: Any, admin: psycopg.Connection) -> Iterator[Measured]:
    """The same first page as guardian's own shortcut asks for it."""
    from guardian.shortcuts import get_objects_for_user  # noqa: TID251 - to be measured

    from households.models import Household

    def first() -> Any:
        may = "households.view_household"
        found = get_objects_for_user(user, may, Household, accept_global_perms=False)
        return found.order_by("-pk")[:25]

    statement, parameters = first().query.sql_with_params()
    yield "guardian, no second wall", bare(admin, statement, parameters, FEW), 0
    yield "guardian, behind it", of_the_database(user, lambda: list(first()), FEW), 0


def of_the_database(user: Any, ask: Callable[[], Any], times: int) -> float:
    """Seconds at the median that the database takes for all that a reading asks of it."""
    from django.db import connection

    from familyhubs.database.identity import taken_on
    from familyhubs.organisations.identity import identity_of

    spent = [0.0]

    def added(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[-1] += time.perf_counter() - started

    for _ in range(times):
        with taken_on(identity_of(user)), connection.execute_wrapper(added):
            ask()
            spent.append(0.0)
    return median(spent[:-1])


def bare(admin: psycopg.Connection, statement: str, parameters: Any, times: int) -> float:
    """Seconds at the median of a statement that is planned each time, as Django's are."""
    with psycopg.ClientCursor(admin) as cursor:
        return median(
            timed(lambda: cursor.execute(statement, parameters).fetchall())[0] for _ in range(times)
        )


def bare_until_full(admin: psycopg.Connection, statements: list[Statement]) -> float:
    """Of statements asked one after the other until a page is full, as a search does."""
    seconds, found = 0.0, 0
    admin.execute("SET enable_seqscan = off")  # as the search has it
    for place, (statement, parameters) in enumerate(statements):
        if found >= MOST or (found and place == LAST_RESORT):
            break
        seconds += bare(admin, statement, parameters, FEW)
        found += len(admin.execute(statement, parameters).fetchall())
    admin.execute("SET enable_seqscan = on")
    return seconds


GRANT = f"""
    (SELECT * FROM households_{{kind}}grant g
    WHERE g.group_id = (
        SELECT o.group_id FROM organisations_user u
        JOIN organisations_organisation o ON o.id = u.organisation_id WHERE u.email = '{PARTNER}')
    AND g.permission_id = (SELECT id FROM auth_permission WHERE codename = '{{codename}}')
    AND g.valid_from <= current_date
    AND (g.valid_until IS NULL OR g.valid_until > current_date)) AS g"""
OF_HOUSEHOLDS = GRANT.format(kind="household", codename="view_household")
OF_PEOPLE = GRANT.format(kind="person", codename="see_identity")
NEWEST = f"""
    SELECT h.*, b.* FROM (
        SELECT DISTINCT g.household_id FROM {OF_HOUSEHOLDS} ORDER BY g.household_id DESC LIMIT 25
    ) AS mine JOIN households_household h ON h.id = mine.household_id
    JOIN organisations_hub b ON b.id = h.hub_id ORDER BY h.id DESC"""
LIST = f"""
    SELECT h.*, b.*, w.name, n.name, e.opened_on, e.closed_on FROM (
        SELECT DISTINCT g.household_id FROM {OF_HOUSEHOLDS}
        ORDER BY g.household_id DESC OFFSET %s LIMIT 25
    ) AS mine JOIN households_household h ON h.id = mine.household_id
    JOIN organisations_hub b ON b.id = h.hub_id
    LEFT JOIN households_leadassignment l ON l.household_id = h.id AND l.state = 'accepted'
    LEFT JOIN organisations_organisation w ON w.id = l.organisation_id
    LEFT JOIN organisations_user n ON n.id = l.practitioner_id
    LEFT JOIN LATERAL (
        SELECT e.opened_on, e.closed_on FROM households_episode e
        WHERE e.household_id = h.id ORDER BY e.opened_on DESC LIMIT 1
    ) AS e ON true ORDER BY h.id DESC"""
NUMBER = f"SELECT count(*) FROM (SELECT DISTINCT g.household_id FROM {OF_HOUSEHOLDS}) AS mine"
# First who is called so, by the index: else PostgreSQL works out the keys of everybody's name.
FOUND = f"""
    WITH p AS MATERIALIZED (SELECT * FROM households_person p WHERE {{condition}})
    SELECT p.*, h.*, b.* FROM {OF_PEOPLE} JOIN p ON p.id = g.person_id
    JOIN households_household h ON h.id = g.household_id
    JOIN organisations_hub b ON b.id = h.hub_id LIMIT {MOST}"""
PLACED = f"""
    SELECT h.*, b.*, p.* FROM {OF_HOUSEHOLDS} JOIN households_household h ON h.id = g.household_id
    JOIN organisations_hub b ON b.id = h.hub_id
    JOIN households_membership m ON m.household_id = h.id
    JOIN households_person p ON p.id = m.person_id WHERE {{condition}} LIMIT 130"""
AT = PLACED.format(
    condition="EXISTS (SELECT FROM households_address a WHERE a.household_id = h.id "
    "AND a.until IS NULL AND a.postcode <> '' AND a.postcode = %s)"
)


def searches(admin: psycopg.Connection) -> dict[str, list[Asked]]:
    """What is typed, kind by kind; always the same at the same size."""
    people = admin.execute(
        "SELECT p.given_name || ' ' || p.family_name, p.date_of_birth, a.postcode, h.reference "
        f"FROM {OF_PEOPLE} JOIN households_person p ON p.id = g.person_id "
        "JOIN households_household h ON h.id = g.household_id "
        "JOIN households_address a ON a.household_id = h.id AND a.until IS NULL "
        "WHERE p.date_of_birth IS NOT NULL AND a.postcode <> '' AND NOT a.hidden "
        "ORDER BY md5(p.id::text) LIMIT %s",
        [WORDS],
    ).fetchall()
    (common,) = admin.execute(
        "SELECT family_name FROM households_person GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    ).fetchone() or ("",)
    born = FOUND.format(condition="p.date_of_birth = %s")
    referred = PLACED.format(condition="h.reference = %s")
    return {
        "first and last name": [spelt(admin, name) for name, *_ in people],
        "the commonest name": [spelt(admin, common)],
        "a name nobody bears": [spelt(admin, name) for name in ("xabodeq", "xigupoq", "xutamiq")],
        "date of birth": [(f"{day:%d/%m/%Y}", [(born, [day])]) for _, day, _, _ in people],
        "postcode": [(place, [(AT, [place])]) for _, _, place, _ in people],
        "reference": [(reference, [(referred, [reference])]) for *_, reference in people],
    }


def spelt(admin: psycopg.Connection, name: str) -> Asked:
    """A name, and a statement for each of the spellings that a search tries one after the other."""
    three = "p.given_name, p.family_name, p.preferred_name"
    (spellings,) = admin.execute(
        "SELECT familyhubs_spellings(string_to_array(trim(familyhubs_plain(%s)), ' '), %s, %s)",
        [name, f"familyhubs_plain_names({three})", f"familyhubs_name_keys({three})"],
    ).fetchone() or ([],)
    return name, [(FOUND.format(condition=one or "false"), None) for one in spellings]
