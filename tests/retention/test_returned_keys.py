"""After an older dump of the keys database is put back: what was destroyed since goes again."""

import logging
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection

from familyhubs.keys import vault
from familyhubs.keys.models import KeyDestruction
from familyhubs.keys.sealing import keyring
from households.models import Person
from retention import returned, tasks
from retention.models import SweepRun
from tests.cast import Cast
from tests.database import log_in
from tests.factories import ContactFactory
from tests.retention.families import CLOSED, HUB_DUE, SERVICE_DUE, TokenFamily

Sweep = Callable[[date], SweepRun]


class Dump:
    """The keys database as it was."""

    def __init__(self, inside: psycopg.Connection) -> None:
        self.inside = inside

    def take(self) -> None:
        self.inside.execute("CREATE TEMP TABLE older AS TABLE data_keys")

    def put_back(self) -> None:
        self.inside.execute("ALTER TABLE data_keys DISABLE TRIGGER USER")
        self.inside.execute("DELETE FROM data_keys")
        self.inside.execute("INSERT INTO data_keys TABLE older")
        self.inside.execute("ALTER TABLE data_keys ENABLE TRIGGER USER")
        self.inside.execute("ALTER TABLE data_keys ENABLE ALWAYS TRIGGER data_keys_stay_destroyed")


@pytest.fixture
def dump() -> Iterator[Dump]:
    with log_in(f"{connection.settings_dict['NAME']}_keys") as inside:
        yield Dump(inside)


@pytest.fixture
def keys(family: TokenFamily) -> set[Any]:
    """Of a family that is closed: the household's, the mother's and the child's."""
    everybody = {one.data_key for one in (family.household, family.mother, family.child)}
    keyring(everybody, make=True)
    family.close(CLOSED)
    return everybody


@pytest.fixture
def staying(cast: Cast) -> set[Any]:
    """Of a family whose support is open."""
    family = TokenFamily(cast)
    ContactFactory(household=family.household, note="Stays", by=cast.alice)
    everybody = {family.household.data_key, family.mother.data_key}
    keyring(everybody, make=True)
    return everybody


def test_they_are_destroyed_again_within_the_hour_and_no_other(
    keys: set[Any],
    staying: set[Any],
    dump: Dump,
    sweep_on: Sweep,
    as_worker: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    dump.take()
    sweep_on(SERVICE_DUE)
    assert vault.destroyed_at(keys).keys() == keys
    dump.put_back()
    assert vault.read(keys).keys() == keys, "as if nothing had been destroyed"
    with as_worker(), caplog.at_level(logging.ERROR, "familyhubs.retention"):
        assert tasks.destroy_returned_keys() == 3
        assert tasks.destroy_returned_keys() == 0
    assert vault.destroyed_at(keys).keys() == keys
    assert vault.read(staying).keys() == staying
    assert "3 keys were back from an older dump" in caplog.text


def test_what_stays_of_a_family_keeps_its_key(
    family: TokenFamily, dump: Dump, sweep_on: Sweep, as_worker: Any
) -> None:
    """A hub record's certificate names the household, too; and a shell keeps its key."""
    fern = family.add("Fern")
    family.protect(fern)
    kept = {family.household.data_key, fern.data_key}
    keyring({*kept, family.mother.data_key}, make=True)
    family.close(CLOSED)
    dump.take()
    sweep_on(HUB_DUE)
    sweep_on(SERVICE_DUE)
    assert Person.objects.get() == fern
    dump.put_back()
    with as_worker():
        assert returned.destroy_again() == 1
    assert vault.read(kept).keys() == kept


def test_where_nothing_is_missing_no_key_is_read(
    keys: set[Any], sweep_on: Sweep, as_worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep_on(SERVICE_DUE)
    assert KeyDestruction.objects.exists()
    monkeypatch.setattr(vault, "living", lambda _batch: pytest.fail("Every key was read."))
    with as_worker():
        assert returned.destroy_again() == 0


def test_killed_in_the_middle_it_begins_anew(
    keys: set[Any],
    dump: Dump,
    sweep_on: Sweep,
    as_worker: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dump.take()
    sweep_on(SERVICE_DUE)
    dump.put_back()
    monkeypatch.setattr(returned, "BATCH", 1)
    with as_worker():
        with monkeypatch.context() as patch:
            patch.setattr(returned, "_in_use", lambda _keys: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                returned.destroy_again()
        vault.destroy(list(keys)[:1])  # or after a part of them
        assert returned.destroy_again() == 2
    assert vault.destroyed_at(keys).keys() == keys
