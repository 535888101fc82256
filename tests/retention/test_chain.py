"""S43: certificates are chained, and whoever changes, removes or slips one in is found out."""

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction

from familyhubs.database.roles import DatabaseRole
from familyhubs.keys import disposals
from familyhubs.keys.models import DoomedKey, KeyDestruction
from familyhubs.records.privacy import RecordClass
from retention import chain, copies
from retention.models import Certificate, ChainCheck, SweepRun
from tests.cast import Cast
from tests.database import keys_address, log_in
from tests.retention.families import CLOSED, HUB_DUE, SERVICE_DUE, TokenFamily

Sweep = Callable[[date], SweepRun]


@pytest.fixture
def disposed(cast: Cast, sweep_on: Sweep) -> list[TokenFamily]:
    """Three families, gone in one sweep: six certificates."""
    families = TokenFamily.some(cast, 3)
    for family in families:
        family.close(CLOSED)
    sweep_on(SERVICE_DUE)
    return families


def by_hand(statement: str) -> None:
    """What somebody does who owns the database and turns its triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE postgres")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE retention_sweeprun DISABLE TRIGGER USER")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("RESET ROLE")


def said(*options: str) -> str:
    out = StringIO()
    call_command("verify_certificates", *options, stdout=out)
    return out.getvalue()


def test_each_follows_from_the_one_before_it(disposed: list[TokenFamily]) -> None:
    rows = list(Certificate.objects.order_by("number"))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.previous for row in rows] == [chain.FIRST, *(row.digest for row in rows[:-1])]
    assert chain.prove() == chain.Proof(6, 6, rows[-1].digest)


def test_the_next_sweep_goes_on_where_the_last_one_ended(
    disposed: list[TokenFamily], cast: Cast, sweep_on: Sweep
) -> None:
    another = TokenFamily(cast)
    another.close(date(2021, 3, 3))
    run = sweep_on(date(2027, 3, 3))
    assert set(run.certificates.values_list("number", flat=True)) == {7, 8}
    assert chain.prove().certificates == 8


def test_the_order_within_a_batch_tells_nothing(disposed: list[TokenFamily]) -> None:
    """By the keyed hash, not by the household's number, in which the access log's events stand."""
    rows = Certificate.objects.order_by("number").values_list("subject", "record_class")
    assert list(rows) == sorted(rows)
    assert len(set(Certificate.objects.values_list("batch", flat=True))) == 1


BREAKS = [
    ("UPDATE {} SET records = 0 WHERE number = 3", "3: it says something else than it did"),
    ("UPDATE {} SET counts = '{{}}' WHERE number = 3", "3: it says something else"),
    ("UPDATE {} SET named = '{{}}' WHERE number = 3", "3: it says something else"),
    ("DELETE FROM {} WHERE number = 3", "3 is missing: the next that stands is 4"),
    ("DELETE FROM {} WHERE number = 1", "1 is missing: the next that stands is 2"),
    ("DELETE FROM {} WHERE number > 4", "5 to 6 are known to the keys database"),
    ("UPDATE {} SET number = number + 7 WHERE number > 3", "4 is missing"),
    ("UPDATE retention_sweeprun SET as_of = '2020-01-01'", "1: it says something else"),
    ("UPDATE {} SET previous = repeat('0', 64) WHERE number = 2", "2: it does not follow"),
]


def test_the_first_break_is_named(disposed: list[TokenFamily]) -> None:
    for done, words in BREAKS:
        with transaction.atomic():
            by_hand(done.format("retention_certificate"))
            broken = chain.prove().broken
            transaction.set_rollback(True)
        assert broken.startswith("Certificate"), done
        assert words in broken, done


def test_one_that_is_made_anew_with_all_after_it_differs_from_its_copy(
    disposed: list[TokenFamily],
) -> None:
    """A digest needs no key; the copies in the keys database are out of reach."""
    previous = chain.FIRST
    for row in Certificate.objects.select_related("run", "schedule").order_by("number"):
        row.records, row.previous = row.records + 1, previous
        previous = chain.digest_of(chain.content_of(row))
        by_hand(
            f"UPDATE retention_certificate SET records = records + 1, previous = '{row.previous}', "
            f"digest = '{previous}' WHERE number = {row.number}"
        )
    assert "1: its copy in the keys database says something else" in chain.prove().broken


def test_the_command_says_so_and_keeps_what_it_found(disposed: list[TokenFamily]) -> None:
    assert "is whole: 6 certificates" in said()
    by_hand("UPDATE retention_certificate SET searched = 99 WHERE number = 2")
    with pytest.raises(SystemExit) as stopped:
        said()
    assert stopped.value.code == 1
    assert list(ChainCheck.objects.values_list("certificates", "broken")) == [
        (2, "Certificate 2: it says something else than it did."),
        (6, ""),
    ]


def test_it_answers_in_json(disposed: list[TokenFamily]) -> None:
    found: dict[str, Any] = json.loads(said("--json"))
    assert (found["certificates"], found["copied"], found["broken"]) == (6, 6, "")


def test_nothing_at_all_is_whole(db: None) -> None:
    assert "is whole: 0 certificates" in said()


# --- The copies -------------------------------------------------------------------------------
def test_each_has_its_copy_after_the_commit(disposed: list[TokenFamily]) -> None:
    found = disposals.those(range(100))
    rows = Certificate.objects.select_related("run", "schedule").order_by("number")
    assert [(copy.number, copy.digest, copy.content) for copy in found] == [
        (row.number, row.digest, chain.content_of(row)) for row in rows
    ]
    assert all(chain.digest_of(copy.content) == copy.digest for copy in found)


def test_a_copy_names_exactly_who_went_and_nobody_can_read_it(
    disposed: list[TokenFamily],
) -> None:
    service = [
        one.content for one in disposals.those(range(9)) if one.content["class"] == "service"
    ]
    assert [len(one["named"]["people"]) for one in service] == [2, 2, 2]
    assert [len(one["named"]["households"]) for one in service] == [1, 1, 1]
    text = json.dumps(service)
    for family in disposed:
        assert family.token not in text
        assert family.reference not in text
        assert str(family.mother.data_key) not in text


def test_what_could_not_be_copied_is_copied_within_the_hour(
    family: TokenFamily, sweep_on: Sweep, as_worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same holds where the process is killed between the commit and the copying."""
    from retention import tasks

    family.close(CLOSED)
    with monkeypatch.context() as patch:
        patch.setattr("retention.copies.deliver", lambda: 1 / 0)
        sweep_on(SERVICE_DUE)
    assert disposals.newest() is None
    with as_worker():
        assert tasks.copy_certificates() == 2
        assert tasks.copy_certificates() == 0
    assert chain.prove().copied == 2


