"""How fast the sweep looks and disposes, beside SQL written by hand, the bare limit, and Django.

The same families, each with at least four people and ten sealed notes, in databases of their own:
taken by the sweep; by hand-written batches of SQL whose foreign keys cascade (bench/by_hand.py);
by one transaction without foreign keys, triggers or certificates, which nothing can beat; and some
of them one object at a time, which is what a beginner would write. Meanwhile a worker's page is
asked for over and over by another process.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from bench.asking import Asked, asking
from bench.stock import count, log_in, of_processors, prepare, timed

COPIES = int(os.environ.get("BENCH_COPIES", "1250"))  # of 40 households
AS_OF = date(2026, 3, 3)
CLOSED = date(2020, 3, 3)
BY_OBJECT = 20  # households, for the slow way
PEOPLE, NOTES = 4, 10  # at least so many a household
PAGE = "worker@demo.example"


def run() -> None:
    """Measure and print."""
    from bench.http import served, session

    os.environ["FAMILYHUBS_DEMO"] = "true"  # style sheets from their sources
    started = time.perf_counter()
    prepare()
    with log_in() as admin:
        page = stock(admin)
        households, people = (count(admin, f"households_{of}") for of in ("household", "person"))
        due = [pk for (pk,) in admin.execute(DUE)]
    print(f"{households:,} households, {people:,} people, all but one due", flush=True)
    clone("by_hand")
    clone("bare")
    cookie = session(PAGE)
    with served(role="web"):
        look(people)
        with asking(page, cookie) as meanwhile:
            ours, ours_worked, batches = dispose()
        print(f"         meanwhile {meanwhile}", flush=True)
        hand, hand_worked = by_hand(due, len(due) // batches, page, cookie)
    slow, bare = by_object(due), barely()
    print(f"         {ours / hand:.2f} of SQL by hand with cascades ({hand:,.0f} rows a second)")
    print(f"         {ours_worked / hand_worked:.2f} by what the processors worked")
    print(f"         {ours / slow:.0f} times Django's delete by object ({slow:,.0f})")
    print(f"         {ours / bare:.3f} of the bare limit ({bare:,.0f})")
    for name in ("by_hand", "bare"):
        drop(name)
    print(f"whole    {(time.perf_counter() - started) / 60:.0f} minutes", flush=True)


# The one that is open is asked for meanwhile.
DUE = "SELECT household_id FROM households_episode GROUP BY 1 HAVING count(*) = count(closed_on)"


def stock(admin: psycopg.Connection) -> str:
    """Every family's support over on one day but one's, and many copies of every family.

    Returns the address of that one's page.
    """
    from bench.copies import copy_households
    from retention import due_list
    from retention.models.due_line import NOTICE

    fill_up()
    stop_nothing(admin)
    admin.execute("UPDATE households_episode SET opened_on = %s, closed_on = %s", [CLOSED, CLOSED])
    copy_households(admin, COPIES)
    (pk, reference) = admin.execute(
        "SELECT id, reference FROM households_household ORDER BY id LIMIT 1"
    ).fetchone() or (0, "")
    admin.execute("UPDATE households_episode SET closed_on = NULL WHERE household_id = %s", [pk])
    # Each has an alias in the access log, as a family has from its first page.
    admin.execute(
        "INSERT INTO audit_alias (subject, subject_id, alias) "
        "SELECT 'household', id, md5('h' || id) FROM households_household UNION ALL "
        "SELECT 'person', id, md5('p' || id) FROM households_person ON CONFLICT DO NOTHING"
    )
    # Notice was given of all of it in time.
    due_list.bring_up_to_date(AS_OF - NOTICE)
    admin.execute("VACUUM ANALYZE")
    return f"/households/{reference}/"


def stop_nothing(admin: psycopg.Connection) -> None:
    """No hold, no paper, no child with a time of its own: every family is due, whole. Its lines of
    the due list are made by the nights that are measured."""
    from households.models import Protection
    from retention.models import DueLine, Hold, PaperFile, PaperLoan

    with admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")
        for model in (Hold, PaperLoan, PaperFile, Protection, DueLine):
            admin.execute(f'DELETE FROM "{model._meta.db_table}"')
            admin.execute(f'DELETE FROM "{model.history.model._meta.db_table}"')


def fill_up() -> None:
    """At least so many people in every household, and so many notes, sealed as any."""
    from familyhubs.organisations.models import User
    from familyhubs.records.dates import today
    from households.actions import contacts, people
    from households.models import Channel, Contact, ContactKind, Household, Person

    worker = User.objects.get(email=PAGE)
    for household in Household.objects.order_by("pk"):
        family = list(Person.objects.living_in(household))
        for place in range(len(family), PEOPLE):
            child = {"given_name": f"Child {place}", "family_name": "Teasel"}
            family.append(people.add(household=household, by=worker, **child))
        for place in range(Contact.objects.filter(household=household).count(), NOTES):
            contacts.record(
                household=household,
                people=family[place % 3 : place % 3 + 2],
                kind=ContactKind.CALL,
                channel=Channel.TELEPHONE,
                on=today(),
                note="We spoke about school, the flat and who collects the youngest. " * 3,
                by=worker,
            )


def look(people: int) -> None:
    """The dry sweep, all of it."""
    from retention import sweep

    seconds, found = timed(lambda: sum(len(seen.due) for seen in sweep.look(AS_OF)))
    speed = people / seconds
    print(f"look     {found:,} lines in {seconds:.1f} s: {speed:,.0f} people a second", flush=True)


def dispose() -> tuple[float, float, int]:
    """The sweep: rows a second, rows a second of a processor, and in how many batches."""
    from django.db import connection

    from retention import disposal, sweep
    from retention.models import Certificate

    took: list[float] = []
    planned_once = disposal.planned_once

    @contextmanager
    def and_timed() -> Iterator[None]:
        began = time.perf_counter()
        if not took:
            tell(None)  # what is counted begins here, after the due list is brought up to date
        with planned_once():
            yield
        took.append(time.perf_counter() - began)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    seen: list[tuple[float, float, float]] = []

    def tell(_: Any) -> None:
        seen.append((time.perf_counter(), of_processors(backend), megabytes()))

    disposal.planned_once = and_timed
    sweep.dispose(AS_OF, tell=tell)
    afterwards = time.perf_counter() - seen[-1][0]
    disposal.planned_once = planned_once
    seconds, worked = seen[-1][0] - seen[0][0], seen[-1][1] - seen[0][1]
    rows = sum(sum(each.counts.values()) for each in Certificate.objects.iterator(2000))
    took.sort()
    print(
        f"dispose  {rows:,} rows in {seconds:.1f} s: {rows / seconds:,.0f} rows a second\n"
        f"         {len(took)} transactions, median {took[len(took) // 2] * 1000:.0f} ms, "
        f"longest {took[-1] * 1000:.0f} ms\n"
        f"         memory {seen[1][2]:.0f} MB after the first, {seen[len(seen) // 2][2]:.0f} "
        f"halfway, {seen[-1][2]:.0f} at the end\n"
        f"         afterwards, certificates copied, files removed and keys destroyed in "
        f"{afterwards:.1f} s",
        flush=True,
    )
    return rows / seconds, rows / worked, len(seen) - 1


def megabytes() -> float:
    """What this process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def by_hand(due: list[int], size: int, page: str, cookie: str) -> tuple[float, float]:
    """Rows a second of SQL written by hand, in batches as large as the sweep's; of a processor."""
    from bench import by_hand

    meanwhile: Asked
    with log_in("by_hand") as clone, asking(page, cookie) as meanwhile:
        rows, seconds, worked = by_hand.delete(clone, due, size)
    print(f"by hand  {rows:,} rows in {seconds:.1f} s, {size} households a transaction")
    print(f"         meanwhile {meanwhile}", flush=True)
    return rows / seconds, rows / worked


