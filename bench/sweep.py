"""How fast the sweep looks and disposes, beside the bare limit and Django's own delete.

The same families three times, in databases of their own: taken by the sweep; taken by one
transaction without foreign keys, triggers or certificates, which nothing can beat; and taken one
object at a time, which is what a beginner would write.
"""

import os
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import psycopg
from psycopg import sql

from bench.stock import count, log_in, prepare, timed

COPIES = int(os.environ.get("BENCH_COPIES", "250"))  # of 40 households
AS_OF = date(2026, 3, 3)
CLOSED = date(2020, 3, 3)
BY_OBJECT = 40  # households, for the slow way


def run() -> None:
    """Measure and print."""
    prepare()
    from retention import sweep

    admin = log_in()
    stock(admin)
    households, people = (count(admin, f"households_{name}") for name in ("household", "person"))
    print(f"{households:,} households, {people:,} people, all due")
    clone(admin, "bare")
    clone(admin, "object")

    seconds, found = timed(lambda: sum(len(seen.due) for seen in sweep.look(AS_OF)))
    print(f"look     {found:,} lines in {seconds:.1f} s: {people / seconds:,.0f} people a second")
    longest, rows, seconds = dispose()
    bare_rows, bare_seconds = dispose_barely()
    slow_rows, slow_seconds = dispose_by_object()
    ours, bare, slow = rows / seconds, bare_rows / bare_seconds, slow_rows / slow_seconds
    print(f"dispose  {rows:,} rows in {seconds:.1f} s: {ours:,.0f} rows a second")
    print(f"         the longest transaction {longest * 1000:.0f} ms")
    print(f"         {ours / bare:.2f} of the bare limit ({bare:,.0f} rows a second)")
    print(f"         {ours / slow:.0f} times Django's delete by object ({slow:,.0f})")


def stock(admin: psycopg.Connection) -> None:
    """Every family's support over on one day, and many copies of every family."""
    from bench.copies import copy_households
    from retention import due_list
    from retention.models.due_line import NOTICE

    admin.execute("UPDATE households_episode SET opened_on = %s, closed_on = %s", [CLOSED, CLOSED])
    copy_households(admin, COPIES)
    # Notice was given of all of it in time.
    due_list.bring_up_to_date(AS_OF - NOTICE)


def clone(admin: psycopg.Connection, name: str) -> None:
    from django.db import connection

    connection.close()
    admin.close()
    with log_in("postgres") as server:
        named = sql.Identifier(name)
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE familyhubs").format(named))


def dispose() -> tuple[float, int, float]:
    """The sweep: its longest transaction, the rows it removed, the seconds it took."""
    from retention import sweep
    from retention.models import Certificate

    moments = [time.perf_counter()]
    sweep.dispose(AS_OF, tell=lambda _seen: moments.append(time.perf_counter()))
    longest = max(after - before for before, after in pairwise(moments))
    rows = sum(
        sum(counts.values()) for counts in Certificate.objects.values_list("counts", flat=True)
    )
    return longest, rows, moments[-1] - moments[0]


def dispose_barely() -> tuple[int, float]:
    """Everything in one transaction, with nothing checked and nothing written down."""
    from bench.copies import tables

    with log_in("bare") as bare, bare.transaction():
        bare.execute("SET LOCAL session_replication_role = replica")
        seconds, rows = timed(
            lambda: sum(
                bare.execute(f'DELETE FROM "{model._meta.db_table}"').rowcount for model in tables()
            )
        )
    return rows, seconds


def dispose_by_object() -> tuple[int, float]:
    """Some households the slow way: each row read, then deleted by itself, history and all."""
    from django.db import connection, transaction

    connection.close()
    connection.settings_dict["NAME"] = "object"
    from retention import due

    with transaction.atomic():
        ids = next(due.batches(AS_OF, lambda: BY_OBJECT))
        return timed_rows(lambda: delete_each(ids))


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


def timed_rows(act: Callable[[], int]) -> tuple[int, float]:
    seconds, rows = timed(act)
    return rows, seconds