def test_a_keys_database_from_an_older_dump_fills_up_again(
    disposed: list[TokenFamily], as_worker: Any
) -> None:
    with log_in(f"{connection.settings_dict['NAME']}_keys") as inside:
        inside.execute("SET session_replication_role = replica")
        inside.execute("DELETE FROM disposals WHERE number > 3")
    with as_worker():
        assert copies.deliver() == 3
    assert chain.prove().copied == 6


def test_nobody_changes_a_copy(disposed: list[TokenFamily]) -> None:
    """The worker adds, the web reads, and a trigger keeps what is there."""
    keys = f"{connection.settings_dict['NAME']}_keys"
    for role in (DatabaseRole.WEB, DatabaseRole.WORKER, DatabaseRole.OWNER):
        for statement in (
            "UPDATE disposals SET digest = ''",
            "DELETE FROM disposals",
            "TRUNCATE disposals",
        ):
            with (
                psycopg.connect(keys_address(keys, role), autocommit=True) as inside,
                pytest.raises(psycopg.errors.InsufficientPrivilege),
            ):
                inside.execute(statement)
    with (
        psycopg.connect(keys_address(keys, DatabaseRole.WEB), autocommit=True) as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        web.execute("INSERT INTO disposals (number, digest, content) VALUES (9, '', '{}')")


def test_another_chain_s_copies_are_not_taken_for_ours(
    disposed: list[TokenFamily], as_worker: Any
) -> None:
    first = disposals.those([1])[0]
    with as_worker(), pytest.raises(disposals.OtherCopies, match="another certificate 1"):
        disposals.add([first._replace(digest="f" * 64)])
    with as_worker():
        disposals.add([first])
        assert copies.deliver() == 0


# --- The keys ---------------------------------------------------------------------------------
def test_a_certificate_says_how_many_keys_went_and_when(disposed: list[TokenFamily]) -> None:
    service = Certificate.objects.filter(record_class=RecordClass.SERVICE)
    assert set(service.values_list("keys", flat=True)) == {3}  # the household, mother and child
    assert set(service.model.objects.filter(record_class="hub").values_list("keys")) == {(0,)}
    (done,) = KeyDestruction.objects.all()
    assert (done.batch, done.keys) == (service[0].batch, 9)
    assert not DoomedKey.objects.exists()


def test_a_hub_record_gives_up_no_key(family: TokenFamily, sweep_on: Sweep) -> None:
    family.close(CLOSED)
    sweep_on(HUB_DUE)
    assert Certificate.objects.get().keys == 0
    assert not KeyDestruction.objects.exists()
