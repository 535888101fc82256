"""Two sweeps at once, and a page in the way: everything exactly once, nobody waits for long."""

import time
from collections.abc import Iterator
from datetime import date
from threading import Barrier, Thread
from typing import Any

import psycopg
import pytest
from django.db import connection

from familyhubs.database.roles import DatabaseRole
from households.models import Household, Person
from retention import certificates, disposal, holding, sweep
from retention.actions import holds
from retention.models import Certificate, SweepRun
from retention.models.due_line import NOTICE
from tests.cast import Cast
from tests.database import log_in
from tests.retention.families import CLOSED, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.nights import notice_given

pytestmark = pytest.mark.django_db(transaction=True)


def as_the_worker() -> None:
    """Have this thread's connection the worker's rights for the rest of its life."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {DatabaseRole.WORKER}")


@pytest.fixture(autouse=True)
def on_the_day(families: list[TokenFamily]) -> Iterator[None]:
    with at(SERVICE_DUE):
        yield


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def families(transactional_db: None, cast: Cast) -> list[TokenFamily]:
    families = TokenFamily.some(cast, 4)
    for family in families:
        family.close(CLOSED)
    notice_given(on=SERVICE_DUE - NOTICE)
    return families


@pytest.fixture
def elsewhere(transactional_db: None) -> Iterator[psycopg.Connection]:
    """Another process's connection."""
    with log_in(connection.settings_dict["NAME"]) as other:
        yield other


def test_the_second_sweep_leaves(
    families: list[TokenFamily], elsewhere: psycopg.Connection
) -> None:
    elsewhere.execute("SELECT pg_advisory_lock(%s)", [disposal.LOCK])
    as_the_worker()
    with pytest.raises(sweep.AnotherSweep):
        sweep.dispose(SERVICE_DUE)
    assert Household.objects.count() == 4
    elsewhere.execute("SELECT pg_advisory_unlock(%s)", [disposal.LOCK])
    assert sweep.dispose(SERVICE_DUE).disposed == 8


def test_two_at_once_dispose_of_everything_exactly_once(
    families: list[TokenFamily], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retention.disposal.BATCH", 1)
    ready, outcomes = Barrier(2), []

    def run() -> None:
        as_the_worker()
        ready.wait()
        try:
            outcomes.append(sweep.dispose(SERVICE_DUE).disposed)
        except sweep.AnotherSweep:
            outcomes.append(0)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [0, 8]
    assert Certificate.objects.count() == 8
    assert tables_with(*(family.token for family in families)) == {}


@pytest.mark.parametrize("table", ["households_household", "households_person"])
def test_a_household_somebody_writes_to_waits_for_the_next_sweep(
    families: list[TokenFamily], elsewhere: psycopg.Connection, table: str
) -> None:
    """Nobody waits: the row, or one of its people, is skipped and said to be still due."""
    busy = families[2]
    pk = busy.household.pk if table.endswith("household") else busy.mother.pk
    as_the_worker()
    with elsewhere.transaction():
        elsewhere.execute(f"SELECT FROM {table} WHERE id = %s FOR UPDATE", [pk])
        run = sweep.dispose(SERVICE_DUE)
    assert (run.due, run.disposed) == (8, 6)
    assert Household.objects.get() == busy.household
    assert Person.objects.filter(pk=busy.mother.pk).exists()
    assert sweep.dispose(SERVICE_DUE).disposed == 2
    assert tables_with(busy.token) == {}


def test_support_opened_at_the_last_moment_counts(
    families: list[TokenFamily], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule is computed again once the household is locked."""
    family = families[0]
    lock = disposal._lock

    def reopened_first(*args: object) -> set[int]:
        if not family.household.episodes.filter(closed_on=None).exists():
            family.reopen(date(2026, 3, 2))
        return lock(*args)  # type: ignore[arg-type]

    as_the_worker()
    monkeypatch.setattr("retention.disposal._lock", reopened_first)
    assert sweep.dispose(SERVICE_DUE).disposed == 6
    assert Household.objects.get() == family.household


def test_a_sweep_in_the_middle_of_which_the_power_goes(
    families: list[TokenFamily], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed stays gone and certified; the rest is there, and goes with the next."""
    monkeypatch.setattr("retention.disposal.BATCH", 2)
    issue, batches = certificates.issue, []

    def fail_in_the_second(*args: Any, **more: Any) -> None:
        batches.append(1)
        if len(batches) == 2:
            raise KeyboardInterrupt
        issue(*args, **more)

    as_the_worker()
    with monkeypatch.context() as patch:
        patch.setattr("retention.certificates.issue", fail_in_the_second)
        with pytest.raises(KeyboardInterrupt):
            sweep.dispose(SERVICE_DUE)
    assert Household.objects.count() == 2
    assert Certificate.objects.count() == 4
    assert SweepRun.objects.get().outcome == "failed"
    assert sweep.dispose(SERVICE_DUE).disposed == 4
    assert Certificate.objects.count() == 8
    assert tables_with(*(family.token for family in families)) == {}


def until_it_waits_for_the_batch(elsewhere: psycopg.Connection) -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
    for _ in range(100):
        if elsewhere.execute(f"{waiting} AND NOT granted", [holding.LOCK]).fetchone() == (1,):
            return
        time.sleep(0.05)
    pytest.fail("The hold did not wait for the batch.")


def test_a_hold_on_a_class_waits_for_the_batch_that_runs_and_stops_the_next(
    families: list[TokenFamily],
    cast: Cast,
    elsewhere: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The officer places it as the first household of four is being taken: that one goes."""
    monkeypatch.setattr("retention.disposal.BATCH", 1)
    issue = certificates.issue
    placing: list[Thread] = []

    def place() -> None:
        day = date(2099, 1, 1)
        holds.place_on_class(record_class="hub", reason="police", review_on=day, by=cast.dana)
        connection.close()

    def as_the_hold_comes(*args: Any, **more: Any) -> None:
        if not placing:
            placing.append(Thread(target=place))
            placing[0].start()
            until_it_waits_for_the_batch(elsewhere)
        issue(*args, **more)

    monkeypatch.setattr("retention.certificates.issue", as_the_hold_comes)
    as_the_worker()
    run = sweep.dispose(SERVICE_DUE)
    placing[0].join()
    assert (run.disposed, Household.objects.count()) == (2, 3)
