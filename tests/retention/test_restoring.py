"""After a restore: what was disposed of is gone again, nothing else is, and the chain is whole.

The records' database is really copied and put back; the keys database stays as it is, as the
runbook says (docs/restoring.md).
"""

import signal
import subprocess
import sys
import time
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse

from familyhubs.keys import sealing
from familyhubs.keys.models import KeyDestruction
from households.models import Contact, Household, Person
from retention import chain
from retention.models import Certificate, Outcome, SweepRun
from retention.restores import backup_check
from tests.database import log_in
from tests.retention.families import HUB_DUE, SERVICE_DUE, at, tables_with
from tests.retention.restoring import (
    Backup,
    Town,
    certificates,
    command,
    dispose,
    environment,
    every_row,
    the_owner,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_everything_that_went_is_gone_again_and_nothing_else(
    town: Town, restored_town: dict[str, list[str]]
) -> None:
    done = command("--commit")
    assert every_row() == restored_town
    assert (done["households"], done["people"], done["left"]) == (2, 4, [])
    assert tables_with(*town.gone()) == {}
    assert Household.objects.get(pk=town.shell.household.pk).name == ""
    assert Person.objects.filter(pk__in=[town.child.pk, town.uncle.pk]).count() == 2


def test_the_certificates_are_whole_again_and_say_that_they_were_put_back(
    town: Town, backup: Backup
) -> None:
    dispose(HUB_DUE)
    backup.take()
    run = dispose(SERVICE_DUE)
    before = certificates()
    backup.put_back()
    assert "3 to 4 are known to the keys database" in chain.prove().broken
    done = command("--commit")
    assert (certificates(), chain.prove().broken) == (before, "")
    again = SweepRun.objects.get(pk=done["run"])
    assert again.outcome == Outcome.REPLAYED
    notes = Certificate.objects.order_by("number").values_list("replayed_in", "run")
    assert list(notes[2:]) == [(again.pk, run.pk)] * 2
    assert not any(replayed for replayed, _ in notes[:2])
    assert SweepRun.objects.get(pk=run.pk).outcome == Outcome.PUT_BACK
    assert dispose(date(2030, 1, 1)).pk > again.pk


def test_until_then_nothing_that_was_sealed_can_be_read(
    town: Town, restored_town: dict[str, list[str]]
) -> None:
    note = Contact.objects.get(pk=town.note.pk)
    with pytest.raises(sealing.KeyDestroyed):
        note.read("note")
    destroyed = dict(KeyDestruction.objects.values_list("batch", "destroyed_at"))
    assert destroyed == {}
    command("--commit")
    (done,) = KeyDestruction.objects.all()
    # As it was, and not when it was done again.
    assert done.destroyed_at < SweepRun.objects.get(outcome=Outcome.REPLAYED).started_at


def test_until_then_nothing_starts_and_nothing_is_swept(
    town: Town, restored_town: dict[str, list[str]]
) -> None:
    with pytest.raises(ImproperlyConfigured, match="replay_disposals --commit"):
        backup_check.require_replayed_to_start()
    with pytest.raises(backup_check.FromABackup):
        dispose(SERVICE_DUE)
    with pytest.raises(CommandError, match="comes from a backup"), at(SERVICE_DUE):
        call_command("retention_sweep", "--commit", stdout=StringIO())
    command()  # only looks
    with pytest.raises(ImproperlyConfigured):
        backup_check.require_replayed_to_start()
    command("--commit")
    backup_check.require_replayed_to_start()


@pytest.mark.parametrize(
    "process",
    [
        [sys.executable, "-c", "import familyhubs.wsgi"],
        [sys.executable, "-m", "celery", "--app", "familyhubs.celery", "worker"],
    ],
    ids=["web", "worker"],
)
def test_the_processes_themselves_refuse(
    town: Town, restored_town: dict[str, list[str]], process: list[str]
) -> None:
    connection.close()
    done = subprocess.run(
        process,
        env=environment(connection.settings_dict["NAME"]),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "run `manage.py replay_disposals --commit`" in done.stderr.strip().splitlines()[-1]


def test_looking_changes_nothing(town: Town, restored_town: dict[str, list[str]]) -> None:
    before = every_row()
    found = command()
    assert (found["committed"], found["run"]) == (False, None)
    assert (found["certificates"], found["households"], found["people"]) == (4, 2, 4)
    assert every_row() == before
    assert not Certificate.objects.exists()


def test_it_is_safe_to_run_twice(town: Town, restored_town: dict[str, list[str]]) -> None:
    command("--commit")
    done = command("--commit")
    assert (done["certificates"], done["households"], done["people"]) == (0, 0, 0)
    assert every_row() == restored_town


def test_killed_in_the_middle_it_is_run_again_and_finishes(
    town: Town, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process of its own, killed with SIGKILL after its first transaction, in its second."""
    monkeypatch.setattr("retention.disposal.BATCH", 1)
    backup.take()
    dispose(SERVICE_DUE)
    as_disposed, before = every_row(), certificates()
    backup.put_back()
    connection.close()
    with log_in(backup.records) as other, other.transaction():
        other.execute(
            "SELECT FROM households_household WHERE id = %s FOR UPDATE", [town.shell.household.pk]
        )
        replaying = subprocess.Popen(
            [sys.executable, "manage.py", "replay_disposals", "--commit"],
            env=environment(backup.records),
            stderr=subprocess.DEVNULL,
        )
        while replaying.poll() is None and len(certificates()) < 2:
            connection.close()
            time.sleep(0.2)
        time.sleep(0.5)
        replaying.kill()
        assert replaying.wait() == -signal.SIGKILL
    assert len(certificates()) == 2
    with pytest.raises(backup_check.FromABackup):
        backup_check.require_replayed()
    assert command("--commit")["households"] == 1
    assert (every_row(), certificates()) == (as_disposed, before)
    outcomes = SweepRun.objects.order_by("pk").values_list("outcome", flat=True)
    assert {"interrupted", "replayed"} <= set(outcomes)


def test_at_an_ordinary_start_each_database_is_asked_one_thing(
    town: Town, django_assert_num_queries: Any
) -> None:
    backup_check.require_replayed_to_start()
    dispose(SERVICE_DUE)
    with django_assert_num_queries(1):
        backup_check.require_replayed()


def test_between_the_commit_and_the_copy_everything_starts(
    town: Town, monkeypatch: pytest.MonkeyPatch, backup: Backup
) -> None:
    dispose(HUB_DUE)
    with monkeypatch.context() as patch:
        patch.setattr("retention.copies.deliver", lambda: 0)
        dispose(SERVICE_DUE)
    backup_check.require_replayed_to_start()


def test_another_database_s_keys_are_told_from_a_backup_s(town: Town, backup: Backup) -> None:
    dispose(HUB_DUE)
    with the_owner():
        connection.cursor().execute("SET session_replication_role = replica")
        Certificate.objects.update(digest="f" * 64)
    with pytest.raises(backup_check.AnotherChain, match="of another database"):
        backup_check.require_replayed()


def test_a_web_that_was_running_all_the_while_says_that_it_is_not_ready(
    town: Town,
    backup: Backup,
    client: Client,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def answers() -> tuple[int, str]:
        backup_check._refused_in.cache_clear()
        answer = client.get(reverse("organisations:health"))
        return answer.status_code, answer.content.decode()

    assert answers() == (200, "ok")
    backup.take()
    dispose(SERVICE_DUE)
    assert answers() == (200, "ok")
    backup.put_back()
    assert answers() == (503, "not ready")
    assert "replay_disposals --commit" in caplog.text
    command("--commit")
    assert answers() == (200, "ok")


def test_it_asks_no_more_than_once_in_five_seconds(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    now = [-100.0]
    monkeypatch.setattr(backup_check, "require_replayed", lambda: asked.append(now[0]))
    monkeypatch.setattr(backup_check, "monotonic", lambda: now[0])
    for now[0] in (-100.0, -98.0, -95.1, -95.0, -91.0):
        backup_check.require_replayed_lately()
    assert asked == [-100.0, -95.0]
