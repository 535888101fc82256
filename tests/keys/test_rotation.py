"""Every data key comes under a new master key, and the old one can leave."""

import re
import threading
from io import StringIO
from uuid import uuid4

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from familyhubs.database.roles import role_for_command
from familyhubs.keys import connections, rotation, vault
from familyhubs.keys.masters import parse_masters
from familyhubs.keys.sealing import MasterMissing, keyring
from familyhubs.keys.vault import Wrapped
from familyhubs.keys.wrapping import wrap

pytestmark = pytest.mark.django_db
LABEL = "label"


def masters(*names):
    """MASTER_KEYS with these names, each with the same key every time."""
    return {name: name.encode().ljust(32, b".") for name in names}


@pytest.fixture(autouse=True)
def alone(settings, as_worker):
    """No keys of other tests under masters that are not there now."""
    settings.MASTER_KEYS = masters("old")
    with as_worker():
        found = connections.ask(lambda keys: keys.execute("SELECT id FROM data_keys").fetchall())
        vault.destroy(key_id for (key_id,) in found)


@pytest.fixture
def sealed():
    """Five things that were sealed under keys of the old master."""
    ids = [uuid4() for _ in range(5)]
    ring = keyring(ids, make=True)
    return {key_id: ring.seal(key_id, LABEL, f"note {key_id}") for key_id in ids}


def all_open(sealed):
    ring = keyring(sealed)
    return all(
        ring.text(key_id, LABEL, each) == f"note {key_id}" for key_id, each in sealed.items()
    )


def rotate():
    out = StringIO()
    call_command("rotate_master_key", stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_old_master_can_leave(settings, sealed, as_worker):
    settings.MASTER_KEYS = masters("new", "old")
    assert all_open(sealed)
    with as_worker():
        said = rotate()
    assert "5 data keys were wrapped under new." in said
    assert "Nothing is under old any more: take it out." in said
    settings.MASTER_KEYS = masters("new")
    assert all_open(sealed)


def test_a_second_run_finds_nothing_to_do(settings, sealed, as_worker):
    settings.MASTER_KEYS = masters("new", "old")
    with as_worker():
        rotate()
        assert "0 data keys were wrapped" in rotate()


def test_killed_half_way_it_goes_on_where_it_was(settings, sealed, as_worker, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 2)
    settings.MASTER_KEYS = masters("new", "old")
    with as_worker():
        with pytest.raises(KeyboardInterrupt):
            rotation.rewrap(stop)
        assert rotation.keys_by_master() == {"new": 2, "old": 3}
        assert all_open(sealed)
        assert "3 data keys were wrapped" in rotate()
    settings.MASTER_KEYS = masters("new")
    assert all_open(sealed)


def stop(_batch):
    raise KeyboardInterrupt


def test_two_runs_at_once_share_the_work(settings, as_worker, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 3)
    ids = [uuid4() for _ in range(60)]
    keyring(ids, make=True)
    settings.MASTER_KEYS = masters("new", "old")
    batches = []
    with as_worker():
        threads = [
            threading.Thread(target=rotation.rewrap, args=(batches.append,)) for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rotation.rewrap(batches.append)
        assert sum(batch.wrapped for batch in batches) == 60
        assert rotation.keys_by_master() == {"new": 60}


def test_a_key_destroyed_before_stays_destroyed(settings, sealed, as_worker):
    gone, *_ = sealed
    settings.MASTER_KEYS = masters("new", "old")
    with as_worker():
        vault.destroy([gone])
        assert "4 data keys" in rotate()
    assert gone not in keyring([gone])


def test_a_missing_master_is_named(settings, sealed, as_worker):
    settings.MASTER_KEYS = masters("new")
    with pytest.raises(MasterMissing, match="master key old is not in MASTER_KEYS"):
        all_open(sealed)
    with as_worker(), pytest.raises(CommandError, match="5 data keys are under old"):
        rotate()


def test_another_key_under_an_old_name_is_said_and_the_rest_is_wrapped(settings, sealed, as_worker):
    settings.MASTER_KEYS = {"older": bytes(32)}
    keyring([uuid4()], make=True)
    settings.MASTER_KEYS = {"new": b"n" * 32, "old": b"?" * 32, "older": bytes(32)}
    with as_worker():
        with pytest.raises(CommandError, match="5 data keys do not open"):
            rotate()
        assert rotation.keys_by_master() == {"new": 1, "old": 5}


def test_a_wrapping_moved_to_another_id_does_not_open(settings, as_worker):
    first, second = uuid4(), uuid4()
    with override_settings(MASTER_KEYS=masters("old")):
        vault.make({second: Wrapped("old", wrap(first, bytes(32)).key)})
    settings.MASTER_KEYS = masters("new", "old")
    with as_worker(), pytest.raises(CommandError, match="1 data keys do not open"):
        rotate()


def test_the_web_wraps_nothing_anew(settings, sealed):
    settings.MASTER_KEYS = masters("new", "old")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        rotate()


def test_without_masters_the_command_says_so(settings):
    settings.MASTER_KEYS = {}
    with pytest.raises(CommandError, match="MASTER_KEYS is not set"):
        rotate()


def test_it_takes_the_workers_role():
    assert role_for_command(["manage.py", "rotate_master_key"]) == "worker"


def test_a_new_master_key_is_printed_as_the_environment_wants_it(settings):
    out = StringIO()
    call_command("make_master_key", "2027a", stdout=out, stderr=StringIO())
    [(name, key)] = parse_masters(out.getvalue()).items()
    assert name == "2027a"
    assert len(key) == 32
    out = StringIO()
    call_command("make_master_key", stdout=out, stderr=StringIO())
    assert re.match(r"\d{4}-\d\d-\d\d:", out.getvalue())


@pytest.mark.parametrize("name", ["old", "a:b", "a,b", "", "x" * 41])
def test_a_name_that_is_taken_or_none_is_refused(name):
    with pytest.raises(CommandError):
        call_command("make_master_key", name, stdout=StringIO())