def barely() -> float:
    """Rows a second of one transaction, with nothing checked and nothing written down."""
    from bench.copies import tables

    with log_in("bare") as bare, bare.transaction():
        bare.execute("SET LOCAL session_replication_role = replica")
        seconds, rows = timed(
            lambda: sum(
                bare.execute(f'DELETE FROM "{model._meta.db_table}"').rowcount for model in tables()
            )
        )
    return rows / seconds


def by_object(due: list[int]) -> float:
    """Rows a second of the slow way: each row read, then deleted by itself, history and all."""
    from django.db import connection, transaction

    connection.close()
    connection.settings_dict["NAME"] = "bare"
    with transaction.atomic():
        seconds, rows = timed(lambda: delete_each(due[:BY_OBJECT]))
    connection.close()
    return rows / seconds


def delete_each(ids: list[int]) -> int:
    """As a beginner would: every object of these households, child first, with its history."""
    from django.db.models import Q

    from households.models import Membership
    from retention.plan import PLAN

    people = list(Membership.objects.filter(household__in=ids).values_list("person_id", flat=True))
    rows = 0
    for step in PLAN:
        theirs = Q(**{f"{step.household}__in": ids}) if step.household else Q()
        for path in step.people:
            theirs |= Q(**{f"{path}__in": people})
        for row in list(step.model._base_manager.filter(theirs)):
            pk, row._change_reason = row.pk, "Disposed of"
            row.delete()
            rows += 1
            if step.history:
                for past in list(step.history._base_manager.filter(id=pk)):
                    past.delete()
                    rows += 1
    return rows


def clone(name: str) -> None:
    """The database as it is, under another name."""
    from django.db import connection

    connection.close()
    drop(name)
    with log_in("postgres") as server:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE familyhubs STRATEGY file_copy")
        server.execute(made.format(sql.Identifier(name)))


def drop(name: str) -> None:
    with log_in("postgres") as server:
        dropped = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        server.execute(dropped.format(sql.Identifier(name)))
