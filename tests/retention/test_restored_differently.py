"""After a restore of a backup that differs from what was disposed of: exactly what went goes."""

from datetime import date

import pytest
from django.core.management.base import CommandError
from django.db import connection

from familyhubs.keys import disposals
from households.actions import people
from households.models import Household, Person
from retention import chain
from retention.actions import holds
from retention.restores import backup_check
from tests.retention.families import CLOSED, HUB_DUE, SERVICE_DUE, TokenFamily, at, tables_with
from tests.retention.restoring import (
    Backup,
    Town,
    certificates,
    command,
    dispose,
    every_row,
    the_owner,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_neither_a_hold_nor_open_support_of_then_brings_it_back(town: Town, backup: Backup) -> None:
    """What went, went: the hold was lifted and the support closed after the backup."""
    alice, dana = town.due.cast.alice, town.due.cast.dana
    hold = holds.place(
        household=town.due.household, reason="police", review_on=date(2099, 1, 1), by=dana
    )
    town.shell.reopen(date(2020, 4, 1))
    backup.take()
    holds.lift(hold=hold, why="Over", by=dana)
    town.shell.close(date(2020, 4, 2))
    dispose(date(2026, 4, 2))
    backup.put_back()
    command("--commit")
    assert tables_with(*town.gone()) == {}
    assert alice.pk


def test_an_older_backup_of_before_the_hub_record_went(town: Town, backup: Backup) -> None:
    """Three disposals since: the hub record, the family, and the child of the shell."""
    backup.take()
    for day in (HUB_DUE, SERVICE_DUE, date(2087, 6, 1)):
        dispose(day, approving=town.due.cast)
    as_disposed, before = every_row(), certificates()
    backup.put_back()
    command("--commit")
    assert (every_row(), certificates()) == (as_disposed, before)
    assert not Household.objects.filter(pk=town.shell.household.pk).exists()


def test_a_shell_s_child_is_kept_where_the_backup_is_of_before_it_was_a_shell(
    town: Town, restored_town: dict[str, list[str]]
) -> None:
    command("--commit")
    fern = Person.objects.get(pk=town.child.pk)
    assert fern.given_name == town.shell.word("Fern")
    assert fern.memberships.get().household_id == town.shell.household.pk


def test_somebody_who_belongs_to_a_household_that_never_went_is_left_and_told(
    town: Town, backup: Backup
) -> None:
    """At the time of the backup the mother also belonged to another family."""
    from households.models import Membership

    joined = people.also_lives_in(
        person=town.due.mother, household=town.staying.household, by=town.due.cast.alice
    )
    backup.take()
    with the_owner():
        rows = Membership.objects.filter(person=town.due.mother, household=town.staying.household)
        rows._raw_delete("default")
    assert joined
    dispose(SERVICE_DUE)
    backup.put_back()
    done = command("--commit")
    (left,) = done["left"]
    assert left["person"] == town.due.mother.pk
    assert "also belongs to a household that was not disposed of" in left["reason"]
    assert Person.objects.filter(pk=town.due.mother.pk).exists()
    assert not Household.objects.filter(pk=town.due.household.pk).exists()
    again = command()
    assert again["keys_destroyed"] == [{"person": town.due.mother.pk}]


def test_a_household_that_is_not_in_the_backup_is_told(town: Town, backup: Backup) -> None:
    backup.take()
    late = TokenFamily(town.due.cast)
    late.close(CLOSED)
    dispose(SERVICE_DUE)
    backup.put_back()
    done = command("--commit")
    assert len(done["not_here"]) == 2
    assert chain.prove().broken == ""
    backup_check.require_replayed()


def test_what_no_copy_tells_of_is_known_by_its_key(
    town: Town, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database was lost before the copies were made; the keys had been destroyed."""
    backup.take()
    with monkeypatch.context() as patch:
        patch.setattr("retention.copies.deliver", lambda: 0)
        dispose(SERVICE_DUE)
    backup.put_back()
    assert disposals.newest() is None
    backup_check.require_replayed()
    done = command()
    told = {one.get("household") for one in done["keys_destroyed"]} - {None}
    assert told == {town.due.reference}
    assert {"person": town.due.mother.pk} in done["keys_destroyed"]
    assert {"person": town.child.pk} not in done["keys_destroyed"]


def test_a_copy_that_was_tampered_with_is_not_gone_by(
    town: Town, restored_town: dict[str, list[str]]
) -> None:
    from tests.database import log_in

    with log_in(f"{connection.settings_dict['NAME']}_keys") as inside:
        inside.execute("SET session_replication_role = replica")
        inside.execute("UPDATE disposals SET content = content || '{\"records\": 0}'")
    with pytest.raises(CommandError, match="does not say what its digest says"):
        command("--commit")
    assert tables_with(*town.gone()) != {}


def test_a_child_of_two_shells_of_which_one_stays(town: Town, backup: Backup) -> None:
    """The other shell, which stays for a child of its own, is no reason to leave this one."""
    other = TokenFamily(town.due.cast)
    young = other.add("Young", date_of_birth=date(2015, 1, 1))
    other.protect(young)
    people.also_lives_in(person=town.child, household=other.household, by=other.cast.alice)
    other.close(CLOSED)
    dispose(SERVICE_DUE)
    backup.take()
    run = dispose(date(2087, 6, 1), approving=town.due.cast)
    assert run.disposed == 1
    as_disposed = every_row()
    backup.put_back()
    done = command("--commit")
    assert (done["left"], done["people"]) == ([], 1)
    assert every_row() == as_disposed
    assert Person.objects.filter(pk=young.pk).exists()
    assert not Person.objects.filter(pk=town.child.pk).exists()


def test_a_sequence_that_gives_numbers_out_again_misleads_nobody(
    town: Town, backup: Backup
) -> None:
    """Another family has the number of one that went: it is found by its key, and stays."""
    backup.take()
    with at(date(2020, 1, 1)):
        late = TokenFamily(town.due.cast)
    late.close(CLOSED)
    dispose(SERVICE_DUE)
    backup.put_back()
    with at(date(2020, 1, 1)):
        other = TokenFamily(town.due.cast)
    assert other.household.pk == late.household.pk
    command("--commit")
    assert tables_with(other.word("goal"))
